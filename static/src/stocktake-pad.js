/** How many pieces under one label: a number pad for a thumb. */
import { defineComponent, h, ref } from 'vue';
import { icon, t } from './ui.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const LONGEST = 6;

export const Pad = defineComponent({
  name: 'TwCountPad',
  props: {
    name: { type: String, required: true },
    expected: { type: Number, default: 0 }, // what the books say; 0 where nobody may know it
  },
  emits: ['count', 'never'],
  setup(props, { emit }) {
    const typed = ref('');
    const press = (/** @type {string} */ key) => {
      if (typed.value.length < LONGEST) typed.value = (typed.value === '0' ? '' : typed.value) + key;
    };
    const key = (/** @type {string} */ digit) =>
      h('button', { type: 'button', class: 'tw-key', onClick: () => press(digit) }, digit);
    return () =>
      h('div', { class: 'tw-sheet tw-stack-small', role: 'dialog', 'aria-label': t('stocktakes-walk-how-many') }, [
        h('div', { class: 'tw-line tw-pad-head' }, [
          h('div', { class: 'tw-row-main' }, [
            h('div', { class: 'tw-sub' }, t('stocktakes-walk-how-many')),
            h('div', { class: 'tw-h2' }, props.name),
          ]),
          h('output', { class: 'tw-pad-typed tw-num', 'aria-live': 'polite' }, typed.value || '–'),
        ]),
        props.expected > 0 &&
          h('button', { type: 'button', class: 'tw-button', onClick: () => emit('count', props.expected) }, [
            icon('check'),
            t('stocktakes-walk-all-here', { count: props.expected }),
          ]),
        h('div', { class: 'tw-keys' }, [
          ...KEYS.map(key),
          h('button', { type: 'button', class: 'tw-key tw-key-quiet', onClick: () => emit('never') }, t('stocktakes-walk-later')),
          key('0'),
          h(
            'button',
            {
              type: 'button',
              class: 'tw-key tw-key-quiet',
              'aria-label': t('stocktakes-walk-erase'),
              onClick: () => (typed.value = typed.value.slice(0, -1)),
            },
            [icon('back')],
          ),
        ]),
        h(
          'button',
          {
            type: 'button',
            class: 'tw-primary',
            disabled: typed.value === '',
            onClick: () => emit('count', Number(typed.value)),
          },
          [icon('check'), t('stocktakes-walk-count-it', { count: typed.value || '…' })],
        ),
      ]); // prettier-ignore
  },
});
