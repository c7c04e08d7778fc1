/** Photos of what is counted, fetched while there is a network: the list of what is missing shows them without one too. */

const MOST = 400; // small pictures of a few kB each
export const KEPT = 'tw-photos';

/** @param {string} sha256 */
export const smallPhoto = (sha256) => `/api/photos/${sha256}?small=1`;

/** A photo that is not on this phone and cannot be fetched leaves no broken picture. @param {any} event */
export const hide = (event) => (event.target.style.visibility = 'hidden');

/** Where it stands that pictures are still to be fetched: a page may close in the middle of it. */
export const DUE = 'photos_due';
/** @type {Promise<void>|null} */
let fetching = null;

/**
 * Fetches what is due, if anything is; one at a time, for nobody waits for pictures.
 * @param {import('./store.js').Store} db @param {typeof fetch} get
 */
export async function keepDuePhotos(db, get) {
  const due = await db.get('meta', DUE);
  if (!due) return;
  fetching ??= keepPhotos(db, get)
    .then(async (whole) => {
      if (!whole) return;
      const tx = db.transaction('meta', 'readwrite');
      if ((await tx.store.get(DUE)) === due) tx.store.delete(DUE);
      await tx.done;
    })
    .finally(() => (fetching = null));
  await fetching;
}

/**
 * For the running stocktakes, those of the rooms that are mine first, and the open hand-over lists; the others go.
 * @param {import('./store.js').Store} db @param {typeof fetch} get
 * @returns {Promise<boolean>} whether that is all; if not, ask again later
 */
async function keepPhotos(db, get) {
  if (!globalThis.caches) return true;
  const mine = new Set((await db.getAll('stocktakes')).flatMap((stocktake) => stocktake.mine));
  const lines = (await db.getAll('books')).flatMap((book) => book.lines);
  const sorted = lines.sort(([, a], [, b]) => Number(mine.has(b)) - Number(mine.has(a)));
  const wanted = new Set();
  const lists = (await db.get('meta', 'handovers')) ?? [];
  const handed = lists.flatMap((/** @type {any} */ list) =>
    (list.lines ?? []).map((/** @type {any} */ line) => line.thing),
  );
  for (const id of [...sorted.map(([thing]) => thing), ...handed]) {
    if (wanted.size >= MOST) break;
    const thing = await db.get('things', id);
    if (thing?.photo) wanted.add(smallPhoto(thing.photo));
  }
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!wanted.delete(pathname + search)) await cache.delete(request);
  }
  for (const path of wanted) {
    const answer = await get(path, { credentials: 'same-origin', redirect: 'error' }).catch(() => null);
    if (!answer || answer.status === 429 || answer.status >= 500) return false;
    if (answer.status === 200) await cache.put(path, answer);
  }
  return true;
}
