/** What something cost, line by line: a part, labour or a firm's invoice, how many, and the price of one. */
import { h } from 'vue';
import { totalOf } from './fields.js';
import { segments } from './form-controls.js';
import { icon, t } from './ui.js';

const SORTS = ['part', 'labour', 'invoice'];

/** @param {import('./fields.js').Cost[]} lines @param {(lines: import('./fields.js').Cost[]) => void} set */
export function costsView(lines, set) {
  const put = (/** @type {number} */ at, /** @type {any} */ change) =>
    set(lines.map((line, place) => (place === at ? { ...line, ...change } : line)));
  const total = totalOf(lines);
  return h('div', { class: 'tw-stack-small' }, [
    ...lines.map((line, at) =>
      h('div', { class: 'tw-cost', key: at, 'data-cost': at }, [
        segments(
          SORTS.map((value) => ({ value, text: t(`repairs-charge-sort-${value}`) })),
          line.sort,
          (sort) => put(at, { sort }),
        ),
        input(t('repairs-cost-what'), line.what, (what) => put(at, { what }), { maxlength: 200 }),
        h('div', { class: 'tw-cost-sum' }, [
          input(t('repairs-cost-count'), line.count, (count) => put(at, { count }), { inputmode: 'decimal' }),
          h('span', { 'aria-hidden': 'true' }, '×'),
          input(t('repairs-cost-price'), line.price, (price) => put(at, { price }), { inputmode: 'decimal' }),
          h(
            'button',
            {
              type: 'button',
              class: 'tw-button',
              'aria-label': t('repairs-cost-remove'),
              onClick: () => set(lines.filter((_, place) => place !== at)),
            },
            [icon('delete')],
          ),
        ]),
      ]),
    ),
    total > 0 && h('div', { class: 'tw-strong tw-num' }, t('repairs-cost-total', { total: `¥${total.toFixed(2)}` })),
    h(
      'button',
      {
        type: 'button',
        class: 'tw-button',
        'data-add': '',
        onClick: () => set([...lines, { sort: 'part', what: '', count: '1', price: '' }]),
      },
      [icon('plus'), t('repairs-cost-add')],
    ),
  ]);
}

/** @param {string} label @param {any} value @param {(text: string) => void} set @param {any} more */
const input = (label, value, set, more) =>
  h('input', {
    class: 'tw-input',
    type: 'text',
    autocomplete: 'off',
    placeholder: label,
    'aria-label': label,
    value: value ?? '',
    onInput: (/** @type {any} */ event) => set(event.target.value),
    ...more,
  });
