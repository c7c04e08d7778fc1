/** Counting as this phone knows it: what the books say, what was counted by whom, how a thing stands. No screen in here. */

/**
 * @typedef {{id: string, name: string, at: string, blind: boolean, round: number, edition?: number, places: string[], mine: string[],
 *   done: string[]}} Stocktake
 * @typedef {[thing: string, place: string | null, quantity?: number]} Line
 * @typedef {{id: string, thing: string | null, code: string, place: string, quantity: number | null, condition: string,
 *   by: string, at: string, undone?: boolean, round?: number, mine?: boolean}} Count
 * @typedef {{thing: string, place: string | null, quantity: number}} Booked
 * @typedef {{books: Map<string, Booked>, rooms: Map<string, string[]>, counts: Map<string, Count>,
 *   of: Map<string, Set<string>>, above: (place: string | null) => string[]}} Tally
 *   rooms: for every place the things that the books have in it or deeper; of: ids of counts by thing, or by code
 * @typedef {'here'|'elsewhere'|'unknown'|'again'} Mood
 */

/** What a count is about: a thing, or a code that leads to none. @param {{thing: string | null, code: string}} count */
const subject = ({ thing, code }) => thing ?? `code:${code}`;

/**
 * @param {Line[]} lines of the frozen book
 * @param {(place: string | null) => string[]} above a place and the places around it, from the inside out
 * @returns {Tally}
 */
export function begin(lines, above) {
  /** @type {Tally} */
  const tally = { books: new Map(), rooms: new Map(), counts: new Map(), of: new Map(), above };
  for (const [thing, place, quantity = 1] of lines) {
    tally.books.set(thing, { thing, place, quantity });
    for (const room of above(place)) {
      const inside = tally.rooms.get(room);
      if (inside) inside.push(thing);
      else tally.rooms.set(room, [thing]);
    }
  }
  return tally;
}

/** Writes a count down; the same one told twice is one, and what was taken back stays taken back. @param {Tally} tally @param {Count} count */
export function take(tally, count) {
  const known = tally.counts.get(count.id);
  const undone = Boolean(known?.undone || count.undone);
  tally.counts.set(count.id, { ...known, ...count, undone, mine: known?.mine || count.mine });
  const key = subject(count);
  const ids = tally.of.get(key);
  if (ids) ids.add(count.id);
  else tally.of.set(key, new Set([count.id]));
}

/** @param {Tally} tally @param {string} id of a count, which may not have come yet */
export function takeBack(tally, id) {
  const known = tally.counts.get(id);
  tally.counts.set(id, /** @type {Count} */ ({ thing: null, code: '', ...known, id, undone: true }));
}

/** @param {Tally} tally @param {string | null} thing @param {string} [code] @returns {Count[]} those that stand, oldest first */
export function countsOf(tally, thing, code = '') {
  const found = [...(tally.of.get(subject({ thing, code })) ?? [])].map(
    (id) => /** @type {Count} */ (tally.counts.get(id)),
  );
  return found.filter((count) => !count.undone).sort((a, b) => a.at.localeCompare(b.at));
}

/**
 * What this phone wrote down, as counts; what the server refused is none.
 * @param {any[]} rows of the outbox, in the order they were sealed @param {Stocktake} stocktake
 * @returns {{counts: Count[], undone: string[]}}
 */
export function ownCounts(rows, stocktake) {
  /** @type {Count[]} */
  const counts = [];
  const undone = [];
  for (const { envelope, state, thing_id } of rows) {
    if (state === 'rejected' || state === 'conflict' || envelope.payload?.stocktake !== stocktake.id) continue;
    const { kind, payload, id, at } = envelope;
    if (kind === 'stocktakes.uncount') undone.push(payload.count);
    if (kind !== 'stocktakes.count' && kind !== 'stocktakes.meet') continue;
    const { place, quantity = null, condition = 'good', code = '' } = payload;
    const thing = kind === 'stocktakes.count' ? (envelope.thing_id ?? thing_id ?? null) : null;
    counts.push({ id, thing, code, place, quantity, condition, by: '', at: new Date(at).toISOString(), mine: true });
  }
  return { counts, undone };
}

/**
 * Everybody's counts of this round over the book, whichever way and in whichever order they were heard of.
 * @param {Line[]} lines @param {(place: string | null) => string[]} above @param {Stocktake} stocktake
 * @param {Count[]} told by the server @param {any[]} rows of this phone's outbox
 */
export function tallied(lines, above, stocktake, told, rows) {
  const tally = begin(lines, above);
  const earlier = new Set(
    told.filter((count) => (count.round ?? stocktake.round) < stocktake.round).map(({ id }) => id),
  );
  const own = ownCounts(rows, stocktake);
  for (const count of [...told, ...own.counts]) if (!earlier.has(count.id)) take(tally, count);
  for (const id of own.undone) takeBack(tally, id);
  return tally;
}

/**
 * How a thing, or a code that leads to none, stands in the room somebody counts in.
 * @param {Tally} tally @param {string} room @param {{thing: string | null, code: string}} seen
 * @returns {{mood: Mood, why: 'here'|'elsewhere'|'moved'|'unplaced'|'unlisted'|'unknown'|'again', place: string | null,
 *   count?: Count}} place: where it belongs, or was counted before
 */
export function standing(tally, room, { thing, code }) {
  const counts = countsOf(tally, thing, code);
  const again = counts.filter((count) => tally.above(count.place).includes(room)).at(-1);
  if (again) return { mood: 'again', why: 'again', place: again.place, count: again };
  if (!thing) return { mood: 'unknown', why: 'unknown', place: null };
  const elsewhere = counts.at(-1);
  if (elsewhere) return { mood: 'elsewhere', why: 'moved', place: elsewhere.place, count: elsewhere };
  const booked = tally.books.get(thing);
  if (!booked) return { mood: 'unknown', why: 'unlisted', place: null };
  if (!booked.place) return { mood: 'elsewhere', why: 'unplaced', place: null };
  return tally.above(booked.place).includes(room)
    ? { mood: 'here', why: 'here', place: booked.place }
    : { mood: 'elsewhere', why: 'elsewhere', place: booked.place };
}

/**
 * How far a room is.
 * @param {Tally} tally @param {string} room
 * @returns {{expected: number, found: number, extra: number, missing: {thing: string, place: string | null, seen: string | null}[]}}
 *   things, not pieces; extra: counted here although the books have it elsewhere or nowhere; seen: where it was counted instead
 */
export function progressOf(tally, room) {
  const expected = tally.rooms.get(room) ?? [];
  /** @type {{thing: string, place: string | null, seen: string | null}[]} */
  const missing = [];
  for (const thing of expected) {
    const counts = countsOf(tally, thing);
    if (counts.some((count) => count.quantity !== 0 && tally.above(count.place).includes(room))) continue;
    const elsewhere = counts.filter((count) => count.quantity !== 0).at(-1);
    missing.push({ thing, place: tally.books.get(thing)?.place ?? null, seen: elsewhere?.place ?? null });
  }
  const own = new Set(expected);
  let extra = 0;
  for (const [key, ids] of tally.of) {
    if (own.has(key)) continue;
    const standing = [...ids].map((id) => /** @type {Count} */ (tally.counts.get(id)));
    if (standing.some((count) => !count.undone && count.quantity !== 0 && tally.above(count.place).includes(room)))
      extra++;
  }
  missing.sort((a, b) => Number(Boolean(a.seen)) - Number(Boolean(b.seen)));
  return { expected: expected.length, found: expected.length - missing.length, extra, missing };
}

/** What I counted in a room and have not taken back, the latest first. @param {Tally} tally @param {string} room @returns {Count[]} */
export const mineIn = (tally, room) =>
  [...tally.counts.values()]
    .filter((count) => count.mine && !count.undone && count.place === room)
    .sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id));

/** A place and the places around it. @param {Map<string, any>} things by id @returns {(place: string | null) => string[]} */
export function aboveIn(things) {
  /** @type {Map<string, string[]>} */
  const kept = new Map();
  return (place) => {
    if (!place) return [];
    let path = kept.get(place);
    if (!path) {
      path = [];
      for (let at = place; at && !path.includes(at); at = things.get(at)?.inside) path.push(at);
      kept.set(place, path);
    }
    return path;
  };
}

/** Of several moods in one picture the one to be heard: the most serious. @param {Mood[]} moods @returns {Mood | undefined} */
export const loudest = (moods) =>
  /** @type {Mood[]} */ (['unknown', 'elsewhere', 'again', 'here']).find((mood) => moods.includes(mood));
