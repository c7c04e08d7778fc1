/** What a phone keeps for lending without a network: who may borrow, what is promised to whom, and what kits lack. */
import { call, meaning } from './api.js';

const PATIENCE = 8000;
const HOUR = 3_600_000;
const LENDING = ['loans.lend', 'loans.borrow'];

/**
 * Asked for with the other things, once an hour, by whoever lends.
 * @param {import('./store.js').Store} db @param {import('./api.js').Line} line
 */
export async function keepTerms(db, line) {
  const rights = (await db.get('meta', 'rights')) ?? [];
  if (!LENDING.some((kind) => rights.includes(kind))) return;
  const known = await db.get('meta', 'borrowers');
  if (known && Date.now() - new Date(known.at).getTime() < HOUR) return;
  const answer = await call(line, 'GET', '/api/loans/borrowers');
  if (meaning(answer) === 'ok' && answer.json?.due) await db.put('meta', answer.json, 'borrowers');
}

/** What a label is on that this phone does not keep, while the server can be asked: a class keeps its own rooms alone. @param {'tag'|'thing'} by @param {string} which */
export async function askedFor(by, which) {
  try {
    const asked = { signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(`/api/loans/scanned?${by}=${encodeURIComponent(which)}`, asked);
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}
