/** Choices with a meaning to look at: the cause of a fault, stars, minutes. */
import { h } from 'vue';
import { icon, t } from './ui.js';

/** @type {Record<string, string>} */
const CAUSE = {
  overload: 'bolt', quality: 'thumb-down', management: 'people', wear: 'hourglass', deliberate: 'hammer',
  accident: 'alert', unknown: 'help',
}; // prettier-ignore

/** Causes, each with a picture and an example. @param {{value: any, word: string}[]} options @param {any} chosen @param {(value: any) => void} choose */
export const causesView = (options, chosen, choose) =>
  h(
    'div',
    { class: 'tw-causes' },
    options.map(({ value, word }) =>
      h(
        'button',
        {
          type: 'button',
          key: value,
          'data-value': value,
          class: chosen === value && 'on',
          'aria-pressed': String(chosen === value),
          onClick: () => choose(value),
        },
        [
          icon(CAUSE[value] ?? 'help'),
          h('span', [h('strong', t(word)), h('span', { class: 'tw-block' }, t(`repairs-close-cause-${value}-more`))]),
        ],
      ),
    ),
  );

/** @param {number | null | undefined} value @param {(value: number | null) => void} set */
export const starsView = (value, set) =>
  h(
    'div',
    { class: 'tw-stars' },
    [1, 2, 3, 4, 5].map((count) =>
      h(
        'button',
        {
          type: 'button',
          key: count,
          'data-value': count,
          class: count <= (value ?? 0) && 'on',
          'aria-pressed': String(count === value),
          'aria-label': t('repairs-stars', { count }),
          onClick: () => set(count === value ? null : count),
        },
        [icon('star')],
      ),
    ),
  );

const STEPS = [5, 15, 60];

/** Minutes by tapping; whoever knows better types. @param {any} value @param {(value: any) => void} set @param {string} label */
export const minutesView = (value, set, label) =>
  h('div', { class: 'tw-minutes' }, [
    h('span', { class: 'tw-number' }, [
      h('input', {
        class: 'tw-input',
        type: 'text',
        inputmode: 'numeric',
        autocomplete: 'off',
        'aria-label': label,
        value: value ?? '',
        onInput: (/** @type {any} */ event) => set(event.target.value.replace(/\D/g, '')),
      }),
      h('span', { class: 'tw-unit' }, t('form-minutes')),
    ]),
    ...STEPS.map((step) =>
      h(
        'button',
        { type: 'button', class: 'tw-button', key: step, onClick: () => set((Number(value) || 0) + step) },
        `+${step}`,
      ),
    ),
  ]);
