/** Pieces of the counter's screens: the number pad, a line of the cart, who borrows and until when. */
import { h } from 'vue';
import { isFresh } from './lend-promised.js';
import { RULES, matching, mostOf, pressed } from './lend.js';
import { banner, chip, icon, t, when } from './ui.js';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '⌫', '0'];

/**
 * How many pieces: digits under the thumb. The first digit replaces what stands there.
 * @param {any} line @param {number} most @param {boolean} fresh @param {(count: number, done: boolean) => void} set
 */
export const padView = (line, most, fresh, set) =>
  h('div', { class: 'tw-card tw-stack-small tw-pad-card', role: 'group', 'aria-label': t('loans-how_many') }, [
    h('div', { class: 'tw-line' }, [
      h('div', { class: 'tw-row-main' }, [
        h('div', { class: 'tw-title' }, line.name),
        h('div', { class: 'tw-sub' }, t('loans-of', { count: most })),
      ]),
      h('strong', { class: 'tw-num tw-pad-count', role: 'status' }, String(line.quantity)),
    ]),
    h('div', { class: 'tw-pad-keys' }, [
      ...DIGITS.map((digit) =>
        h(
          'button',
          {
            type: 'button',
            class: 'tw-button',
            key: digit,
            'aria-label': digit === '⌫' ? t('loans-digit_back') : digit,
            onClick: () => set(pressed(line.quantity, digit, most, fresh), false),
          },
          digit,
        ),
      ),
      h('button', { type: 'button', class: 'tw-primary', 'aria-label': t('loans-ok'), onClick: () => set(Math.max(1, line.quantity), true) }, [icon('check')]),
    ]),
  ]); // prettier-ignore

/** @param {'lend'|'back'} mode @param {any} line @param {any[] | undefined} lacks of a kit @param {{count: () => void, drop: () => void}} deeds */
export const lineView = (mode, line, lacks, { count, drop }) =>
  h('div', { class: 'tw-row', key: line.thing, 'data-line': line.thing }, [
    h('div', { class: 'tw-row-main' }, [
      h('div', { class: 'tw-title' }, line.name),
      h('div', { class: 'tw-sub' }, [line.code, mode === 'back' && line.who].filter(Boolean).join(' · ')),
      lacks &&
        h('div', { class: 'tw-row-states' }, [
          chip('warn', t('kits-lacked', { parts: lacks.map(({ name, count }) => `${name} × ${count}`).join('、') })),
        ]),
    ]),
    mostOf(mode, line) > 1
      ? h(
          'button',
          { type: 'button', class: 'tw-button tw-small tw-num', 'aria-label': t('loans-how_many'), onClick: count },
          `× ${line.quantity}`,
        )
      : null,
    h('button', { type: 'button', class: 'tw-icon-button', 'aria-label': t('loans-drop'), onClick: drop }, [
      icon('close'),
    ]),
  ]);

const KINDS = ['class', 'staff', 'unit', 'outside'];
const MOST = 40; // letters of what a department or a school is called
/** @type {Record<string, string>} */
const LIST = { class: 'classes', unit: 'units', outside: 'outside' };

/** @param {any} known @param {string} kind */
const allOf = (known, kind) =>
  kind === 'staff'
    ? known.people.map((/** @type {any} */ each) => ({ kind, ...each }))
    : known[LIST[kind]].map((/** @type {string} */ name) => ({ kind, name }));

/** @param {any} state @param {{choose: (borrower: any) => void}} deeds */
export function whoView(state, { choose }) {
  const { known, kind, typed, before, borrower } = state;
  if (borrower) {
    return h('div', { class: 'tw-chosen' }, [
      icon(borrower.kind === 'staff' ? 'account' : 'people'),
      h('div', { class: 'tw-row-main' }, [
        h('div', { class: 'tw-title' }, borrower.name),
        h('div', { class: 'tw-sub' }, t(`loans-kind-${borrower.kind}`)),
      ]),
      h('button', { type: 'button', class: 'tw-button tw-small', onClick: () => choose(null) }, t('loans-change')),
    ]);
  }
  const found = matching(allOf(known, kind), typed, before);
  const own = typed.trim();
  const isNew = (kind === 'unit' || kind === 'outside') && own && !found.some((each) => each.name === own);
  return h('div', { class: 'tw-card tw-stack-small' }, [
    h('div', { class: 'tw-segments tw-segments-wrap', role: 'group' }, KINDS.map((each) =>
      h('button', { type: 'button', key: each, class: kind === each && 'on', 'aria-pressed': String(kind === each), onClick: () => Object.assign(state, { kind: each, typed: '' }) }, t(`loans-kind-${each}`)),
    )),
    h('input', {
      class: 'tw-input',
      type: 'search',
      value: typed,
      maxlength: MOST,
      placeholder: t(`loans-find-${kind}`),
      'aria-label': t(`loans-find-${kind}`),
      onInput: (/** @type {any} */ event) => (state.typed = event.target.value),
    }),
    h('div', { class: 'tw-choices' }, [
      ...found.map((each) =>
        h('button', { type: 'button', class: 'tw-button', key: each.id ?? each.name, 'data-who': each.name, onClick: () => choose(each) }, each.name),
      ),
      isNew && h('button', { type: 'button', class: 'tw-button', 'data-who': own, onClick: () => choose({ kind, name: own }) }, [icon('plus'), own]),
    ]),
    !found.length && !isNew && h('div', { class: 'tw-sub' }, t(kind === 'class' ? 'loans-no_such_class' : 'loans-nobody')),
    kind !== 'staff' && h('div', { class: 'tw-sub' }, t(kind === 'class' ? 'loans-no_pupils' : 'loans-no_persons')),
  ]); // prettier-ignore
}

/** When it is due; what the server last said of each rule stands under it while it is of today. @param {any} state */
export function dueView(state) {
  const { rule, due, known } = state;
  const fresh = isFresh(known);
  const until = fresh && rule !== 'date' ? known.due[rule] : null;
  return h('div', { class: 'tw-card tw-stack-small' }, [
    h('div', { class: 'tw-label' }, t('loans-until')),
    h('div', { class: 'tw-choices' }, RULES.map((each) =>
      h('button', { type: 'button', class: 'tw-button', key: each, 'data-rule': each, 'aria-pressed': String(rule === each), onClick: () => (state.rule = each) }, t(`loans-rule-${each}`)),
    )),
    rule === 'date' &&
      h('input', { class: 'tw-input', type: 'date', value: due, min: new Date().toISOString().slice(0, 10), 'aria-label': t('loans-until'), onInput: (/** @type {any} */ event) => (state.due = event.target.value) }),
    until && h('div', { class: 'tw-sub' }, t('loans-due', { when: when(until) })),
    rule === 'term' && fresh && !until && banner('warn', 'alert', t('loans-no_term')),
  ]); // prettier-ignore
}

/**
 * How each thing came back. Good is the rule; a tap says what is not.
 * @param {any} line @param {(change: any) => void} set @param {(line: any) => any} photosOf
 */
export function conditionView(line, set, photosOf) {
  const several = line.quantity > 1;
  const damaged = line.condition === 'damaged';
  const lacks = Object.values(line.missing ?? {}).some((count) => count > 0);
  return h('div', { class: 'tw-card tw-stack-small', key: line.thing, 'data-line': line.thing }, [
    h('div', { class: 'tw-line' }, [
      h('div', { class: 'tw-row-main' }, [
        h('div', { class: 'tw-title' }, several ? `${line.name} × ${line.quantity}` : line.name),
        line.who && h('div', { class: 'tw-sub' }, line.who),
      ]),
      line.due && new Date(line.due) < new Date() && chip('bad', t('loans-late')),
    ]),
    h('div', { class: 'tw-segments', role: 'group' }, ['good', 'damaged'].map((each) =>
      h('button', { type: 'button', key: each, class: [line.condition === each && 'on', each === 'good' ? 'ok' : 'bad'], 'aria-pressed': String(line.condition === each), 'data-condition': each, onClick: () => set({ condition: each }) }, t(`loans-condition-${each}`)),
    )),
    line.parts && kitView(line, set),
    damaged && several &&
      h('label', { class: 'tw-field' }, [
        h('span', { class: 'tw-label' }, t('loans-how_many_damaged')),
        h('input', { class: 'tw-input tw-num', type: 'text', inputmode: 'numeric', value: line.broken ?? 1, onInput: (/** @type {any} */ event) => set({ broken: Math.min(line.quantity, Math.max(1, Number(event.target.value.replace(/\D/g, '')) || 1)) }) }),
      ]),
    damaged &&
      h('input', { class: 'tw-input', value: line.note, maxlength: 500, placeholder: t('loans-what_is_broken'), 'aria-label': t('loans-what_is_broken'), onInput: (/** @type {any} */ event) => set({ note: event.target.value }) }),
    damaged && photosOf(line),
    (damaged || lacks) &&
      h('div', { class: 'tw-choices' }, [
        h('button', { type: 'button', class: 'tw-button', 'aria-pressed': String(Boolean(line.claim)), 'data-claim': true, onClick: () => set({ claim: !line.claim }) }, [icon(line.claim ? 'check' : 'count'), t('loans-claim_it')]),
      ]),
    damaged && h('div', { class: 'tw-sub' }, t(line.claim ? 'loans-claim_means' : 'loans-damaged_means')),
  ]); // prettier-ignore
}

/** What of a kit is here: complete is the rule, a tap says what is not. @param {any} line @param {(change: any) => void} set */
const kitView = (line, set) => {
  const missing = line.missing ?? {};
  const lacks = Object.values(missing).some((count) => count > 0);
  const put = (/** @type {any} */ part, /** @type {number} */ count) =>
    set({ missing: { ...missing, [part.id]: Math.min(part.of, Math.max(0, count)) } });
  return h('div', { class: 'tw-stack-small', 'data-kit': line.thing }, [
    h('div', { class: 'tw-line' }, [
      h('div', { class: 'tw-label tw-row-main' }, t('kits-parts')),
      chip(lacks ? 'bad' : 'ok', t(lacks ? 'kits-incomplete' : 'kits-complete')),
    ]),
    ...line.parts.map((/** @type {any} */ part) =>
      h('div', { class: 'tw-kit-part', key: part.id, 'data-part': part.id }, [
        h('div', { class: 'tw-row-main' }, [
          h('div', { class: 'tw-title' }, `${part.name} × ${part.of}`),
          missing[part.id] > 0 && h('div', { class: 'tw-error' }, t('kits-lacks', { count: missing[part.id] })),
        ]),
        missing[part.id] > 0 &&
          h('button', { type: 'button', class: 'tw-button', 'aria-label': t('kits-found', { name: part.name }), onClick: () => put(part, missing[part.id] - 1) }, '−'),
        h('button', { type: 'button', class: 'tw-button', 'data-lacks': part.name, disabled: missing[part.id] >= part.of, 'aria-label': t('kits-lose', { name: part.name }), onClick: () => put(part, (missing[part.id] ?? 0) + 1) }, t('kits-one_missing')),
      ]),
    ),
  ]); // prettier-ignore
};

/** Whether it goes out of the gate; what needs somebody's leave says so before it is asked for. @param {any} state */
export const leavesView = (state) =>
  h('div', { class: 'tw-stack-small' }, [
    h('div', { class: 'tw-choices' }, [
      h('button', { type: 'button', class: 'tw-button', 'aria-pressed': String(state.leaves), 'data-leaves': true, onClick: () => (state.leaves = !state.leaves) }, [icon('arrow'), t('loans-leaves')]),
    ]),
    (state.leaves || ['unit', 'outside'].includes(state.borrower?.kind)) && h('div', { class: 'tw-sub' }, t('loans-asks')),
  ]); // prettier-ignore

/** @param {'lend'|'back'} mode @param {any} state @param {() => void} again */
export const doneView = (mode, state, again) =>
  h('div', { class: 'tw-stack' }, [
    h('div', { class: 'tw-saved-mark tw-saved-ok', role: 'status', 'data-done': state.done }, [
      icon('check'),
      h('h1', { class: 'tw-h1' }, t(mode === 'lend' ? 'loans-lent' : 'loans-is_back', { count: state.done })),
      mode === 'lend' && state.borrower && h('p', { class: 'tw-sub' }, state.borrower.name),
    ]),
    h('button', { type: 'button', class: 'tw-primary', onClick: again }, [icon('scan'), t('loans-next_slip')]),
    h('a', { class: 'tw-button', href: '/loans' }, [icon('list'), t('loans-title')]),
  ]);
