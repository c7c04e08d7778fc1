/** This phone's copy of the register: what is in it, and when it goes. What was recorded here is no part of it. */
import { KEPT } from './stocktake-photos.js';
import { STRICT } from './store.js';

export const STORES = ['things', 'tags', 'barcodes', 'checklists', 'repairs', 'logs', 'loans', 'hazards', 'stocktakes'];
/** What is fetched beside it for stocktakes. */
const FETCHED = ['books', 'counts'];
/** What comes with it and is about somebody or some thing; forms and words stay, so that work can go on. */
const ABOUT = [
  ...['cursor', 'snapshot_at', 'pulled_at', 'snapshot_user', 'rights', 'rounds', 'last_thing'],
  ...['handovers', 'letters', 'borrowers', 'borrowers:before', 'cart:lend', 'cart:back'],
];
export const OLD_DAYS = 14;
const DAY = 86_400_000;

/**
 * Clears the copy. Whoever goes for good takes also what the server has had already; the unsent never goes.
 * @param {import('./store.js').Store} db
 * @param {{session?: boolean, kept?: boolean}} [also] session: who was signed in; kept: records that the server has
 */
export async function clearCopy(db, { session = false, kept = false } = {}) {
  const tx = db.transaction([...STORES, ...FETCHED, 'meta', 'outbox'], 'readwrite', STRICT);
  for (const name of [...STORES, ...FETCHED]) tx.objectStore(name).clear();
  for (const key of ABOUT) tx.objectStore('meta').delete(key);
  if (session) tx.objectStore('meta').delete('session');
  for (
    let cursor = kept ? await tx.objectStore('outbox').openCursor() : null;
    cursor;
    cursor = await cursor.continue()
  ) {
    if (cursor.value.state === 'acked') cursor.delete();
  }
  await tx.done;
  await globalThis.caches?.delete(KEPT);
}

/**
 * A copy that has not followed the server for two weeks shows what may long be wrong, to whoever found the phone.
 * @param {import('./store.js').Store} db @returns {Promise<boolean>} whether it was that old
 */
export async function dropOld(db, now = Date.now()) {
  const pulled = await db.get('meta', 'pulled_at');
  if (!pulled || pulled > now - OLD_DAYS * DAY) return false;
  await clearCopy(db);
  return true;
}
