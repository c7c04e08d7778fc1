/** A typed code that cannot be right: what it may have been. */
import { ALPHABET, judge, normal } from './code.js';

const LENGTH = 12;
const MOST = 3;
/** Characters that people take for each other, in print or by hand. */
const ALIKE = ['0DQ', '1T7', '2Z7', '5S', '6G', '8B3', 'UVWY', 'MNH', 'CG', 'EF', 'KX', 'PRF', '49A', '6B8'];

/**
 * @typedef {{code: string, at: number[], name: string, likely: number}} Mended  at: places that differ from what was
 *   typed; name: of the thing that this phone knows it to be on
 */

/** Every code that one wrong character, or two that changed places, would explain. @param {string} code @returns {Mended[]} */
export function corrections(code) {
  if (code.length !== LENGTH) return [];
  const strange = [...code].flatMap((character, at) => (ALPHABET.includes(character) ? [] : [at]));
  if (strange.length > 1) return [];
  /** @type {Mended[]} */
  const found = [];
  for (const at of strange.length ? strange : code.split('').keys())
    for (const character of ALPHABET) {
      const other = code.slice(0, at) + character + code.slice(at + 1);
      if (character !== code[at] && judge(other) === 'ok')
        found.push({ code: other, at: [at], name: '', likely: isAlike(character, code[at]) ? 2 : 0 });
    }
  for (let at = 0; at < LENGTH - 1 && !strange.length; at++) {
    const other = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
    if (other !== code && judge(other) === 'ok') found.push({ code: other, at: [at, at + 1], name: '', likely: 1 });
  }
  return found;
}

/** @param {string} one @param {string} other */
const isAlike = (one, other) => ALIKE.some((group) => group.includes(one) && group.includes(other));

/**
 * The likeliest ones: those that this phone knows before those that look alike. What neither knows nor resembles
 * anything would be a guess, and is not told.
 * @param {import('./store.js').Store} db @param {string} typed @returns {Promise<Mended[]>}
 */
export async function mended(db, typed) {
  const found = corrections(normal(typed));
  for (const each of found) {
    const tag = await db.get('tags', each.code);
    if (!tag) continue;
    each.likely += 10;
    each.name = (tag.thing && (await db.get('things', tag.thing))?.name) || '';
  }
  const likely = found.filter((each) => each.likely).sort((a, b) => b.likely - a.likely);
  const known = likely.filter((each) => each.likely >= 10);
  return (known.length ? known : likely).slice(0, MOST);
}

/** How many characters were typed of those a code has. @param {string} typed */
export const lengthOf = (typed) => ({ typed: normal(typed).length, whole: LENGTH });
