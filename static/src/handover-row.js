/** One line of a room's list while it is counted: how it was found, how many, and what is wrong with it. */
import { h } from 'vue';
import { segments } from './form-controls.js';
import { photosView } from './form-photos.js';
import { isOpen } from './handovers.js';
import { hide } from './stocktake-photos.js';
import { chip, t } from './ui.js';

export const MOST = 6; // photos of one line

const OPTIONS = [
  { value: 'good', mood: 'ok' },
  { value: 'damaged', mood: 'warn' },
  { value: 'missing', mood: 'bad' },
];
/**
 * @param {any} line @param {any} mine what was said of it on this phone
 * @param {{last: string, picture?: string, answer: (thing: string, more: any) => any, taking: any}} ways
 *   last: the line that was touched last; picture: what the thing looks like
 */
export function lineRow(line, mine, { last, picture, answer, taking }) {
  const about = [line.code, line.quantity > 1 && t('handovers-pieces', { count: line.quantity }), line.note]; // prettier-ignore
  return h('div', { class: 'tw-handover-line', key: line.thing, 'data-line': line.thing, 'data-last': last === line.thing || undefined }, [
    h('div', { class: 'tw-line' }, [
      picture &&
        h('img', { class: 'tw-handover-photo', src: picture, alt: '', loading: 'lazy', onError: hide }),
      h('div', { class: 'tw-row-main' }, [
        h('div', { class: 'tw-title' }, line.name),
        h('div', { class: 'tw-sub' }, about.filter(Boolean).join(' · ')),
      ]),
      line.was === 'added' && chip('info', t('handovers-added')),
      line.condition === 'damaged' && chip('warn', t('handovers-before-damaged')),
      !mine && line.found === 'differs' && chip('bad', t('handovers-found-differs')),
      !mine && !isOpen(line) && chip(line.found === 'good' ? 'ok' : 'warn', t(`handovers-found-${line.found}`)),
    ]),
    segments(
      OPTIONS.map((each) => ({ ...each, text: t(`handovers-found-${each.value}`) })),
      mine?.condition,
      (/** @type {any} */ condition) => answer(line.thing, { condition, how: mine?.how ?? 'list' }),
    ),
    mine && line.quantity > 1 && mine.condition !== 'missing' && amount(line, mine, answer),
    mine?.condition === 'damaged' &&
      h('input', {
        class: 'tw-input', maxlength: 300, value: mine.note ?? '', placeholder: t('handovers-damage-note'), 'aria-label': t('handovers-damage-note'),
        onInput: (/** @type {any} */ event) => answer(line.thing, { note: event.target.value }),
      }),
    mine?.condition === 'damaged' &&
      photosView(taking, mine.photos ?? [], (taken) => answer(line.thing, { photos: taken.slice(0, MOST) }), t('handovers-photo', { name: line.name })),
  ]); // prettier-ignore
}
/** @param {any} line @param {any} mine @param {(thing: string, more: any) => any} answer */
const amount = (line, mine, answer) =>
  h('label', { class: 'tw-line' }, [
    h('span', { class: 'tw-row-main' }, t('handovers-how-many')),
    h('input', {
      class: 'tw-input tw-handover-count',
      inputmode: 'numeric',
      value: mine.quantity ?? line.quantity,
      onInput: (/** @type {any} */ event) => {
        const given = Number.parseInt(event.target.value, 10);
        answer(line.thing, { quantity: Number.isNaN(given) ? null : Math.max(0, given) });
      },
    }),
  ]);
