/** The second screen of the counter: to whom and until when, or how it came back; photos, what clashes, the signature. */
import { h } from 'vue';
import { photosView } from './form-photos.js';
import { signView } from './form-sign.js';
import { conditionView, dueView, leavesView, whoView } from './lend-parts.js';
import { markOf, pieces } from './lend.js';
import { banner, icon, t, when } from './ui.js';

/**
 * @param {'lend'|'back'} mode @param {any} state @param {any} form
 * @param {{alone: boolean, change: (thing: string, change: any) => void, choose: (borrower: any) => void,
 *   write: () => void, back: () => void}} deeds
 */
export function finishView(mode, state, form, { alone, change, choose, write, back }) {
  const lend = mode === 'lend';
  const waits = state.clashes.length > 0 && !state.despite;
  const open = lend && ((!alone && !state.borrower) || (state.rule === 'date' && !state.due) || waits);
  return h('div', { class: 'tw-stack' }, [
    h('button', { type: 'button', class: 'tw-button tw-quiet', onClick: back }, [icon('back'), t('loans-back_to_scan')]),
    h('h1', { class: 'tw-h1' }, t(lend ? (alone ? 'loans-until' : 'loans-to_whom') : 'loans-how_is_it')),
    ...(lend ? lendParts(state, form, alone, change, choose) : backParts(state, form, alone, change)),
    allPhotos(mode, state, form),
    !state.isClass && h('div', { class: 'tw-card tw-stack-small' }, [
      h('div', { class: 'tw-label' }, t('loans-sign', { count: pieces(state.lines) })),
      signView(form, state.signature, (hashes) => (state.signature = hashes), t('loans-signature')),
    ]),
    h('div', { class: 'tw-bottom tw-stack-small' }, [
      state.problem && h('div', { class: 'tw-error', role: 'alert' }, state.problem),
      h('button', {
        type: 'button',
        class: 'tw-primary',
        'data-write': true,
        disabled: state.busy || !state.lines.length || open,
        onClick: write,
      }, [icon('check'), t(lend ? 'loans-lend_now' : 'loans-back_now', { count: pieces(state.lines) })]),
    ]),
  ]); // prettier-ignore
}

/** @param {any} state @param {any} form @param {boolean} alone @param {(thing: string, change: any) => void} change @param {(borrower: any) => void} choose */
const lendParts = (state, form, alone, change, choose) => [
  !alone && whoView(state, { choose }),
  !alone && state.borrower?.kind === 'class' && text(state, 'mark', 20, t('loans-mark_hint'), markOf),
  dueView(state),
  clashView(state),
  text(state, 'purpose', 300, state.isClass || state.borrower?.kind === 'class' ? t('loans-no_pupils') : ''),
  leavesView(state),
  wearView(state, form, change),
];

/** @param {any} state @param {any} form @param {boolean} alone @param {(thing: string, change: any) => void} change */
const backParts = (state, form, alone, change) => [
  ...state.lines.map((/** @type {any} */ line) =>
    conditionView(
      line,
      (more) => change(line.thing, more),
      (one) => photosView(form, one.photos ?? [], (hashes) => change(one.thing, { photos: hashes }), t('loans-photo')),
    ),
  ),
  !alone && text(state, 'brought', 80, t('loans-brought_hint')),
];

/** @param {any} state @param {'purpose'|'brought'|'mark'} name @param {number} most @param {string} [hint] @param {(typed: string) => string} [read] */
const text = (state, name, most, hint = '', read = (typed) => typed) =>
  h('label', { class: 'tw-field' }, [
    h('span', { class: 'tw-label' }, t(`loans-${name}`)),
    h('input', {
      class: 'tw-input',
      name,
      value: state[name],
      maxlength: most,
      onInput: (/** @type {any} */ event) => (event.target.value = state[name] = read(event.target.value)),
    }),
    hint && h('span', { class: 'tw-sub' }, hint),
  ]);

/** What is promised to others: whoever hands it out all the same says so. @param {any} state */
const clashView = (state) =>
  state.clashes.length > 0 &&
  h('div', { class: 'tw-card tw-stack-small', role: 'alert', 'data-clashes': state.clashes.length }, [
    ...state.clashes.map((/** @type {any} */ each) =>
      banner('warn', 'calendar', t('loans-promised', { name: each.line.name, when: when(each.when) })),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'tw-button',
        'data-despite': true,
        'aria-pressed': String(state.despite),
        onClick: () => (state.despite = !state.despite),
      },
      [icon(state.despite ? 'check' : 'arrow'), t('loans-despite')],
    ),
  ]);

/** What was wrong with a thing before it went out. @param {any} state @param {any} form @param {(thing: string, change: any) => void} change */
function wearView(state, form, change) {
  const worn = state.lines.filter((/** @type {any} */ line) => line.condition === 'worn');
  if (!state.wearing && !worn.length) {
    return h('button', { type: 'button', class: 'tw-button tw-quiet', 'data-wear': true, onClick: () => (state.wearing = true) }, [
      icon('pen'),
      t('loans-mark_worn'),
    ]); // prettier-ignore
  }
  return h('div', { class: 'tw-card tw-stack-small' }, [
    h('div', { class: 'tw-label' }, t('loans-worn_which')),
    h('div', { class: 'tw-choices' }, state.lines.map((/** @type {any} */ line) =>
      h('button', {
        type: 'button',
        class: 'tw-button',
        key: line.thing,
        'data-worn': line.thing,
        'aria-pressed': String(line.condition === 'worn'),
        onClick: () => change(line.thing, { condition: line.condition === 'worn' ? 'good' : 'worn', note: '', photos: [] }),
      }, line.name),
    )),
    ...worn.map((/** @type {any} */ line) =>
      h('div', { class: 'tw-stack-small', key: line.thing }, [
        h('input', {
          class: 'tw-input',
          value: line.note,
          maxlength: 300,
          placeholder: t('loans-worn_what', { name: line.name }),
          'aria-label': t('loans-worn_what', { name: line.name }),
          onInput: (/** @type {any} */ event) => change(line.thing, { note: event.target.value }),
        }),
        photosView(form, line.photos ?? [], (hashes) => change(line.thing, { photos: hashes }), t('loans-photo_out')),
      ]),
    ),
  ]); // prettier-ignore
}

/** One picture for the whole slip. @param {'lend'|'back'} mode @param {any} state @param {any} form */
const allPhotos = (mode, state, form) =>
  h('div', { class: 'tw-card tw-stack-small' }, [
    h('div', { class: 'tw-label' }, t(mode === 'lend' ? 'loans-photo_out' : 'loans-photo_back')),
    photosView(form, state.photos, (hashes) => (state.photos = hashes), t(mode === 'lend' ? 'loans-photo_out' : 'loans-photo_back')),
    state.isClass && h('div', { class: 'tw-sub' }, t('loans-no_faces')),
  ]); // prettier-ignore
