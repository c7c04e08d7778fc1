/** Repairs on the phone: what may be done next, what this phone did already, and which job comes first. No screen in here. */

/**
 * @typedef {{id: string, ref?: string, thing: string, about?: string[], pieces?: Record<string, number>, what: string,
 *   urgency: string, danger?: boolean, state: string, at: string, moved_at: string, cursor?: number, by?: string | null,
 *   by_name?: string, others?: number, owner?: string | null, owner_name?: string, respond_by?: string | null,
 *   finish_by?: string | null, responded?: boolean, started_at?: string | null, waits_for?: string,
 *   waits_until?: string | null, photos?: string[], voice?: string, warranty?: any, trade?: string, closed_by?: string | null,
 *   needs_check?: boolean, into?: any, clashes?: boolean, here?: boolean}} Repair
 * @typedef {Record<string, [string[], string]>} Moves from which states each kind leads to which
 */

export const OPEN = ['reported', 'accepted', 'assigned', 'working', 'waiting'];
const OFFICE = 'dispatch.merge'; // whoever may do this decides about other people's repairs
/** What is one big button, by state; the others stand below it. */
const FIRST = {
  reported: 'repairs.accept',
  assigned: 'repairs.accept',
  accepted: 'repairs.start',
  working: 'repairs.close',
  waiting: 'repairs.start',
  done: 'repairs.confirm',
};
const BELOW = [
  'repairs.accept',
  'repairs.start',
  'repairs.close',
  'repairs.wait',
  'repairs.reopen',
  'repairs.me_too',
  'repairs.comment',
  'repairs.charge',
];

/**
 * What somebody may do with a repair now, the one that comes next first.
 * @param {Repair} repair @param {Moves} moves @param {string[]} rights @param {string} me
 * @returns {string[]}
 */
export function actionsOf(repair, moves, rights, me) {
  const may = (/** @type {string} */ kind) =>
    rights.includes(kind) && (moves[kind]?.[0] ?? []).includes(repair.state) && fits(kind, repair, rights, me);
  const first = FIRST[/** @type {keyof typeof FIRST} */ (repair.state)];
  return [...(first && may(first) ? [first] : []), ...BELOW.filter((kind) => kind !== first && may(kind))];
}

/** @param {string} kind @param {Repair} repair @param {string[]} rights @param {string} me */
function fits(kind, repair, rights, me) {
  const decides = repair.by === me || rights.includes(OFFICE);
  if (kind === 'repairs.confirm') return decides && repair.closed_by !== me && !repair.needs_check;
  if (kind === 'repairs.reopen') return decides;
  if (kind === 'repairs.me_too') return repair.by !== me && repair.owner !== me;
  if (kind === 'repairs.start') return repair.state !== 'working';
  return true;
}

/** The copy that knows more. @param {any} one @param {any} other @returns {any} */
export const newer = (one, other) =>
  !other || (one?.cursor ?? -1) >= (other.cursor ?? 0) ? one : { ...one, ...other };

/**
 * A repair with what was done on this phone since the server told of it; refused records do not count.
 * @param {Repair} repair @param {any[]} rows of the outbox, the oldest first @param {Moves} moves
 * @param {{id: string, name: string}} me
 * @returns {Repair} `here` while something of it is on this phone alone
 */
export function withHere(repair, rows, moves, me) {
  const now = { ...repair };
  for (const { envelope, state, number } of rows) {
    const isKnown = state === 'rejected' || state === 'conflict' || (number && number <= (repair.cursor ?? 0));
    if (isKnown || envelope.payload?.repair !== repair.id) continue;
    now.here ||= state !== 'acked';
    const { kind, payload, at } = envelope;
    const [from, to] = moves[kind] ?? [[], ''];
    if (!to || !from.includes(now.state)) continue;
    Object.assign(now, { state: to, moved_at: at, responded: true });
    if (kind === 'repairs.accept' || kind === 'repairs.start') {
      Object.assign(now, { owner: me.id, owner_name: me.name });
    }
    if (kind === 'repairs.start') now.started_at ??= at;
    if (kind === 'repairs.close') now.closed_by = me.id;
    if (kind === 'repairs.reopen') now.closed_by = null;
    if (kind === 'repairs.wait') Object.assign(now, { waits_for: payload.waits_for, waits_until: payload.until });
  }
  return now;
}

const MINUTE = 60_000;
const DAY = 1_440;

/**
 * How long there is left, for saying it.
 * @param {Repair} repair @param {number} now
 * @returns {{about: 'respond'|'finish'|'waiting', late: boolean, by: string, unit: 'minutes'|'hours'|'days', count: number} | null}
 */
export function clockOf(repair, now) {
  if (!OPEN.includes(repair.state)) return null;
  if (repair.state === 'waiting') return { about: 'waiting', late: false, by: '', unit: 'days', count: 0 };
  const about = repair.responded ? 'finish' : 'respond';
  const by = repair.responded ? repair.finish_by : repair.respond_by;
  if (!by) return null;
  const left = Math.round((Date.parse(by) - now) / MINUTE);
  const many = Math.max(1, Math.abs(left));
  const [unit, count] =
    many < 60 ? ['minutes', many] : many < DAY ? ['hours', Math.floor(many / 60)] : ['days', Math.floor(many / DAY)];
  return { about, late: left < 0, by, unit: /** @type {any} */ (unit), count: /** @type {number} */ (count) };
}

/** Whether its time is over. @param {Repair} repair @param {number} now */
export const isLate = (repair, now) => Boolean(clockOf(repair, now)?.late);

/** Minutes since work began, to the nearest five; nothing when it is not known or was not today. @param {Repair} repair @param {number} now */
export function workedMinutes(repair, now) {
  if (!repair.started_at || repair.state !== 'working') return null;
  const minutes = Math.round((now - Date.parse(repair.started_at)) / MINUTE / 5) * 5;
  return minutes > 0 && minutes <= 600 ? minutes : null;
}

const URGENCY = { high: 0, normal: 1, low: 2 };

/**
 * Jobs in the order to do them: danger, then what is late, then what is nearest to where the person is.
 * @param {Repair[]} jobs @param {Map<string, any>} things @param {string} here a thing or place @param {number} now
 * @returns {Repair[]}
 */
export function inOrder(jobs, things, here, now) {
  const around = pathIn(things, here);
  const rank = (/** @type {Repair} */ job) => [
    job.danger ? 0 : 1,
    isLate(job, now) ? 0 : 1,
    distance(around, pathIn(things, job.thing)),
    URGENCY[/** @type {keyof typeof URGENCY} */ (job.urgency)] ?? 1,
    Date.parse(job.finish_by ?? job.at),
  ];
  const ranks = new Map(jobs.map((job) => [job, rank(job)]));
  return [...jobs].sort((a, b) =>
    compare(/** @type {number[]} */ (ranks.get(a)), /** @type {number[]} */ (ranks.get(b))),
  );
}

/** @param {number[]} a @param {number[]} b */
const compare = (a, b) => {
  const place = a.findIndex((value, at) => value !== b[at]);
  return place < 0 ? 0 : a[place] - b[place];
};

/** A thing and the places around it, the closest first. @param {Map<string, any>} things @param {string} id @returns {string[]} */
export function pathIn(things, id) {
  /** @type {string[]} */
  const path = [];
  for (let at = id; at && !path.includes(at); at = things.get(at)?.inside) path.push(at);
  return path;
}

/** Steps through the tree from here to there: the same room is nearer than the same floor. @param {string[]} from @param {string[]} to */
export function distance(from, to) {
  const met = to.findIndex((id) => from.includes(id));
  return met < 0 ? (from.length ? 99 : 0) : met + from.indexOf(to[met]);
}

/** Jobs under the place they are at, in the order they came. @param {Repair[]} jobs @param {Map<string, any>} things @returns {[string, Repair[]][]} */
export function byPlace(jobs, things) {
  /** @type {Map<string, Repair[]>} */
  const groups = new Map();
  for (const job of jobs) {
    const thing = things.get(job.thing);
    const place = (thing?.kind === 'place' ? job.thing : thing?.inside) ?? '';
    groups.set(place, [...(groups.get(place) ?? []), job]);
  }
  return [...groups];
}

/** Whose jobs these are: what is still open and in this person's hands. @param {Repair[]} repairs @param {string} me */
export const minesOf = (repairs, me) => repairs.filter((each) => each.owner === me && OPEN.includes(each.state));
