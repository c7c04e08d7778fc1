/** Half-written forms: kept at every change, so that a reload or a dead battery loses nothing. */

/** What is signed and by whom: a name drawn on one list is never found on another. @param {any} prefill */
const signedBy = (prefill) =>
  prefill?.role ? `${prefill.handover ?? prefill.letters?.[0] ?? prefill.digest ?? ''}.${prefill.role}` : '';

/** @param {{kind: string, thing?: any, tag?: string, checklist?: any, repair?: any, prefill?: any}} form */
export const draftKey = ({ kind, thing, tag, checklist, repair, prefill }) =>
  [
    kind,
    thing?.id ?? tag ?? '',
    checklist?.id ?? '',
    repair?.id ?? prefill?.entry ?? prefill?.hazard ?? signedBy(prefill),
  ].join(':');

/** What of a form is kept. @param {any} state */
export const drafted = ({ values, note, quick, spot, supersedes }) => ({ values, note, quick, spot, supersedes });

/** @param {import('./store.js').Store} db @param {string} key */
export async function recalled(db, key) {
  const draft = await db.get('drafts', key);
  if (!draft) return null;
  const photos = await Promise.all((draft.photos ?? []).map((/** @type {string} */ sha) => db.get('photos', sha)));
  return { ...draft, photos: photos.filter(Boolean) };
}

/** @param {import('./store.js').Store} db @param {string} key @param {any} values @param {string[]} photos */
export const keep = (db, key, values, photos) =>
  db.put('drafts', { key, values: JSON.parse(JSON.stringify(values)), photos, at: Date.now() });

/** A photo is kept the moment it is taken. @param {import('./store.js').Store} db @param {import('./outbox.js').Photo} photo */
export async function keepPhoto(db, photo) {
  const tx = db.transaction('photos', 'readwrite');
  if (!(await tx.store.get(photo.sha256))) tx.store.put({ ...photo, uploaded: false });
  await tx.done;
}

/** @param {import('./store.js').Store} db @param {string} key */
export const dropped = (db, key) => db.delete('drafts', key);
