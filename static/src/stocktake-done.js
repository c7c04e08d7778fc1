/** A room is done: its figures once more before one says so. */
import { h } from 'vue';
import { icon, t } from './ui.js';

/** @param {any} progress @param {boolean} blind @param {string} name of the room @param {{finish: any, shut: any, list: any}} ways */
export const doneView = ({ expected, found, extra, missing }, blind, name, { finish, shut, list }) =>
  h('div', { class: 'tw-sheet tw-stack-small', role: 'dialog', 'aria-label': t('stocktakes-walk-finish') }, [
    h('div', { class: 'tw-h2' }, t('stocktakes-walk-finish-ask', { name })),
    h('div', { class: 'tw-done-figures' }, [
      figure(blind ? found + extra : `${found} / ${expected}`, t('stocktakes-walk-figure-found'), 'ok'),
      !blind && figure(missing.length, t('stocktakes-walk-figure-missing'), missing.length ? 'bad' : ''),
      !blind && figure(extra, t('stocktakes-walk-figure-extra'), extra ? 'warn' : ''),
    ]),
    !blind &&
      missing.length > 0 &&
      h('button', { type: 'button', class: 'tw-button', onClick: list }, [icon('list'), t('stocktakes-walk-look-missing')]),
    h('div', { class: 'tw-sheet-ways' }, [
      h('button', { type: 'button', class: 'tw-button', onClick: shut }, t('stocktakes-walk-back')),
      h('button', { type: 'button', class: 'tw-primary', onClick: finish }, [icon('check'), t('stocktakes-walk-finish')]),
    ]),
  ]); // prettier-ignore

/** @param {number | string} number @param {string} label @param {string} mood */
const figure = (number, label, mood) =>
  h('div', { class: ['tw-done-figure', mood && `tw-done-${mood}`] }, [
    h('strong', { class: 'tw-num' }, String(number)),
    h('span', label),
  ]);
