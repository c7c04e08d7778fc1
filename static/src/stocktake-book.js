/** What a phone keeps for counting: the running stocktakes, their frozen books, and what others have counted. */
import { call, meaning } from './api.js';
import { DUE, keepDuePhotos } from './stocktake-photos.js';
import { aboveIn, tallied } from './stocktakes.js';

/**
 * Books of the running stocktakes, fetched once a round and again when rooms have joined; those that ended are forgotten.
 * @param {import('./store.js').Store} db @param {import('./api.js').Line} line
 */
export async function keepBooks(db, line) {
  const running = await db.getAll('stocktakes');
  const kept = new Map((await db.getAll('books')).map((book) => [book.id, book]));
  for (const { id, round, edition = 1 } of running) {
    const book = kept.get(id);
    kept.delete(id);
    if (book?.round === round && (book.edition ?? 1) === edition) continue;
    const answer = await call(line, 'GET', `/api/stocktakes/${id}/book`, { timeout: 60_000 });
    if (meaning(answer) !== 'ok' || !Array.isArray(answer.json.lines)) continue;
    const tx = db.transaction(['books', 'meta'], 'readwrite');
    tx.objectStore('books').put({ id, round, edition, lines: answer.json.lines, next: book?.next ?? 0 });
    tx.objectStore('meta').put(Date.now(), DUE);
    await tx.done;
  }
  for (const id of kept.keys()) {
    const tx = db.transaction(['books', 'counts', 'meta'], 'readwrite');
    tx.objectStore('books').delete(id);
    tx.objectStore('meta').put(Date.now(), DUE);
    for (const key of await tx.objectStore('counts').index('stocktake').getAllKeys(id))
      tx.objectStore('counts').delete(key);
    await tx.done;
  }
  keepDuePhotos(db, line.fetch).catch(() => {}); // nobody waits for pictures; what failed stays due
}

/**
 * What was counted since this phone last asked.
 * @param {import('./store.js').Store} db @param {import('./api.js').Line} line @param {string} id
 * @returns {Promise<import('./stocktakes.js').Count[]>} what is new
 */
export async function fetchCounts(db, line, id) {
  const fresh = [];
  for (;;) {
    const book = await db.get('books', id);
    if (!book) return fresh;
    const answer = await call(line, 'GET', `/api/stocktakes/${id}/counts?after=${book.next}`);
    if (meaning(answer) !== 'ok' || !Array.isArray(answer.json.counts)) return fresh;
    const { counts, next } = answer.json;
    const tx = db.transaction(['books', 'counts'], 'readwrite');
    for (const count of counts) tx.objectStore('counts').put({ ...count, stocktake: id });
    tx.objectStore('books').put({ ...book, next });
    await tx.done;
    fresh.push(...counts);
    if (next === book.next) return fresh;
  }
}

/**
 * Everything about one stocktake that this phone has: the walk goes on from here, also after a dead battery.
 * @param {import('./store.js').Store} db @param {string} id
 */
export async function known(db, id) {
  const [stocktake, book, told, rows, all, room] = await Promise.all([
    db.get('stocktakes', id),
    db.get('books', id),
    db.getAllFromIndex('counts', 'stocktake', id),
    rowsOf(db),
    db.getAll('things'),
    db.get('meta', `stocktake-room:${id}`),
  ]);
  const things = new Map(all.map((/** @type {any} */ thing) => [thing.id, thing]));
  const tally = stocktake && tallied(book?.lines ?? [], aboveIn(things), stocktake, told, rows);
  return { stocktake, tally, things, room: things.has(room) ? room : '', ready: Boolean(book) };
}

/** What this phone wrote about stocktakes, in the order it was sealed. @param {import('./store.js').Store} db */
async function rowsOf(db) {
  const rows = await db.getAll('outbox');
  return rows.filter(({ envelope }) => envelope.kind.startsWith('stocktakes.')).sort((a, b) => a.seq - b.seq);
}

/** @param {import('./store.js').Store} db @param {string} id @param {string} room */
export const keepRoom = (db, id, room) => db.put('meta', room, `stocktake-room:${id}`);
