/** How a question of a checklist is answered: big buttons, a number with its limits, a photo, a signature, words. */
import { h } from 'vue';
import { isEasy } from './aloud.js';
import { limitsIn, numberOf, unitIn } from './answers.js';
import { photosView } from './form-photos.js';
import { signView } from './form-sign.js';
import { icon, t } from './ui.js';

/** @param {any} both */
const said = (both) => globalThis.tagwalk.words.pick(both);

/** @param {any} form @param {import('./answers.js').Item} item @param {any} answer @param {(change: any) => void} set */
export function control(form, item, answer, set) {
  if (item.type === 'ok') {
    return segments(
      [
        { value: 'ok', text: t('answer-ok'), mood: 'ok', symbol: 'check' },
        { value: 'fault', text: t('answer-fault'), mood: 'bad', symbol: 'alert' },
        { value: 'na', text: t('answer-na'), mood: 'na', ...(isEasy() && { symbol: 'minus' }) },
      ],
      answer.value,
      (value) => set({ value }),
    );
  }
  if (item.type === 'choice') {
    const options = (item.choices ?? []).map((c) => ({ value: c.v, text: said(c), mood: c.fault ? 'bad' : 'ok' }));
    return segments(options, answer.value, (value) => set({ value }), true);
  }
  if (item.type === 'photo') {
    return photosView(form, answer.photos ?? [], (photos) => set({ photos }), said(item));
  }
  if (item.type === 'signature') {
    return signView(form, answer.photos ?? [], (photos) => set({ photos }), said(item));
  }
  if (item.type === 'number') return numberView(item, answer, set);
  return h('textarea', {
    class: 'tw-input tw-grows',
    rows: 1,
    maxlength: 2000,
    'aria-label': said(item),
    value: answer.value ?? '',
    onInput: (/** @type {any} */ event) => set({ value: event.target.value }),
  });
}

/** @param {import('./answers.js').Item} item @param {any} answer @param {(change: any) => void} set */
function numberView(item, answer, set) {
  const typed = String(answer.value ?? '');
  return h('div', { class: 'tw-stack-small' }, [
    h('div', { class: 'tw-number' }, [
      h('input', {
        class: 'tw-input',
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        enterkeyhint: 'next',
        'aria-label': said(item),
        value: typed,
        onInput: (/** @type {any} */ event) => set({ value: event.target.value }),
      }),
      unitOf(item) && h('span', { class: 'tw-unit' }, unitOf(item)),
    ]),
    typed.trim() && numberOf(typed) === null
      ? h('div', { class: 'tw-error' }, t('form-not-a-number'))
      : limitsOf(item) && h('div', { class: 'tw-hint tw-num' }, limitsOf(item)),
  ]);
}

/** @param {import('./answers.js').Item} item */
const unitOf = (item) => unitIn(item, globalThis.tagwalk.words.language);

/** @param {import('./answers.js').Item} item */
function limitsOf(item) {
  const [id, facts] = limitsIn({ ...item, unit: unitOf(item) });
  return id && t(id, facts).trim();
}

/**
 * @param {{value: any, text: string, mood?: string, symbol?: string}[]} options
 * @param {any} chosen @param {(value: any) => void} choose @param {boolean} [wrap]
 */
export function segments(options, chosen, choose, wrap = false) {
  return h(
    'div',
    { class: ['tw-segments', wrap && 'tw-segments-wrap'] },
    options.map(({ value, text, mood, symbol }) =>
      h(
        'button',
        {
          type: 'button',
          'data-value': value,
          class: [mood, chosen === value && 'on'],
          'aria-pressed': String(chosen === value),
          onClick: () => choose(value),
        },
        [symbol && icon(symbol), h('span', text)],
      ),
    ),
  );
}
