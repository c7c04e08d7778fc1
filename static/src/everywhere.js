/** Looking through everything this phone knows at once: things, places, open repairs, pages. */
import { judge, normal, printed } from './code.js';

const MOST = 30;

/**
 * @typedef {{href: string, symbol: string, name: string, below: string, text: string, code: string}} Entry
 *   text: what is looked through, plain
 */

/** As texts are compared: case and width of letters forgotten. @param {string} text */
export const plain = (text) => text.normalize('NFKC').toLowerCase();

/**
 * Everything, ready to be looked through: prepared once, so that each letter typed costs milliseconds.
 * @param {import('./store.js').Store} db @param {[path: string, symbol: string, name: string][]} doors pages
 * @returns {Promise<Entry[]>}
 */
export async function everythingIn(db, doors) {
  const [things, repairs] = await Promise.all([db.getAll('things'), db.getAll('repairs')]);
  const names = new Map(things.map((/** @type {any} */ thing) => [thing.id, thing.name]));
  const thingEntry = (/** @type {any} */ thing) => entryOfThing(thing, names.get(thing.inside) ?? '');
  return [
    ...doors.map(([href, symbol, name]) => entry(href, symbol, name, '', '')),
    ...things.filter((/** @type {any} */ { kind }) => kind === 'place').map(thingEntry),
    ...things.filter((/** @type {any} */ { kind }) => kind !== 'place').map(thingEntry),
    ...repairs.map((/** @type {any} */ repair) => entryOfRepair(repair, names.get(repair.thing) ?? '')),
  ];
}

/** @param {any} thing @param {string} place @returns {Entry} */
export const entryOfThing = ({ id, kind, name, code = '', spec = '' }, place) => {
  const below = [code, place].filter(Boolean).join(' · ');
  return entry(`/things/${id}`, kind === 'place' ? 'place' : 'box', name, below, `${spec} ${place}`, code);
};

/** @param {any} repair @param {string} thing @returns {Entry} */
export const entryOfRepair = ({ id, what }, thing) => entry(`/repairs/${id}`, 'wrench', what, thing, thing);

/** @param {string} name @param {string} shown @returns {Entry} */
export const entryOfPerson = (name, shown) =>
  entry(`/people?q=${encodeURIComponent(name)}`, 'account', shown, name, name);

/** @returns {Entry} */
const entry = (
  /** @type {string} */ href,
  /** @type {string} */ symbol,
  /** @type {string} */ name,
  /** @type {string} */ below,
  /** @type {string} */ more,
  code = '',
) => ({ href, symbol, name, below, code: plain(code), text: plain(`${name} ${code} ${more}`) });

/**
 * What has every word asked for: a whole code first, then names that begin so, then names that hold it, then the rest.
 * @param {Entry[]} entries @param {string} query @returns {Entry[]}
 */
export function look(entries, query, most = MOST) {
  const whole = plain(query).trim();
  const words = whole.split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  /** @type {Entry[][]} */
  const ranks = [[], [], [], []];
  for (const each of entries) {
    if (!words.every((word) => each.text.includes(word))) continue;
    const at = each.text.indexOf(words[0]);
    const named = at + words[0].length <= each.name.length;
    ranks[each.code === whole ? 0 : at === 0 ? 1 : named ? 2 : 3].push(each);
    if (ranks[0].length + ranks[1].length > most * 4) break;
  }
  const label = normal(query);
  const found = ranks.flat().slice(0, most);
  return judge(label) === 'ok' ? [entry(`/t/${label}?how=typed`, 'tag', printed(label), '', ''), ...found] : found;
}
