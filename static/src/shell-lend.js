/** Offline, on a thing's page: the counter with this thing in hand, and logging that it was used where it is. */
import { defineComponent, h, ref } from 'vue';
import { banner, icon, t } from './ui.js';

/** @param {any} thing @param {(kind: string) => boolean} may @param {string} how */
export const lending = (thing, may, how) => [
  thing.kind !== 'place' && counter(thing, may),
  may('loans.use') && h(Use, { thing, how, key: `use:${thing.id}` }),
];

/** @param {any} thing @param {(kind: string) => boolean} may */
function counter(thing, may) {
  const out = thing.state === 'lent';
  const kind = (out ? ['loans.take_back', 'loans.give_back'] : ['loans.lend', 'loans.borrow']).find(may);
  if (!kind) return null;
  const words = t(kind.replaceAll('.', '-'));
  return h('a', { class: 'tw-button', href: `${PATHS[kind]}?thing=${thing.id}` }, [icon('loan'), words]);
}

/** @type {Record<string, string>} */
const PATHS = {
  'loans.lend': '/lend',
  'loans.take_back': '/take-back',
  'loans.borrow': '/borrow',
  'loans.give_back': '/give-back',
};
/** One tap is one use: a lesson in the computer room. */
const Use = defineComponent({
  name: 'TwUse',
  props: { thing: { type: Object, required: true }, how: { type: String, default: '' } },
  setup({ thing, how }) {
    const said = ref('');
    async function log() {
      const { seal, outbox } = globalThis.tagwalk;
      said.value = 'busy';
      try {
        const label = `${t('loans-use')} · ${thing.name}`;
        await seal({ kind: 'loans.use', payload: {}, thing_id: thing.id, how: how || 'list', label });
        said.value = 'loans-use_logged';
      } catch (error) {
        said.value = error instanceof outbox.NotEnrolled ? 'form-sign-in' : 'form-not-kept';
      }
    }
    return () => {
      const word = said.value;
      if (word && word !== 'busy') {
        return banner(word === 'loans-use_logged' ? 'ok' : 'bad', 'check', h('strong', t(word)));
      }
      const asked = { type: 'button', class: 'tw-button', disabled: word === 'busy', onClick: log };
      return h('button', { ...asked, 'data-use': true }, [icon('check'), t('loans-use')]);
    };
  },
});
