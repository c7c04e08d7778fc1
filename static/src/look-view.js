/** How this device shows the app: colours, size of type, contrast. The choice stays on the device. */
import { defineComponent, h, ref } from 'vue';
import { t } from './ui.js';

/** What can be chosen, with the word for each; nothing leaves it to the device. */
/** @type {Record<'theme' | 'text' | 'contrast' | 'easy', [string, string][]>} */
const CHOICES = {
  theme: [
    ['', 'look-device'],
    ['light', 'look-light'],
    ['dark', 'look-dark'],
  ],
  text: [
    ['', 'look-normal'],
    ['large', 'look-large'],
    ['huge', 'look-huge'],
  ],
  contrast: [
    ['', 'look-device'],
    ['more', 'look-more'],
  ],
  easy: [
    ['', 'look-usual'],
    ['on', 'look-easy-on'],
  ],
};

export default defineComponent({
  name: 'TwLook',
  setup() {
    const look = ref(globalThis.tagwalkLook.chosen());
    /** @param {string} part @param {string} value */
    const choose = (part, value) => {
      globalThis.tagwalkLook.choose({ [part]: value });
      look.value = globalThis.tagwalkLook.chosen();
    };
    const group = (/** @type {keyof typeof CHOICES} */ part, /** @type {string} */ title) =>
      h('fieldset', { class: 'tw-field', 'data-look': part }, [
        h('legend', { class: 'tw-label' }, title),
        h(
          'div',
          { class: 'tw-segments' },
          CHOICES[part].map(([value, word]) => {
            const on = (look.value[part] ?? '') === value;
            return h(
              'button',
              { type: 'button', class: { on }, 'aria-pressed': on, value, onClick: () => choose(part, value) },
              t(word),
            );
          }),
        ),
      ]);
    return () =>
      h('div', { class: 'tw-card tw-stack' }, [
        group('theme', t('look-theme')),
        group('text', t('look-text')),
        group('contrast', t('look-contrast')),
        group('easy', t('look-easy')),
        h('p', { class: 'tw-hint' }, t('look-easy-more')),
      ]);
  },
});
