/** Fetching what the phone needs offline: a snapshot once, then changes; rows and cursor in one transaction. */
import { call, meaning } from './api.js';
import { STORES } from './copy.js';
import { sealAgain } from './outbox.js';
import { keepTerms } from './lend-terms.js';
import { keepBooks } from './stocktake-book.js';
import { DUE } from './stocktake-photos.js';

const WEEK = 7 * 86_400_000;
/** @type {Record<string, string>} */
const STORE_OF = {
  thing: 'things',
  tag: 'tags',
  barcode: 'barcodes',
  checklist: 'checklists',
  repair: 'repairs',
  log: 'logs',
  loan: 'loans',
  hazard: 'hazards',
  stocktake: 'stocktakes',
};

/**
 * @param {import('./store.js').Store} db
 * @param {import('./api.js').Line} line
 * @param {{fresh?: boolean}} [options]
 * @returns {Promise<import('./push.js').Result>}
 */
export async function pull(db, line, { fresh = false } = {}) {
  const cursor = await db.get('meta', 'cursor');
  const taken = (await db.get('meta', 'snapshot_at')) ?? 0;
  const result = await (fresh || !cursor || taken < Date.now() - WEEK ? snapshot(db, line) : changes(db, line));
  if (result.outcome === 'done') await keepBooks(db, line);
  if (result.outcome === 'done') await keepTerms(db, line);
  return result;
}

/** @returns {Promise<import('./push.js').Result>} */
async function snapshot(db, line) {
  const answer = await call(line, 'GET', '/api/snapshot', { timeout: 60_000 });
  const verdict = meaning(answer);
  if (verdict !== 'ok') return { outcome: outcomeOf(verdict), retryAfter: answer.retryAfter, problem: answer.json };
  const got = answer.json;
  if (!got.cursor || !Array.isArray(got.things)) return { outcome: 'later' };
  const known = await db.get('meta', 'epoch');
  if (known && got.epoch !== known) await sealAgain(db, got.epoch);
  const tx = db.transaction([...STORES, 'books', 'meta'], 'readwrite');
  // Whose server went back to a backup may have counted more than it knows now: all counts are asked for again.
  for (const book of await tx.objectStore('books').getAll()) tx.objectStore('books').put({ ...book, next: 0 });
  for (const name of STORES) {
    const store = tx.objectStore(name);
    store.clear();
    for (const row of got[name] ?? []) store.put(row);
  }
  const meta = tx.objectStore('meta');
  meta.put(got.cursor, 'cursor');
  meta.put(got.epoch, 'epoch');
  meta.put(got.kinds ?? [], 'kinds');
  meta.put(got.rights ?? [], 'rights');
  meta.put(got.categories ?? [], 'categories');
  meta.put(got.moves ?? {}, 'moves');
  meta.put(got.rounds ?? {}, 'rounds');
  meta.put(got.handovers ?? [], 'handovers');
  meta.put(got.letters ?? [], 'letters');
  meta.put(Date.now(), DUE);
  meta.put(Date.now(), 'snapshot_at');
  meta.put(Date.now(), 'pulled_at');
  await tx.done;
  return { outcome: 'done' };
}

/** @returns {Promise<import('./push.js').Result>} */
async function changes(db, line) {
  for (;;) {
    const cursor = await db.get('meta', 'cursor');
    const had = (await db.get('meta', 'rounds'))?.digest ?? '';
    const asked = `cursor=${encodeURIComponent(cursor)}&rounds=${encodeURIComponent(had)}`;
    const answer = await call(line, 'GET', `/api/changes?${asked}`);
    const verdict = meaning(answer);
    if (verdict === 'epoch' || (verdict === 'refused' && answer.status === 410)) return snapshot(db, line);
    if (verdict !== 'ok') return { outcome: outcomeOf(verdict), retryAfter: answer.retryAfter, problem: answer.json };
    const { changes: rows, next, more } = answer.json;
    if (!Array.isArray(rows) || !next) return { outcome: 'later' };
    const tx = db.transaction([...STORES, 'meta'], 'readwrite');
    for (const { type, id, data } of rows) {
      const store = STORE_OF[type] && tx.objectStore(STORE_OF[type]);
      if (store) data ? store.put(data) : store.delete(id);
    }
    if (answer.json.handovers || rows.some((/** @type {any} */ { type, data }) => type === 'thing' && data?.photo))
      tx.objectStore('meta').put(Date.now(), DUE);
    if (answer.json.rounds) tx.objectStore('meta').put(answer.json.rounds, 'rounds');
    if (answer.json.handovers) tx.objectStore('meta').put(answer.json.handovers, 'handovers');
    if (answer.json.letters) tx.objectStore('meta').put(answer.json.letters, 'letters');
    tx.objectStore('meta').put(next, 'cursor');
    tx.objectStore('meta').put(Date.now(), 'pulled_at');
    await tx.done;
    if (!more || next === cursor) return { outcome: 'done' };
  }
}

/** @param {string} verdict @returns {'later'|'signed_out'|'forbidden'} */
const outcomeOf = (verdict) => (verdict === 'signed_out' || verdict === 'forbidden' ? verdict : 'later');
