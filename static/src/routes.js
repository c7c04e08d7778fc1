/** The addresses the offline app can answer; the same ones the live pages have. */

/**
 * @param {{pathname: string, search: string}} place
 * @returns {{name: 'home'|'scan'|'outbox'|'tag'|'thing'|'form'|'elsewhere', code: string, id: string, kind: string,
 *   checklist: string, repair: string}}
 */
export function routeOf({ pathname, search }) {
  const path = decodeURIComponent(pathname).replace(/\/+$/, '') || '/';
  const query = new URLSearchParams(search);
  const route = {
    code: '',
    id: '',
    kind: '',
    checklist: query.get('checklist') ?? '',
    repair: query.get('repair') ?? '',
  };
  if (path === '/' || path === '/offline') return { ...route, name: 'home' };
  if (path === '/scan') return { ...route, name: 'scan' };
  if (path === '/outbox') return { ...route, name: 'outbox' };
  const tag = /^\/t\/([^/]+)$/i.exec(path);
  if (tag) return { ...route, name: 'tag', code: tag[1] };
  const thing = /^\/things\/([^/]+)$/.exec(path);
  const kind = query.get('do') ?? '';
  if (thing) return { ...route, name: kind ? 'form' : 'thing', id: thing[1], kind };
  return { ...route, name: 'elsewhere' };
}

/** @param {string} id @param {string} kind @param {{checklist?: string, repair?: string}} [more] */
export const formPath = (id, kind, more = {}) => `/things/${id}?${new URLSearchParams({ do: kind, ...more })}`;
