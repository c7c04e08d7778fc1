/** What is signed at a hand-over, told on the phone as the server tells it, so that it can be signed without a network. */
import { digestOf } from './digest.js';
import { asked } from './handovers.js';

/**
 * @typedef {import('./handovers.js').List} List
 * @typedef {import('./handovers.js').Line} Line
 * @typedef {{thing: string, condition: string, quantity?: number, note?: string, photos?: string[]}} Answered
 * @typedef {{id: string, who: string, answers: Answered[], extra: string[]}} Check
 * @typedef {{condition: string, quantity: number, note: string, photos: string[]}} Result
 */

const ROLES = ['pupil', 'teacher', 'keeper'];

/** Who signs; a list that was told before lists said so is signed by the usual three. @param {List} list @returns {string[]} */
export const signers = (list) => list.roles ?? ROLES;

/**
 * The list with what this phone has written and the server's copy does not hold yet: counts before its own first
 * signature count, those after it come too late.
 * @param {List} list @param {any[]} rows of the outbox, in their order @returns {List}
 */
export function withOwn(list, rows) {
  const checks = [...list.checks];
  const signed = [...list.signed];
  for (const { envelope } of rows) {
    const { kind, id, payload } = envelope;
    if (payload.handover !== list.id) continue;
    if (kind === 'handovers.sign' && !signed.includes(payload.role)) signed.push(payload.role);
    if (kind !== 'handovers.recheck' || signed.length || checks.some((each) => each.id === id)) continue;
    checks.push({ id, who: 'me', answers: payload.answers, extra: payload.extra ?? [] });
  }
  return { ...list, checks, signed };
}

/**
 * How each line was found: a person's last word counts; where people differ, what more than half of them say.
 * @param {List} list @returns {Map<string, Result>}
 */
export function results(list) {
  /** @type {Map<string, Map<string, Answered>>} */
  const said = new Map();
  for (const { who, answers } of list.checks) {
    for (const answer of answers) {
      const words = said.get(answer.thing) ?? new Map();
      said.set(answer.thing, words.set(who, answer));
    }
  }
  return new Map(list.lines.map((line) => [line.thing, agreed(line, [...(said.get(line.thing)?.values() ?? [])])]));
}

/** @param {Line} line @param {Answered[]} answers @returns {Result} */
function agreed(line, answers) {
  if (!answers.length) return { condition: '', quantity: line.quantity, note: '', photos: [] };
  const told = answers.map(({ condition, quantity }) => ({
    condition,
    quantity: quantity ?? (condition === 'missing' ? 0 : line.quantity),
  }));
  const times = (/** @type {any} */ one) =>
    told.filter((each) => each.condition === one.condition && each.quantity === one.quantity).length;
  const most = told.reduce((best, each) => (times(each) > times(best) ? each : best));
  const notes = [...new Set(answers.map(({ note }) => note).filter(Boolean))].join('；');
  const photos = [...new Set(answers.flatMap(({ photos: taken }) => taken ?? []))];
  if (times(most) * 2 > told.length) return { ...most, note: notes, photos };
  return { condition: 'differs', quantity: line.quantity, note: notes, photos };
}

/** The list as it stands with these counts. @param {List} list @returns {List} */
export function found(list) {
  const of = results(list);
  const lines = list.lines.map((line) => {
    const result = /** @type {Result} */ (of.get(line.thing));
    return { ...line, found: result.condition, count: result.quantity };
  });
  const wanted = list.occasion === 'start' ? ['differs'] : ['', 'differs'];
  return {
    ...list,
    lines,
    open: asked(list).filter(({ thing }) => wanted.includes(of.get(thing)?.condition ?? '')).length,
  };
}

/** SHA-256 of what the three sign for; fixed once somebody has signed. @param {List} list */
export function digestHere(list) {
  if (list.state === 'signing') return list.digest;
  const of = results(list);
  const known = new Set(asked(list).map(({ thing }) => thing));
  const extra = new Set(list.checks.flatMap((each) => each.extra).filter((thing) => !known.has(thing)));
  return digestOf({
    v: 1, id: list.id, room: list.room, name: list.name, owner: list.owner, occasion: list.occasion, term: list.term,
    before: list.before, extra: [...extra].sort(),
    lines: list.lines.map(({ thing, name, code, spec, quantity, condition, note, was }) => {
      const { condition: result, quantity: count, note: said, photos } = /** @type {Result} */ (of.get(thing));
      const line = { thing, name, code, spec, quantity, condition, note, was, found: result, count, said };
      return photos.length ? { ...line, photos } : line;
    }),
  }); // prettier-ignore
}

/** Who has yet to sign. @param {List} list */
export const unsigned = (list) => signers(list).filter((role) => !list.signed.includes(role));

/** Whether it can be signed now: everything that has to be looked at was. @param {List} list */
export const isReady = (list) => list.state === 'signing' || (list.state === 'drawn' && list.open === 0);
