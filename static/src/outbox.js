/** What was saved here and must reach the server: sealing, counting, dealing with verdicts, keeping, exporting. */
import { v7 as uuid7 } from 'uuid';
import { digestOf } from './digest.js';
import { STRICT } from './store.js';

const DAY = 86_400_000;
export const KEEP_DAYS = 30;
const boot = uuid7();

/**
 * @typedef {{sha256: string, data: ArrayBuffer, w: number, h: number, mime: string, role?: string}} Photo
 * @typedef {{kind: string, kv?: number, payload: any, thing_id?: string, tag?: string, how?: string, base?: any,
 *   supersedes?: string, draft?: string, label?: string, foresee?: (id: string) => Foreseen}} Entry
 * @typedef {{things?: any[], tags?: any[], loans?: any[], gone?: {things: string[], tags: string[], loans?: string[]},
 *   meta?: Record<string, any>}} Foreseen
 *   what this phone shows and remembers because of a record before the server has it
 * @typedef {'sealed'|'sent'|'acked'|'held'|'conflict'|'rejected'|'dropped'} State
 * @typedef {{id: string, seq: number, device_id: string, state: State, envelope: any, label: string, sealed_at: number,
 *   sent_at?: number, acked_at?: number, dealt_at?: number, dropped_at?: number, next_at?: number, tries?: number, verdict?: string,
 *   code?: string, message?: string, flags?: string[], need?: string[], refusal?: any, thing_id?: string, foreseen?: boolean}} Row
 */

export class NotEnrolled extends Error {}

/**
 * Writes record, photos and counter in one strictly durable transaction; resolves only when it is on disk.
 * @param {import('./store.js').Store} db
 * @param {Entry} entry
 * @param {Photo[]} [photos]
 * @returns {Promise<Row>}
 */
export async function seal(db, entry, photos = []) {
  const stores = ['outbox', 'photos', 'meta', 'drafts', ...(entry.foresee ? ['things', 'tags', 'loans'] : [])];
  const tx = db.transaction(stores, 'readwrite', STRICT);
  const meta = tx.objectStore('meta');
  const session = await meta.get('session');
  if (!session?.device_id) {
    tx.abort();
    await tx.done.catch(() => {});
    throw new NotEnrolled();
  }
  const device = session.device_id;
  const seq = ((await meta.get(`seq:${device}`)) ?? 0) + 1;
  const envelope = envelopeOf(entry, photos, {
    device_id: device,
    seq,
    actor_id: session.user?.id,
    prev: await meta.get(`prev:${device}`),
    skew_ms: await meta.get('skew_ms'),
    cursor: await meta.get('cursor'),
    epoch: await meta.get('epoch'),
  });
  /** @type {Row} */
  const row = {
    id: envelope.id,
    seq,
    device_id: device,
    state: 'sealed',
    envelope,
    label: entry.label ?? '',
    thing_id: entry.thing_id,
    sealed_at: Date.now(),
    foreseen: entry.foresee ? true : undefined,
  };
  if (entry.foresee) foresee(tx, entry.foresee(envelope.id));
  for (const photo of photos) tx.objectStore('photos').put({ ...photo, uploaded: false });
  tx.objectStore('outbox').put(row);
  if (entry.supersedes) await close(tx.objectStore('outbox'), entry.supersedes);
  meta.put(seq, `seq:${device}`);
  meta.put(envelope.digest, `prev:${device}`);
  if (entry.draft) tx.objectStore('drafts').delete(entry.draft);
  await tx.done;
  return row;
}

/** @param {any} tx @param {Foreseen} foreseen */
function foresee(tx, { things = [], tags = [], loans = [], gone, meta = {} }) {
  for (const thing of things) tx.objectStore('things').put(thing);
  for (const tag of tags) tx.objectStore('tags').put(tag);
  for (const loan of loans) tx.objectStore('loans').put(loan);
  for (const [key, value] of Object.entries(meta)) tx.objectStore('meta').put(value, key);
  for (const id of gone?.things ?? []) tx.objectStore('things').delete(id);
  for (const code of gone?.tags ?? []) tx.objectStore('tags').delete(code);
  for (const id of gone?.loans ?? []) tx.objectStore('loans').delete(id);
}

/** @param {Entry} entry @param {Photo[]} photos @param {any} facts @returns {any} */
function envelopeOf(entry, photos, { cursor, epoch, ...facts }) {
  const now = new Date();
  const envelope = pruned({
    id: uuid7(),
    ...facts,
    kind: entry.kind,
    kv: entry.kv ?? 1,
    tag: entry.tag,
    thing_id: entry.thing_id,
    how: entry.how,
    at: localTime(now),
    tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
    mono: Math.round(performance.now()),
    boot,
    base: pruned({ ...entry.base, cursor, epoch }),
    supersedes: entry.supersedes,
    payload: entry.payload,
    photos: photos.length
      ? photos.map((p) =>
          pruned({ sha256: p.sha256, bytes: p.data.byteLength, w: p.w, h: p.h, mime: p.mime, role: p.role }),
        )
      : undefined,
  });
  // A round trip through JSON, so that what is hashed is exactly what is sent.
  const exact = JSON.parse(JSON.stringify(envelope));
  return { ...exact, digest: digestOf(exact) };
}

/** @param {Record<string, any>} fields */
const pruned = (fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

/** ISO 8601 with the phone's own offset. @param {Date} date */
export function localTime(date) {
  const offset = -date.getTimezoneOffset();
  const shifted = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 23);
  const two = (/** @type {number} */ n) => String(Math.trunc(Math.abs(n))).padStart(2, '0');
  return `${shifted}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}

/** @param {import('./store.js').Store} db @param {State[]} states @returns {Promise<Row[]>} in the order they were sealed */
export async function rowsIn(db, ...states) {
  const lists = await Promise.all(states.map((state) => db.getAllFromIndex('outbox', 'state', state)));
  return lists.flat().sort((a, b) => a.sealed_at - b.sealed_at || a.seq - b.seq);
}

/** @param {import('./store.js').Store} db */
export async function counts(db) {
  const waiting = await rowsIn(db, 'sealed', 'sent');
  const upset = await rowsIn(db, 'conflict', 'rejected');
  const stuck = waiting.filter((row) => row.refusal);
  return {
    waiting: waiting.length,
    needs: upset.length + stuck.length,
    held: await db.countFromIndex('outbox', 'state', 'held'),
    oldest: waiting[0]?.sealed_at ?? null,
  };
}

/** A person has seen why it was refused and closed it. @param {import('./store.js').Store} db @param {string} id */
export async function dealWith(db, id) {
  const tx = db.transaction('outbox', 'readwrite', STRICT);
  await close(tx.store, id);
  await tx.done;
}

/** @param {any} store @param {string} id */
async function close(store, id) {
  const row = await store.get(id);
  if (row?.state === 'rejected' || row?.state === 'conflict')
    await store.put({ ...row, state: 'acked', dealt_at: Date.now(), acked_at: row.acked_at ?? Date.now() });
}

/** What no server has answered for; should it have arrived all the same, it stays there. @param {Row} row */
export const canDrop = (row) => row.state === 'sealed' || row.state === 'sent';

/** A person does not want it sent; it is kept for 30 days in case they change their mind. @param {import('./store.js').Store} db @param {string} id */
export async function drop(db, id) {
  const tx = db.transaction(['outbox', 'meta'], 'readwrite', STRICT);
  const row = await tx.objectStore('outbox').get(id);
  if (row && canDrop(row)) tx.objectStore('outbox').put({ ...row, state: 'dropped', dropped_at: Date.now() });
  if (row?.foreseen) tx.objectStore('meta').delete('cursor'); // what is shown because of it goes with a fresh snapshot
  await tx.done;
}

/** It is to be sent after all. @param {import('./store.js').Store} db @param {string} id */
export async function takeBack(db, id) {
  const tx = db.transaction('outbox', 'readwrite', STRICT);
  const { dropped_at: _dropped, ...row } = (await tx.store.get(id)) ?? {};
  if (row.state === 'dropped') await tx.store.put({ ...row, state: 'sealed' });
  await tx.done;
}

/** The server was restored from a backup: everything still kept here is offered again. @param {import('./store.js').Store} db @param {string} epoch */
export async function sealAgain(db, epoch) {
  const tx = db.transaction(['outbox', 'photos', 'meta'], 'readwrite', STRICT);
  for (let cursor = await tx.objectStore('outbox').openCursor(); cursor; cursor = await cursor.continue()) {
    if (['sealed', 'dropped'].includes(cursor.value.state)) continue;
    const { need: _need, next_at: _next, ...row } = cursor.value;
    cursor.update({ ...row, state: 'sealed' });
  }
  for (let cursor = await tx.objectStore('photos').openCursor(); cursor; cursor = await cursor.continue()) {
    if (cursor.value.uploaded) cursor.update({ ...cursor.value, uploaded: false, ask: true });
  }
  tx.objectStore('meta').put(epoch, 'epoch');
  tx.objectStore('meta').delete('cursor');
  await tx.done;
}

/** Forgets what the server has had for 30 days, and photos nobody refers to. @param {import('./store.js').Store} db */
export async function prune(db, now = Date.now()) {
  const tx = db.transaction(['outbox', 'photos', 'drafts'], 'readwrite');
  const wanted = new Set();
  for (const draft of await tx.objectStore('drafts').getAll()) for (const sha of draft.photos ?? []) wanted.add(sha);
  for (let cursor = await tx.objectStore('outbox').openCursor(); cursor; cursor = await cursor.continue()) {
    const { state, acked_at, dropped_at, envelope } = cursor.value;
    const over = state === 'acked' ? acked_at : state === 'dropped' ? dropped_at : now;
    if (over < now - KEEP_DAYS * DAY) cursor.delete();
    else for (const photo of envelope.photos ?? []) wanted.add(photo.sha256);
  }
  for (const sha of await tx.objectStore('photos').getAllKeys())
    if (!wanted.has(sha)) tx.objectStore('photos').delete(sha);
  await tx.done;
}
