/** Looking things up in the phone's own copy. */

/** @param {import('./store.js').Store} db @param {string} code @returns {Promise<any>} the thing a tag is on, if known here */
export async function thingOfTag(db, code) {
  const tag = await db.get('tags', code);
  return tag?.thing ? db.get('things', tag.thing) : undefined;
}

/** The thing another maker's code leads to, as far as this phone knows. @param {import('./store.js').Store} db @param {string} text @returns {Promise<any>} */
export async function thingOfBarcode(db, text) {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cc}/gu, '')
    .trim();
  const barcode = plain && (await db.get('barcodes', plain));
  if (barcode?.thing) return db.get('things', barcode.thing);
  const alike = plain ? (await db.getAll('things')).filter((/** @type {any} */ thing) => thing.code === plain) : [];
  return alike.length === 1 ? alike[0] : undefined;
}

/** The places a thing is in, outermost first. @param {import('./store.js').Store} db @param {any} thing @returns {Promise<any[]>} */
export async function pathOf(db, thing) {
  const path = [];
  const seen = new Set([thing.id]);
  for (let id = thing.inside; id && !seen.has(id);) {
    seen.add(id);
    const place = await db.get('things', id);
    if (!place) break;
    path.unshift(place);
    id = place.inside;
  }
  return path;
}

/**
 * The places where somebody may do more than look and report: their own rooms and what is in them, or all of them.
 * @param {any[]} things @param {any} user of the session
 */
export function ownPlaces(things, user) {
  const places = things.filter((thing) => thing.kind === 'place');
  const rooms = user?.rooms ?? [];
  if (!rooms.length) return places;
  const known = new Map(places.map((place) => [place.id, place]));
  return places.filter((place) => {
    const seen = new Set();
    for (let at = place; at && !seen.has(at.id); at = known.get(at.inside)) {
      if (rooms.includes(at.id)) return true;
      seen.add(at.id);
    }
    return false;
  });
}

/**
 * What this phone's person may do with a thing; the server asks the same question again.
 * @param {import('./store.js').Store} db @param {any} thing @param {any[]} path the places it is in
 * @returns {Promise<string[]>}
 */
export async function rightsAt(db, thing, path) {
  const { user } = (await db.get('meta', 'session')) ?? {};
  const rooms = user?.rooms ?? [];
  const own = !rooms.length || [thing, ...path].some((each) => rooms.includes(each.id));
  return own ? ((await db.get('meta', 'rights')) ?? []) : (user.elsewhere ?? []);
}

/** @param {import('./store.js').Store} db @param {any} thing @returns {Promise<any[]>} its checklists that this phone has */
export const checksOf = async (db, thing) =>
  (await Promise.all((thing.checks ?? []).map((/** @type {string} */ id) => db.get('checklists', id)))).filter(Boolean);

/** Things whose name, code or category has every word asked for. @param {any[]} things @param {string} query */
export function search(things, query, most = 50) {
  const words = query.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found = [];
  for (const thing of things) {
    const text = `${thing.name} ${thing.code ?? ''} ${thing.spec ?? ''}`.normalize('NFKC').toLowerCase();
    if (words.every((word) => text.includes(word)) && found.push(thing) >= most) break;
  }
  return found;
}

/**
 * The form that closes a line of a logbook: its checklist's second half, in the version the phone has.
 * @param {import('./store.js').Store} db @param {any} line
 */
export async function closingOf(db, line) {
  const book = await db.get('checklists', line.checklist);
  if (!book?.log?.closes) return null;
  const { zh, en } = book.log.closes;
  const checklist = { id: book.id, version: line.version, sha256: book.sha256, zh, en, items: book.log.items ?? [] };
  return { kind: 'logs.close', checklist, prefill: { entry: line.id } };
}
