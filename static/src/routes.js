/** The addresses the offline app can answer; the same ones the live pages have. */

/**
 * @typedef {{name: 'home'|'find'|'jobs'|'scan'|'outbox'|'enrol'|'lend'|'back'|'borrow'|'give'|'barcode'|'tag'|'thing'|'form'|'repair'|'hazard'|'log'|'round'|'handover'|'handovers'|'letter'|'letters'|
 *     'stocktake'|'elsewhere',
 *   code: string, id: string, kind: string, checklist: string, repair: string, entry: string, tag: string, how: string,
 *   place: string, text: string, round: string, handover: string, role: string, quick: boolean}} Route
 * @param {{pathname: string, search: string}} place
 * @returns {Route}
 */
export function routeOf({ pathname, search }) {
  const path = decodeURIComponent(pathname).replace(/\/+$/, '') || '/';
  const query = new URLSearchParams(search);
  const [tag, how] = [query.get('tag') ?? '', query.get('how') ?? ''];
  const [round, quick] = [query.get('round') ?? '', query.has('quick')];
  const blank = {
    code: '',
    id: '',
    kind: '',
    checklist: '',
    repair: '',
    entry: '',
    place: '',
    text: '',
    handover: '',
    role: '',
  };
  /** @type {(name: Route['name'], more?: Partial<Route>) => Route} */
  const at = (name, more) => ({ name, ...blank, tag, how, round, quick, ...more });
  if (['/', '/offline', '/things', '/rounds'].includes(path)) return at('home');
  if (path === '/repairs') return at('jobs');
  if (path === '/find') return at('find');
  if (path === '/scan') return at('scan');
  if (path === '/outbox') return at('outbox');
  if (path === '/handovers') return at('handovers');
  const [, handover, role = ''] = /^\/handovers\/([0-9a-f-]{36})(?:\/sign\/([a-z]+))?$/i.exec(path) ?? [];
  if (handover) return at('handover', { handover, role });
  if (path === '/letters') return at('letters');
  const [, letter, signer = ''] = /^\/letters\/([0-9a-f-]{36})(?:\/sign\/([a-z]+))?$/i.exec(path) ?? [];
  if (letter) return at('letter', { id: letter, role: signer });
  if (path === '/enrol') return at('enrol', { place: query.get('place') ?? '' });
  if (path === '/lend') return at('lend', { id: query.get('thing') ?? '' });
  if (path === '/borrow') return at('borrow', { id: query.get('thing') ?? '' });
  if (path === '/give-back') return at('give', { id: query.get('thing') ?? '' });
  if (path === '/take-back') return at('back', { id: query.get('thing') ?? '' });
  if (path === '/barcode') return at('barcode', { text: query.get('text') ?? '' });
  const walk = /^\/stocktakes\/([^/]+)\/walk$/.exec(path);
  if (walk) return at('stocktake', { id: walk[1] });
  const [, first, id, verb, what] =
    /^\/(t|things|repairs|hazards|logs|rounds)\/([^/]+)(?:\/(do|check)\/([^/]+))?$/i.exec(path) ?? [];
  if (first?.toLowerCase() === 't' && !verb) return at('tag', { code: id });
  if (first === 'repairs' && !verb) return at('repair', { repair: id });
  if (first === 'hazards' && !verb) return at('hazard', { id });
  if (first === 'logs' && !verb) return at('log', { entry: id, kind: 'logs.close' });
  if (first === 'rounds' && !verb) return at('round', { round: id });
  if (first !== 'things') return at('elsewhere');
  if (verb === 'check') return at('form', { id, kind: 'inspections.inspect', checklist: what });
  return verb ? at('form', { id, kind: what }) : at('thing', { id });
}

/** @param {string} id a thing's @param {string} kind @param {{checklist?: string, tag?: string, how?: string}} [more] */
export function formPath(id, kind, { checklist, tag, how } = {}) {
  const query = new URLSearchParams();
  if (tag) query.set('tag', tag);
  if (how) query.set('how', how);
  const path = checklist ? `/things/${id}/check/${checklist}` : `/things/${id}/do/${kind}`;
  return query.size ? `${path}?${query}` : path;
}
