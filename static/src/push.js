/** Sending: photos first, then records in sequence order; each record gets its own verdict. */
import { call, meaning } from './api.js';
import { rowsIn, sealAgain } from './outbox.js';
import { STRICT } from './store.js';

const MOST = 50;
const BYTES = 400_000;
const HOUR = 3_600_000;
/** @type {Record<string, import('./outbox.js').State>} */
const STATE = { accepted: 'acked', held: 'held', conflict: 'conflict', rejected: 'rejected' };

/**
 * @typedef {{outcome: 'done'|'later'|'signed_out'|'forbidden', retryAfter?: number, problem?: any}} Result
 * @param {import('./store.js').Store} db
 * @param {import('./api.js').Line} line
 * @param {{force?: boolean, held?: boolean}} [options] force: also what was refused a moment ago; held: ask about these
 * @returns {Promise<Result>}
 */
export async function push(db, line, { force = false, held = false } = {}) {
  const tried = new Set();
  const again = new Set();
  let most = MOST;
  for (;;) {
    const rows = await nextBatch(db, most, tried, force, held);
    if (!rows.length) return { outcome: 'done' };
    const photos = await sendPhotos(db, line, rows);
    if (photos) return photos;
    const answer = await sendRecords(db, line, rows);
    const verdict = meaning(answer);
    if (verdict === 'epoch') {
      // Without a new epoch in the refusal, the pull that follows learns it from the snapshot.
      await sealAgain(db, answer.json.facts?.epoch ?? answer.json.epoch ?? '');
      if (again.has('epoch')) return { outcome: 'done' };
      again.add('epoch');
    } else if (verdict === 'refused') {
      if (rows.length > 1) most = Math.ceil(rows.length / 2);
      else tried.add(await setAside(db, rows[0], answer));
    } else if (verdict !== 'ok') {
      return { outcome: verdict, retryAfter: answer.retryAfter, problem: answer.json };
    } else {
      const open = await take(db, rows, answer.json);
      if (open.unanswered.length === rows.length) return { outcome: 'later' };
      for (const row of rows) if (!open.incomplete.includes(row.id) || again.has(row.id)) tried.add(row.id);
      for (const id of open.incomplete) again.add(id);
      most = Math.min(MOST, most * 2);
    }
  }
}

/** The next rows of one device, oldest first. One that was refused whole goes alone. */
async function nextBatch(db, most, tried, force, held) {
  const now = Date.now();
  const states = /** @type {import('./outbox.js').State[]} */ (held ? ['sealed', 'sent', 'held'] : ['sealed', 'sent']);
  const due = (await rowsIn(db, ...states)).filter((row) => !tried.has(row.id) && (force || (row.next_at ?? 0) <= now));
  const first = due.find((row) => !row.refusal) ?? due[0];
  if (!first || first.refusal) return first ? [first] : [];
  const batch = [];
  let bytes = 0;
  for (const row of due.filter((r) => r.device_id === first.device_id && !r.refusal).sort((a, b) => a.seq - b.seq)) {
    bytes += new Blob([JSON.stringify(row.envelope)]).size + 1;
    if (batch.length && (batch.length >= most || bytes > BYTES)) break;
    batch.push(row);
  }
  return batch;
}

/** Uploads what these rows need. A photo that fails twice no longer keeps its record back. @returns {Promise<Result | undefined>} */
async function sendPhotos(db, line, rows) {
  for (const sha of new Set(rows.flatMap((row) => (row.envelope.photos ?? []).map((p) => p.sha256)))) {
    const photo = await db.get('photos', sha);
    if (!photo || photo.uploaded || photo.refused) continue;
    if (photo.ask && (await call(line, 'HEAD', `/api/photos/${sha}`)).status === 200) {
      await db.put('photos', { ...photo, uploaded: true, ask: false });
      continue;
    }
    const answer = await call(line, 'PUT', `/api/photos/${sha}`, {
      bytes: photo.data,
      type: photo.mime,
      timeout: 120_000,
    });
    if (answer.status === 200 || answer.status === 201) await db.put('photos', { ...photo, uploaded: true });
    else if (answer.status === 401) return { outcome: 'signed_out' };
    else if (meaning(answer) === 'refused') {
      await db.put('photos', { ...photo, refused: answer.json?.problem ?? `http_${answer.status}` });
    } else {
      await db.put('photos', { ...photo, tries: (photo.tries ?? 0) + 1 });
      if ((photo.tries ?? 0) < 2) return { outcome: 'later', retryAfter: answer.retryAfter };
    }
  }
}

async function sendRecords(db, line, rows) {
  const device = rows[0].device_id;
  const tx = db.transaction(['outbox', 'meta'], 'readwrite');
  const going = [];
  for (const row of rows) {
    const now = await tx.objectStore('outbox').get(row.id);
    if (now?.state === 'dropped') continue; // while its photos went up
    going.push(row);
    if (now?.state === 'sealed') tx.objectStore('outbox').put({ ...now, state: 'sent', sent_at: Date.now() });
  }
  const epoch = await tx.objectStore('meta').get('epoch');
  const high = await tx.objectStore('meta').get(`seq:${device}`);
  await tx.done;
  return call(line, 'POST', '/api/records', {
    json: {
      device_id: device,
      epoch: epoch ?? '',
      seq_high: high ?? 0,
      clock: { wall: new Date().toISOString(), mono: Math.round(performance.now()) },
      records: going.map((row) => row.envelope),
    },
  });
}

/** A request with only this record was refused: it waits an hour, the others go on. */
async function setAside(db, row, answer) {
  const now = await db.get('outbox', row.id);
  const refusal = { status: answer.status, code: answer.json?.problem ?? '', message: answer.json?.message ?? '' };
  await db.put('outbox', { ...now, refusal, tries: (now.tries ?? 0) + 1, next_at: Date.now() + HOUR });
  return row.id;
}

/**
 * Writes the verdicts down. Only an answer with our id and our digest counts.
 * @returns {Promise<{unanswered: string[], incomplete: string[]}>} ids
 */
async function take(db, rows, answer) {
  const known = await db.get('meta', 'epoch');
  if (!answer.server_id || !Array.isArray(answer.results))
    return { unanswered: rows.map((row) => row.id), incomplete: [] };
  if (known && answer.epoch && answer.epoch !== known) await sealAgain(db, answer.epoch);
  const results = new Map(answer.results.map((result) => [result.id, result]));
  /** @type {string[]} */
  const unanswered = [];
  /** @type {string[]} */
  const incomplete = [];
  const tx = db.transaction(['outbox', 'photos', 'meta'], 'readwrite', STRICT);
  for (const { id, envelope } of rows) {
    const result = results.get(id);
    const verdict = result?.verdict === 'duplicate' ? (result.was ?? 'accepted') : result?.verdict;
    if (!result || result.digest !== envelope.digest || !STATE[verdict]) {
      unanswered.push(id);
      continue;
    }
    const row = await tx.objectStore('outbox').get(id);
    const { need, lost } = await photosStillNeeded(tx.objectStore('photos'), result.need_photos ?? []);
    if (need.length) incomplete.push(id);
    const { refusal: _refusal, next_at: _next, need: _need, ...rest } = row;
    // What was shown here because of it is not so: only a fresh snapshot can say what is.
    if (row.foreseen && verdict !== 'accepted') tx.objectStore('meta').delete('cursor');
    tx.objectStore('outbox').put({
      ...rest,
      ...stateAfter(verdict, row, need, lost),
      verdict,
      code: lost.length ? 'photo_lost' : result.code,
      message: result.message,
      flags: result.flags ?? [],
      number: result.server_seq ?? 0,
      thing_id: row.thing_id ?? result.thing_id,
    });
  }
  if (answer.epoch && !known) tx.objectStore('meta').put(answer.epoch, 'epoch');
  if (answer.server_time) tx.objectStore('meta').put(Date.parse(answer.server_time) - Date.now(), 'skew_ms');
  await tx.done;
  return { unanswered, incomplete };
}

function stateAfter(verdict, row, need, lost) {
  if (need.length) return { state: 'sent', need };
  const state = row.dealt_at ? 'acked' : lost.length && verdict === 'accepted' ? 'conflict' : STATE[verdict];
  return { state, acked_at: Date.now(), next_at: state === 'held' ? Date.now() + HOUR / 6 : undefined };
}

/** Which of the asked photos can still be sent, and which are gone or refused. */
async function photosStillNeeded(photos, asked) {
  const need = [];
  const lost = [];
  for (const sha of asked) {
    const photo = await photos.get(sha);
    if (!photo || photo.refused) lost.push(sha);
    else {
      need.push(sha);
      photos.put({ ...photo, uploaded: false });
    }
  }
  return { need, lost };
}
