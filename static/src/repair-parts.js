/** How a repair's state, time and place are shown, in its own page and in lists. */
import { h } from 'vue';
import { pathOf, rightsAt } from './find.js';
import { clockOf, withHere } from './repairs.js';
import { chip, icon, t, when } from './ui.js';

/** @type {Record<string, 'ok'|'warn'|'bad'|'info'|''>} */
export const MOOD = {
  reported: 'warn', accepted: 'info', assigned: 'info', working: 'info', waiting: 'warn', done: 'ok', confirmed: 'ok',
  refused: '', merged: '',
}; // prettier-ignore

/** @type {Record<string, string>} */
export const SYMBOL = {
  'repairs.accept': 'handover', 'repairs.start': 'arrow', 'repairs.close': 'ok', 'repairs.wait': 'clock',
  'repairs.confirm': 'ok', 'repairs.reopen': 'refresh', 'repairs.me_too': 'people', 'repairs.comment': 'pen',
  'repairs.charge': 'plus',
}; // prettier-ignore

/** @param {any} repair */
export const chipsOf = (repair) => [
  ...(repair.danger ? [chip('bad', t('thing-out-of-use'))] : []),
  ...(!repair.danger && repair.urgency === 'high' ? [chip('bad', t('repairs-report-urgency-high'))] : []),
];

/** @param {'minutes'|'hours'|'days'} unit @param {number} count */
const span = (unit, count) => t(`repairs-left-${unit}`, { count });

/** How long there is left, in words. @param {any} repair @param {number} now @returns {string} */
export function clockWords(repair, now) {
  const clock = clockOf(repair, now);
  if (!clock) return '';
  if (clock.about === 'waiting') return t('repairs-clock-waiting');
  const facts = { time: span(clock.unit, clock.count), by: when(clock.by) };
  return t(`repairs-clock-${clock.about}${clock.late ? '_late' : ''}`, facts);
}

/** @param {any} repair @param {number} now */
export function clockView(repair, now) {
  const clock = clockOf(repair, now);
  return (
    clock &&
    h('div', { class: ['tw-note', clock.late && 'tw-note-bad'], 'data-late': clock.late ? '' : undefined }, [
      icon(clock.late ? 'alert' : 'clock'),
      h('span', clockWords(repair, now)),
    ])
  );
}

/** What a repair is about and where that is, from the phone's copy. @param {any} db @param {any} repair @returns {Promise<any[]>} */
export async function placesOf(db, repair) {
  const found = [];
  for (const id of repair.about ?? [repair.thing]) {
    const thing = await db.get('things', id);
    if (!thing) continue;
    const path = await pathOf(db, thing);
    const where = path.slice(-2).map((/** @type {any} */ place) => place.name).join(' › '); // prettier-ignore
    const { name, quantity, kind } = thing;
    found.push({ id, name, where, quantity, is_place: kind === 'place', pieces: repair.pieces?.[id] });
  }
  return found;
}

/** What this phone wrote about repairs. @param {any} db @returns {Promise<any[]>} */
export async function rowsAbout(db) {
  const rows = await db.getAll('outbox');
  return rows
    .filter((/** @type {any} */ { envelope }) => envelope.kind.startsWith('repairs.'))
    .sort((/** @type {any} */ a, /** @type {any} */ b) => a.seq - b.seq);
}

/** Who is signed in on this phone. @param {any} db @returns {Promise<{id: string, name: string}>} */
export async function meOn(db) {
  const user = (await db.get('meta', 'session'))?.user;
  return { id: user?.id ?? '', name: user?.display ?? user?.name ?? '' };
}

/** The open repairs of a thing, or all of them, with what was done on this phone. @param {any} db @param {string} [thing] @returns {Promise<any[]>} */
export async function repairsOf(db, thing) {
  const [rows, moves, me] = [await rowsAbout(db), (await db.get('meta', 'moves')) ?? {}, await meOn(db)];
  const found = thing ? await db.getAllFromIndex('repairs', 'about', thing) : await db.getAll('repairs');
  return found.map((/** @type {any} */ each) => withHere(each, rows, moves, me));
}

/** What whoever is signed in may do with a thing, some only in their own rooms. @param {any} db @param {string} [thing] @returns {Promise<string[]>} */
export async function rightsOn(db, thing) {
  const known = (thing && (await db.get('things', thing))) || { id: thing };
  return rightsAt(db, known, await pathOf(db, known));
}
