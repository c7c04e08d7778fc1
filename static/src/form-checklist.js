/** A checklist on the screen: big buttons, limits, and what a fault brings with it. */
import { h } from 'vue';
import {
  isAnswered,
  isPicture,
  isRequired,
  judge,
  limitsIn,
  unitIn,
  numberOf,
  opensRepair,
  shown,
  summary,
} from './answers.js';
import { photosView } from './form-photos.js';
import { signView } from './form-sign.js';
import { icon, t } from './ui.js';

/** @param {any} both */
const said = (both) => globalThis.tagwalk.words.pick(both);

/** @param {any} form */
export function checklistView(form) {
  const { state, items } = form;
  const { total, done } = summary(items.value, state.values);
  return h('div', { class: 'tw-stack' }, [
    h('div', { class: 'tw-sticky-progress' }, [
      h('div', { class: 'tw-sub' }, t('form-progress', { done, total })),
      h('div', {
        class: 'tw-progress',
        style: { '--value': total ? done / total : 0 },
        role: 'progressbar',
        'aria-valuenow': done,
        'aria-valuemax': total,
        'aria-label': t('form-progress', { done, total }),
      }),
    ]),
    !state.quick &&
      total - done > 2 &&
      !isShortLog(form.checklist.value) &&
      h('button', { type: 'button', class: 'tw-button tw-all-normal', onClick: form.normal }, [
        icon('check'),
        t('form-all-normal'),
      ]),
    ...sectionsView(form),
    (state.note || !asksRemarks(form.checklist.value)) &&
      h('label', { class: 'tw-field tw-card' }, [
        h('span', { class: 'tw-label' }, [
          t('form-note'),
          ' ',
          h('span', { class: 'tw-optional' }, t('form-optional')),
        ]),
        h('textarea', {
          class: 'tw-input',
          rows: 2,
          maxlength: 2000,
          value: state.note,
          onInput: (/** @type {any} */ e) => ((state.note = e.target.value), form.touched()),
        }),
      ]),
  ]);
}

/** Whether a checklist has remarks of its own; nobody is asked for them twice. @param {any} checklist */
const asksRemarks = (checklist) =>
  checklist?.items.some(
    (/** @type {any} */ item) => item.type === 'text' && [item.zh, item.en].includes(t('form-note')),
  );

const FEW = 4;
/** A line of a logbook that asks little is written, not ticked off: a visitor's identity is looked at each time. @param {any} checklist */
const isShortLog = (checklist) =>
  checklist?.log && checklist.items.filter((/** @type {any} */ item) => item.type === 'ok').length <= FEW;

/** The items that are asked now, each section's below its heading. @param {any} form */
function sectionsView(form) {
  /** @type {Map<string, any>} */
  const sections = new Map((form.checklist.value?.sections ?? []).map((/** @type {any} */ s) => [s.id, s]));
  let under = '';
  return shown(form.items.value, form.state.values).flatMap((item) => {
    const section = item.section ?? '';
    const opens = section !== under && sections.has(section);
    under = section;
    const heading = opens && h('h3', { class: 'tw-section', key: `section-${section}` }, said(sections.get(section)));
    return heading ? [heading, itemView(form, item)] : [itemView(form, item)];
  });
}

/** @param {any} form @param {import('./answers.js').Item} item */
function itemView(form, item) {
  const { state, touched } = form;
  const answer = state.values[item.id] ?? {};
  const verdict = judge(item, answer);
  const set = (/** @type {any} */ change) => {
    state.values[item.id] = { ...state.values[item.id], ...change };
    state.pointed = state.pointed.filter((/** @type {string} */ id) => id !== item.id);
    touched();
  };
  const pointed = state.pointed.includes(item.id);
  const isSpot = state.quick && state.spot === item.id && !isAnswered(item, answer);
  return h(
    'fieldset',
    {
      key: item.id,
      class: [
        'tw-field',
        'tw-card',
        'tw-item',
        verdict && `tw-item-${verdict}`,
        pointed && 'tw-item-missing',
        isSpot && 'tw-item-spot',
      ],
      'data-item': item.id,
      'aria-label': said(item),
      'data-missing': pointed ? '' : undefined,
    },
    [
      h('div', { class: 'tw-label', 'aria-hidden': 'true' }, [
        said(item),
        isRequired(item) ? null : h('span', { class: 'tw-optional' }, ` ${t('form-optional')}`),
      ]),
      item.hint && h('div', { class: 'tw-hint' }, item.hint),
      isSpot &&
        h('div', { class: 'tw-note tw-note-warn' }, [
          icon('eye'),
          t(item.type === 'photo' ? 'form-spot-photo' : 'form-spot'),
        ]),
      control(form, item, answer, set),
      pointed && h('div', { class: 'tw-error' }, t(isAnswered(item, answer) ? 'form-say-how' : 'form-answer-this')),
      verdict === 'warn' && h('div', { class: 'tw-note tw-note-warn' }, [icon('alert'), t('form-warn')]),
      (verdict === 'fault' || answer.note || (!isPicture(item) && answer.photos?.length)) &&
        consequences(form, item, answer, verdict, set),
    ],
  );
}

/** @param {any} form @param {import('./answers.js').Item} item @param {any} answer @param {(change: any) => void} set */
function control(form, item, answer, set) {
  if (item.type === 'ok') {
    return segments(
      [
        { value: 'ok', text: t('answer-ok'), mood: 'ok', symbol: 'check' },
        { value: 'fault', text: t('answer-fault'), mood: 'bad', symbol: 'alert' },
        { value: 'na', text: t('answer-na'), mood: 'na' },
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

/** What a fault means, and room to describe it. */
function consequences(form, item, answer, verdict, set) {
  return h('div', { class: 'tw-stack-small tw-fault' }, [
    verdict === 'fault' &&
      item.blocks_use &&
      h('div', { class: 'tw-note tw-note-bad' }, [icon('tape'), t('form-out-of-use')]),
    verdict === 'fault' &&
      opensRepair(item) &&
      h('div', { class: 'tw-note' }, [icon('wrench'), t('form-opens-repair')]),
    verdict === 'fault' && item.fix_now && h('div', { class: 'tw-note' }, [icon('alert'), t('form-fix-now')]),
    h('input', {
      class: 'tw-input',
      type: 'text',
      maxlength: 500,
      placeholder: t(item.fix_now ? 'form-how-fixed' : 'form-what-is-wrong'),
      'aria-label': t(item.fix_now ? 'form-how-fixed' : 'form-what-is-wrong'),
      value: answer.note ?? '',
      onInput: (/** @type {any} */ event) => set({ note: event.target.value }),
    }),
    !isPicture(item) && photosView(form, answer.photos ?? [], (photos) => set({ photos }), t('photo-take')),
  ]);
}
