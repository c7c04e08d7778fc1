/** The fields of any other kind, drawn from its schema. */
import { h } from 'vue';
import { segments } from './form-controls.js';
import { costsView } from './form-costs.js';
import { photosView } from './form-photos.js';
import { causesView, minutesView, starsView } from './form-choices.js';
import { signView } from './form-sign.js';
import { voiceView } from './form-voice.js';
import { t } from './ui.js';

/** @param {any} form */
export function fieldsView(form) {
  return h(
    'div',
    { class: 'tw-stack tw-card' },
    form.fields.value
      .filter(({ widget }) => widget !== 'ink')
      .map((/** @type {import('./fields.js').Field} */ field) => fieldView(form, field)),
  );
}

/** What starts out empty and may stay so. */
const LOOSE = ['costs', 'signature', 'voice'];
/** What is more than one control, and so has no label of its own. */
const GROUPED = ['buttons', 'photos', 'costs', 'causes', 'stars', 'minutes', 'signature', 'voice'];

/** @param {any} form @param {import('./fields.js').Field} field */
function fieldView(form, field) {
  const { state, touched } = form;
  const pointed = state.pointed.includes(field.name);
  const set = (/** @type {any} */ value) => {
    state.values[field.name] = value;
    state.pointed = state.pointed.filter((/** @type {string} */ name) => name !== field.name);
    touched();
  };
  const grouped = GROUPED.includes(field.widget);
  return h(
    grouped ? 'div' : 'label',
    {
      key: field.name,
      class: 'tw-field',
      role: grouped ? 'group' : undefined,
      'aria-label': grouped ? t(field.title) : undefined,
      'data-field': field.name,
      'data-missing': pointed ? '' : undefined,
    },
    [
      h('span', { class: 'tw-label' }, [
        t(field.title, { count: form.thing?.quantity ?? 1 }),
        !field.required &&
          (field.fallback === null || LOOSE.includes(field.widget)) &&
          h('span', { class: 'tw-optional' }, ` ${t('form-optional')}`),
      ]),
      control(form, field, state.values[field.name], set),
      pointed && !field.either && h('span', { class: 'tw-error' }, t('form-answer-this')),
    ],
  );
}

/** @param {any} form @param {import('./fields.js').Field} field @param {any} value @param {(value: any) => void} set */
function control(form, field, value, set) {
  const onInput = (/** @type {any} */ event) => set(event.target.value);
  switch (field.widget) {
    case 'photos':
      return photosView(form, value ?? [], set, t(field.title));
    case 'signature':
      return signView(form, value ? [value] : [], ([sha]) => set(sha ?? ''), t(field.title));
    case 'voice':
      return voiceView(form, value ?? '', set, t(field.title));
    case 'costs':
      return costsView(value ?? [], set);
    case 'causes':
      return causesView(field.options, value, set);
    case 'stars':
      return starsView(value, set);
    case 'minutes':
      return minutesView(value, set, t(field.title));
    case 'buttons':
      return segments(
        field.options.map((option) => ({ value: option.value, text: t(option.word) })),
        value,
        set,
        field.options.length > 3,
      );
    case 'choice':
      return h('select', { class: 'tw-input', value: value ?? '', onChange: onInput }, [
        h('option', { value: '' }, t('form-choose')),
        ...field.options.map((option) => h('option', { value: option.value }, t(option.word))),
      ]);
    case 'switch':
      return h('input', {
        type: 'checkbox',
        class: 'tw-switch',
        checked: Boolean(value),
        onChange: (/** @type {any} */ event) => set(event.target.checked),
      });
    case 'textarea':
      return h('textarea', { class: 'tw-input', rows: 4, maxlength: field.longest, value: value ?? '', onInput });
    default:
      return h('input', {
        class: 'tw-input',
        type: field.widget === 'date' ? 'date' : 'text',
        inputmode: field.widget === 'number' ? 'decimal' : undefined,
        maxlength: field.longest,
        value: value ?? '',
        onInput,
      });
  }
}
