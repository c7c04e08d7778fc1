/** What somebody came back to: the last room, things opened lately, things with a star. Kept on this phone, by person. */

const LATELY = 12;
const STARS = 60;

/**
 * Only ids are kept: names come from the phone's copy, which goes when its person signs out.
 * @typedef {{recent: string[], stars: string[], room: string}} Memory
 * @param {import('./store.js').Store} db
 * @returns {Promise<[key: string, memory: Memory]>}
 */
async function memoryIn(db) {
  const key = `memory:${(await db.get('meta', 'session'))?.user?.id ?? ''}`;
  return [key, { recent: [], stars: [], room: '', ...(await db.get('meta', key)) }];
}

/** Somebody looks at a thing. @param {import('./store.js').Store} db @param {{id: string, kind?: string, inside?: string}} thing */
export async function visit(db, { id, kind, inside }) {
  const [key, memory] = await memoryIn(db);
  const recent = [id, ...memory.recent.filter((each) => each !== id)].slice(0, LATELY);
  const room = kind === 'place' ? id : (inside ?? memory.room);
  await db.put('meta', { ...memory, recent, room }, key);
}

/** @param {import('./store.js').Store} db @param {string} id @param {boolean} on */
export async function star(db, id, on) {
  const [key, memory] = await memoryIn(db);
  const others = memory.stars.filter((each) => each !== id);
  await db.put('meta', { ...memory, stars: on ? [id, ...others].slice(0, STARS) : others }, key);
}

/** @param {import('./store.js').Store} db @param {string} id */
export const hasStar = async (db, id) => (await memoryIn(db))[1].stars.includes(id);

/**
 * What can be shown of it: things that this phone knows.
 * @param {import('./store.js').Store} db
 * @returns {Promise<{room: any, stars: any[], recent: any[]}>}
 */
export async function remembered(db) {
  const [, { recent, stars, room }] = await memoryIn(db);
  const known = async (/** @type {string[]} */ ids) =>
    (await Promise.all(ids.map((id) => db.get('things', id)))).filter(Boolean);
  return {
    room: room ? ((await db.get('things', room)) ?? null) : null,
    stars: await known(stars),
    recent: await known(recent.filter((id) => id !== room && !stars.includes(id))),
  };
}
