/** Hand-over lists as this phone knows them, and what was counted here. No screen in here. */

/**
 * @typedef {{thing: string, name: string, code: string, spec: string, quantity: number, condition: string, note: string,
 *   was: string, found: string, count: number}} Line
 * @typedef {{id: string, cursor: number, room: string, name: string, owner: string, occasion: string, term: string,
 *   before: string, state: string, digest: string, open: number, signed: string[], roles?: string[], counted: number, lines: Line[],
 *   checks: import('./handover-list.js').Check[]}} List
 * @typedef {{condition: 'good'|'damaged'|'missing', quantity?: number | null, note?: string, photos?: string[],
 *   how?: 'scan'|'list'}} Answer
 */

/** Ink that is more than a few dots: how long, how wide, how high, in thousandths of the field's width. */
export const LEAST = [400, 150, 40];

/** @param {number[]} ink */
export const isInk = (ink) => LEAST.every((least, place) => (ink[place] ?? 0) >= least);

/**
 * What was drawn, as it is sent: lengths in thousandths of the field's width.
 * @param {[number, number][][]} strokes @param {number} width
 */
export function inkOf(strokes, width) {
  const points = strokes.flat();
  if (!points.length || !width) return [0, 0, 0];
  let length = 0;
  for (const stroke of strokes) {
    for (let at = 1; at < stroke.length; at++) {
      length += Math.hypot(stroke[at][0] - stroke[at - 1][0], stroke[at][1] - stroke[at - 1][1]);
    }
  }
  const span = (/** @type {number} */ axis) => {
    const values = points.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  return [length, span(0), span(1)].map((each) => Math.round((each / width) * 1000));
}

/** Lines that are counted: what has left the room is only told. @param {List} list */
export const asked = (list) => list.lines.filter((line) => line.was !== 'left');

/** @param {List} list @param {Record<string, Answer>} answers */
export const unanswered = (list, answers) => asked(list).filter((line) => !answers[line.thing]);

/** Whether somebody else's word on a line is still wanted. @param {Line} line */
export const isOpen = (line) => line.found === '' || line.found === 'differs';

/** The payload of a count. @param {List} list @param {Record<string, Answer>} answers @param {string[]} extra */
export function counted(list, answers, extra) {
  const lines = new Map(asked(list).map((line) => [line.thing, line]));
  return {
    handover: list.id,
    answers: Object.entries(answers)
      .filter(([thing]) => lines.has(thing))
      .map(([thing, { condition, quantity, note, photos, how }]) => ({
        thing,
        condition,
        ...(quantity !== undefined && quantity !== null && quantity !== lines.get(thing)?.quantity ? { quantity } : {}),
        ...(note?.trim() ? { note: note.trim() } : {}),
        ...(photos?.length && condition !== 'good' ? { photos: [...photos] } : {}),
        how: how ?? 'list',
      })),
    extra,
  };
}

/** The list as the page told it, or as this phone has it: the newer one. @param {List | null} [one] @param {List | null} [other] */
export const newer = (one, other) => (one && other ? (one.cursor >= other.cursor ? one : other) : (one ?? other));

/** @param {import('./store.js').Store} db @param {string} id @returns {Promise<List | undefined>} */
export async function listHere(db, id) {
  const lists = (await db.get('meta', 'handovers')) ?? [];
  return lists.find((/** @type {List} */ list) => list.id === id);
}

/**
 * What was written about this list here and is not in the server's copy, in its order.
 * @param {import('./store.js').Store} db @param {string} id
 */
export async function ownHere(db, id) {
  const rows = await db.getAll('outbox');
  return rows
    .filter(
      ({ envelope, state, flags }) =>
        envelope.payload?.handover === id &&
        (['sealed', 'sent', 'held'].includes(state) ||
          (state === 'acked' && envelope.kind === 'handovers.recheck' && !flags?.includes('after_signing'))),
    )
    .sort((one, other) => one.seq - other.seq);
}
