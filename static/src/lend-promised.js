/** What others have reserved, as far as this phone knows: what a slip would take from them. No screen in here. */
import { hindrance } from './lend.js';

/**
 * @typedef {import('./lend.js').Line} Line
 * @typedef {{things: string[], count: number, begins: string, ends: string, who: string}} Promised
 */

/**
 * Which lines would break what was promised to others, as far as this phone knows.
 * @param {import('./store.js').Store} db @param {Promised[]} promises @param {Line[]} lines @param {string} who whose own do not count
 * @param {Date} until @param {Date} [now] @returns {Promise<{line: Line, when: string}[]>}
 */
export async function clashes(db, promises, lines, who, until, now = new Date()) {
  const found = [];
  const all = promises.filter((each) => each.who !== who && new Date(each.begins) < until && new Date(each.ends) > now);
  for (const line of lines) {
    const over = all.filter((each) => each.things.includes(line.thing));
    if (!over.length) continue;
    const wanted = over.reduce((sum, each) => sum + each.count, 0);
    const named = line.of === 1 && over.some((each) => each.things.length === 1);
    if (named || (await left(db, line, lines, over)) < wanted) found.push({ line, when: over[0].begins });
  }
  return found;
}

/** How many of a sort are here when this slip is gone. @param {any} db @param {Line} line @param {Line[]} lines @param {Promised[]} over */
async function left(db, line, lines, over) {
  if (line.of > 1) return line.of - line.out - line.quantity;
  const ids = new Set(over.flatMap((each) => each.things));
  for (const { thing } of lines) ids.delete(thing);
  const things = await Promise.all([...ids].map((id) => db.get('things', id)));
  return things.filter((thing) => thing && !hindrance(thing, 0)).length;
}

const DAY = 86_400_000;
/** @type {Record<string, number>} days; when the server has not said it today, better a bit too long */
const ABOUT = { lesson: 1, day: 1, week: 7, term: 190 };

/** When it will be back, for comparing with what is promised. @param {any} known @param {string} rule @param {string} due */
export function untilOf(known, rule, due) {
  const said = rule === 'date' ? due && `${due}T23:59` : isFresh(known) && known.due[rule];
  return said ? new Date(said) : new Date(Date.now() + (ABOUT[rule] ?? 3650) * DAY);
}

/** Whether what the server said of days is of today. @param {any} known */
export const isFresh = (known) => Boolean(known.at) && new Date(known.at).toDateString() === new Date().toDateString();
