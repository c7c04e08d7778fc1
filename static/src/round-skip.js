/** Why a stop is left out: one tap for what is common, a few words for anything else. */
import { defineComponent, h, nextTick, ref } from 'vue';
import { t } from './ui.js';

const REASONS = ['locked', 'class', 'works'];
const LONGEST = 300; // characters, as the server takes them

export const Skip = defineComponent({
  name: 'TwSkip',
  emits: ['why', 'never'],
  setup(_, { emit }) {
    const own = ref(/** @type {string | null} */ (null));
    const field = ref(/** @type {HTMLTextAreaElement | null} */ (null));
    const button = (/** @type {string} */ text, /** @type {() => void} */ work, more = {}) =>
      h('button', { type: 'button', class: 'tw-button', onClick: work, ...more }, text);
    async function ask() {
      own.value = '';
      await nextTick();
      field.value?.focus();
    }
    const reasons = () =>
      h('div', { class: 'tw-grid tw-fit' }, [
        ...REASONS.map((reason) => button(t(`rounds-skip-${reason}`), () => emit('why', t(`rounds-skip-${reason}`)))),
        button(t('rounds-skip-other'), ask),
      ]);
    const typed = () => [
      h('textarea', {
        ref: field,
        class: 'tw-input',
        rows: 2,
        maxlength: LONGEST,
        value: own.value,
        'aria-label': t('rounds-skip-why'),
        placeholder: t('rounds-skip-own'),
        onInput: (/** @type {any} */ event) => (own.value = event.target.value),
      }),
      button(t('rounds-skip-save'), () => emit('why', own.value?.trim()), {
        class: 'tw-primary',
        disabled: !own.value?.trim(),
      }),
    ];
    return () =>
      h('div', { class: 'tw-stack-small', role: 'group', 'aria-label': t('rounds-skip-why') }, [
        h('div', { class: 'tw-label' }, t('rounds-skip-why')),
        ...(own.value === null ? [reasons()] : typed()),
        button(t('rounds-skip-never'), () => emit('never'), { class: 'tw-button tw-quiet' }),
      ]);
  },
});
