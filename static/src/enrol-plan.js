/** What a registration walk asks once: where, what, and who looks after it. */
import { h } from 'vue';
import { numbered } from './enrol.js';
import { search } from './find.js';
import { icon, t } from './ui.js';

const MOST = 6;

/** @param {any} state @param {() => void} count called when the next number may be another one @param {() => void} start */
export function planView(state, count, start) {
  const { plan } = state;
  const ready = plan.place && plan.name.trim();
  const submit = (/** @type {Event} */ event) => (event.preventDefault(), ready && start());
  return h('form', { class: 'tw-stack tw-enrol', onSubmit: submit }, [
    h('h1', { class: 'tw-h1' }, t('enrolments-enrol')),
    h('p', { class: 'tw-sub' }, t('enrolments-how')),
    h('div', { class: 'tw-card tw-stack' }, [roomView(state, count), nameView(state, count), custodianView(plan)]),
    categoryView(state),
    h('div', { class: 'tw-bottom' }, [
      h('button', { type: 'submit', class: 'tw-primary', disabled: !ready }, [icon('scan'), t('enrolments-start')]),
    ]),
  ]);
}

/** @param {any} state @param {() => void} count */
function roomView(state, count) {
  const { plan, rooms } = state;
  const choose = (/** @type {any} */ room) => (Object.assign(plan, { place: room.id, where: room.name }), count());
  if (plan.place && plan.where) {
    return h('div', { class: 'tw-field' }, [
      h('span', { class: 'tw-label' }, t('enrolments-room')),
      h('div', { class: 'tw-chosen' }, [
        icon('place'),
        h('strong', { class: 'tw-row-main' }, plan.where),
        h(
          'button',
          { type: 'button', class: 'tw-button tw-small', onClick: () => Object.assign(plan, { place: '', where: '' }) },
          t('enrolments-change'),
        ),
      ]),
    ]);
  }
  const found = (plan.sought ? search(rooms, plan.sought, MOST) : rooms.slice(0, MOST)) ?? [];
  return h('div', { class: 'tw-field' }, [
    h('label', { class: 'tw-field' }, [
      h('span', { class: 'tw-label' }, t('enrolments-room')),
      h('input', {
        class: 'tw-input',
        type: 'search',
        value: plan.sought ?? '',
        placeholder: t('enrolments-room-search'),
        onInput: (/** @type {any} */ event) => (plan.sought = event.target.value),
      }),
    ]),
    rooms.length === 0 && h('p', { class: 'tw-sub' }, t('enrolments-no-rooms')),
    h(
      'div',
      { class: 'tw-choices' },
      found.map((/** @type {any} */ room) =>
        h('button', { type: 'button', class: 'tw-button', key: room.id, onClick: () => choose(room) }, room.name),
      ),
    ),
  ]);
}

/** @param {any} state @param {() => void} count */
function nameView({ plan, next }, count) {
  const set = (/** @type {string} */ name) => ((plan.name = name), count());
  const examples = t('enrolments-examples').split('/');
  return h('div', { class: 'tw-field' }, [
    h('label', { class: 'tw-field' }, [
      h('span', { class: 'tw-label' }, t('enrolments-what')),
      h('input', {
        class: 'tw-input',
        value: plan.name,
        maxlength: 60,
        onInput: (/** @type {any} */ event) => set(event.target.value),
      }),
    ]),
    h(
      'div',
      { class: 'tw-choices' },
      examples.map((name) =>
        h(
          'button',
          {
            type: 'button',
            class: 'tw-button tw-small',
            'aria-pressed': String(plan.name === name),
            onClick: () => set(name),
          },
          name,
        ),
      ),
    ),
    plan.place &&
      plan.name.trim() &&
      h('p', { class: 'tw-sub', role: 'status' }, t('enrolments-first', { name: numbered(plan.name.trim(), next) })),
  ]);
}

/** @param {any} plan */
const custodianView = (plan) =>
  h('label', { class: 'tw-field' }, [
    h('span', { class: 'tw-label' }, [
      t('register-custodian'),
      h('span', { class: 'tw-optional' }, ` ${t('form-optional')}`),
    ]),
    h('input', {
      class: 'tw-input',
      value: plan.custodian ?? '',
      maxlength: 80,
      onInput: (/** @type {any} */ event) => (plan.custodian = event.target.value.trim()),
    }),
  ]);

/** Only for who wants it: the server guesses from the name. @param {any} state */
const categoryView = ({ plan, categories, mayChoose }) =>
  mayChoose &&
  categories.length > 0 &&
  h('details', { class: 'tw-card' }, [
    h('summary', { class: 'tw-summary' }, [
      t('register-category'),
      h('span', { class: 'tw-optional' }, t('enrolments-guessed')),
      icon('down'),
    ]),
    h(
      'select',
      {
        class: 'tw-input',
        value: plan.category ?? '',
        'aria-label': t('register-category'),
        onChange: (/** @type {any} */ event) => (plan.category = event.target.value),
      },
      [
        h('option', { value: '' }, t('enrolments-guessed')),
        ...categories.map((/** @type {any} */ each) =>
          h('option', { value: each.key, key: each.key }, globalThis.tagwalk.words.pick(each)),
        ),
      ],
    ),
  ]);
