/** Rounds as this phone knows them: what the server said, and what was done here since. No screen in here. */

/**
 * @typedef {{thing: string, name: string, where: string, checks: string[], done: string[], skipped: string}} Stop
 * @typedef {{id: string, cursor: number, schedule: string, name: string, day: string, slot: number, opens: string, by: string,
 *   closes: string, started_at: string | null, paused_at: string | null, done_at: string | null,
 *   walker: string | null, walker_name: string, stops: Stop[]}} Round
 */

/** @param {Stop} stop */
export const isDone = (stop) => stop.done.length > 0 || Boolean(stop.skipped);

/** @param {Round} round @returns {Stop | undefined} */
export const nextStop = (round) => round.stops.find((stop) => !isDone(stop));

/**
 * The same words as the server's, by this phone's clock.
 * @param {Round} round @param {number} now
 * @returns {'coming'|'due'|'walking'|'paused'|'late'|'done'|'done_late'|'missed'}
 */
export function stateOf(round, now) {
  const at = (/** @type {string} */ text) => Date.parse(text);
  if (round.done_at) return at(round.done_at) <= at(round.by) ? 'done' : 'done_late';
  if (now >= at(round.closes)) return 'missed';
  if (round.paused_at) return 'paused';
  if (now > at(round.by)) return 'late';
  if (round.started_at) return 'walking';
  return now >= at(round.opens) ? 'due' : 'coming';
}

/** @param {Round} round @param {number} now */
export const isOpen = (round, now) => ['due', 'walking', 'paused', 'late'].includes(stateOf(round, now));

/**
 * A round with what was done on this phone since the server told of it; refused records do not count, and those that
 * the server had already counted when it told are not counted again.
 * @param {Round} round @param {any[]} rows of the outbox, in the order they were sealed
 * @returns {Round}
 */
export function withHere(round, rows) {
  /** @type {Round} */
  const seen = { ...round, stops: round.stops.map((stop) => ({ ...stop, done: [...stop.done] })) };
  for (const { envelope, state, number } of rows) {
    if (state === 'rejected' || state === 'conflict' || (number && number <= round.cursor)) continue;
    const { kind, payload, at } = envelope;
    if (kind === 'inspections.inspect') check(seen, envelope);
    else if (payload?.round !== round.id) continue;
    else if (kind === 'rounds.pause') seen.paused_at = at;
    else if (kind === 'rounds.start' || kind === 'rounds.resume') {
      Object.assign(seen, { started_at: seen.started_at ?? at, paused_at: null, walker: envelope.actor_id });
    } else if (kind === 'rounds.hand_over') Object.assign(seen, { walker: payload.to, paused_at: null });
    else if (kind === 'rounds.skip') {
      for (const stop of seen.stops) if (stop.thing === payload.stop) stop.skipped = payload.why;
    }
    if (!seen.done_at && seen.stops.length && seen.stops.every(isDone)) seen.done_at = at;
  }
  return seen;
}

/** A check counts when it names the round, or when it was done while the round was open. @param {Round} round @param {any} envelope */
function check(round, { thing_id, payload, at }) {
  const moment = Date.parse(at);
  if (payload.round !== round.id && (moment < Date.parse(round.opens) || moment >= Date.parse(round.closes))) return;
  for (const stop of round.stops) {
    if (stop.thing !== thing_id || !stop.checks.includes(payload.checklist)) continue;
    if (!stop.done.includes(payload.checklist)) stop.done.push(payload.checklist);
    round.started_at ??= at;
  }
}

/** Of two tellings of a round the newer one; either may be missing. @param {Round | null} [one] @param {Round | null} [other] */
export const newer = (one, other) => (one && other ? (one.cursor >= other.cursor ? one : other) : (one ?? other));

/** The rounds this phone carries, as they are now. @param {import('./store.js').Store} db @returns {Promise<Round[]>} */
export async function roundsHere(db) {
  const { rounds = [] } = (await db.get('meta', 'rounds')) ?? {};
  if (!rounds.length) return [];
  const rows = await rowsOf(db);
  return rounds.map((/** @type {Round} */ round) => withHere(round, rows));
}

/** What this phone wrote about rounds. @param {import('./store.js').Store} db @returns {Promise<any[]>} */
export async function rowsOf(db) {
  const rows = await db.getAll('outbox');
  return rows
    .filter(({ envelope }) => envelope.kind === 'inspections.inspect' || envelope.kind.startsWith('rounds.'))
    .sort((a, b) => a.seq - b.seq);
}

/** The open rounds that still want a thing checked, the most pressing first. @param {Round[]} rounds @param {string} thing @param {number} now */
export const wanting = (rounds, thing, now) =>
  rounds
    .filter((round) => isOpen(round, now) && round.stops.some((stop) => stop.thing === thing && !isDone(stop)))
    .sort((a, b) => a.by.localeCompare(b.by));

/** What a record about a round says of it. @param {Round} round */
export const reference = ({ id, schedule, day, slot, by }) => ({ round: id, schedule, day, slot, by });

/** Where a stop's check is filled in. @param {Round} round @param {Stop} stop @param {string} checklist @param {boolean} quick */
export const checkPath = (round, stop, checklist, quick) =>
  `/things/${stop.thing}/check/${checklist}?how=list&round=${round.id}${quick ? '&quick=1' : ''}`;
