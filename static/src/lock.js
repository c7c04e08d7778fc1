/** One tab at a time: navigator.locks where it exists, a lease row in the database elsewhere (plain http). */

const LEASE = 45_000;
const owner = Math.random().toString(36).slice(2);

/**
 * Runs `work` unless another tab is at it. @template T
 * @param {import('./store.js').Store} db @param {string} name @param {() => Promise<T>} work
 * @returns {Promise<T | undefined>}
 */
export async function exclusively(db, name, work) {
  const locks = globalThis.navigator?.locks;
  if (locks) return locks.request(name, { ifAvailable: true }, async (lock) => (lock ? work() : undefined));
  if (!(await lease(db, name))) return undefined;
  const renewal = setInterval(() => lease(db, name), LEASE / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await db.delete('meta', `lease:${name}`).catch(() => {});
  }
}

/** @param {import('./store.js').Store} db @param {string} name */
async function lease(db, name) {
  const tx = db.transaction('meta', 'readwrite');
  const held = await tx.store.get(`lease:${name}`);
  const free = !held || held.owner === owner || held.until < Date.now();
  if (free) tx.store.put({ owner, until: Date.now() + LEASE }, `lease:${name}`);
  await tx.done;
  return free;
}
