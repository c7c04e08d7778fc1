/** Safety responsibility letters on this phone, with or without a network: the list, one to be read, and signing it. */
import { defineComponent, h, onBeforeUnmount, onMounted, reactive } from 'vue';
import Form from './form.js';
import { lettersHere, ROLES, wanted } from './letters.js';
import { chip, empty, icon, t } from './ui.js';

/** @param {() => Promise<void>} look again whenever something was sent or has come */
function follow(look) {
  const { sync } = globalThis.tagwalk;
  onMounted(() => (sync.addEventListener('status', look), look()));
  onBeforeUnmount(() => sync.removeEventListener('status', look));
}

/** @param {string} href @param {any} main @param {any} end */
const row = (href, main, end) =>
  h('a', { class: 'tw-row', key: href, href }, [
    h('span', { class: 'tw-row-icon' }, [icon('pen')]),
    h('span', { class: 'tw-row-main' }, main),
    end,
    icon('next'),
  ]);

/** @param {import('./letters.js').Letter} letter */
const letterRow = (letter) => {
  const lacks = ROLES.filter((role) => !letter.signed.includes(role)).at(-1);
  return row(
    `/letters/${letter.id}`,
    [
      h('span', { class: 'tw-title tw-block' }, letter.title),
      h('span', { class: 'tw-sub tw-block' }, [letter.name, t('letters-year', { year: String(letter.year) })].filter(Boolean).join(' · ')),
    ],
    lacks ? chip('warn', t(`letters-lacks-${lacks}`)) : chip('ok', t('letters-state-signed')),
  );
}; // prettier-ignore

/** @param {number} count */
export const lettersLink = (count) =>
  h('div', { class: 'tw-card tw-card-flush tw-rows' }, [
    row('/letters', h('span', { class: 'tw-title tw-block' }, t('letters-title')), chip('warn', String(count))),
  ]);

export const Letters = defineComponent({
  name: 'TwLetters',
  setup() {
    const state = reactive({ letters: /** @type {import('./letters.js').Letter[]} */ ([]) });
    follow(async () => void (state.letters = await lettersHere(globalThis.tagwalk.db)));
    return () =>
      h('div', { class: 'tw-stack' }, [
        h('h1', { class: 'tw-h1' }, t('letters-title')),
        state.letters.length
          ? h('div', { class: 'tw-card tw-card-flush tw-rows' }, state.letters.map(letterRow))
          : empty('pen', t('letters-none-here')),
      ]);
  },
});

/** @param {import('./letters.js').Letter} letter */
const textOf = (letter) =>
  h('div', { class: 'tw-card tw-stack-small' }, letter.lines.map((line, at) => h('p', { class: 'tw-wrap' }, `${at + 1}. ${line}`))); // prettier-ignore

/** @param {string} href @param {string} text */
const crumbs = (href, text) =>
  h('nav', { class: 'tw-crumbs', 'aria-label': t('thing-where') }, [h('a', { href }, text)]);

export const Letter = defineComponent({
  name: 'TwLetter',
  props: {
    id: { type: String, required: true },
    role: { type: String, default: '' }, // who signs, on the screen that is turned to them
  },
  emits: ['go'],
  setup(props, { emit }) {
    const state = reactive({
      letter: /** @type {import('./letters.js').Letter | undefined} */ (undefined),
      ready: false,
    });
    follow(async () => {
      const letters = await lettersHere(globalThis.tagwalk.db);
      Object.assign(state, { letter: letters.find(({ id }) => id === props.id), ready: true });
    });

    /** @param {import('./letters.js').Letter} letter */
    const signing = (letter) =>
      h('div', { class: 'tw-stack', 'data-signing': props.role }, [
        crumbs(`/letters/${letter.id}`, letter.title),
        h('h1', { class: 'tw-h1' }, t(`letters-role-${props.role}`)),
        textOf(letter),
        h(Form, {
          kind: 'letters.sign',
          how: 'list',
          prefill: { letters: [letter.id], role: props.role, digest: letter.digest },
          onSaved: () => emit('go', `/letters/${letter.id}`),
        }),
      ]);

    /** @param {import('./letters.js').Letter} letter */
    const whole = (letter) =>
      h('div', { class: 'tw-stack', 'data-letter': letter.id, 'data-signed': letter.signed.join(' ') }, [
        crumbs('/letters', t('letters-title')),
        h('div', [
          h('h1', { class: 'tw-h1' }, letter.title),
          h('p', { class: 'tw-sub' }, [letter.name, t('letters-year', { year: String(letter.year) })].filter(Boolean).join(' · ')),
        ]),
        textOf(letter),
        h('h2', { class: 'tw-section' }, t('letters-signatures')),
        h('div', { class: 'tw-card tw-stack' }, ROLES.map((role) => signer(letter, role))),
      ]); // prettier-ignore

    return () => {
      const { letter, ready } = state;
      if (!ready) return null;
      if (!letter) return h('div', [h('h1', { class: 'tw-hidden-text' }, t('letters-title')), empty('pen', t('letters-not-here'))]);
      return props.role && wanted(letter).includes(props.role) ? signing(letter) : whole(letter);
    }; // prettier-ignore
  },
});

/** @param {import('./letters.js').Letter} letter @param {string} role */
const signer = (letter, role) =>
  h('div', { class: 'tw-line', key: role }, [
    h('div', { class: 'tw-row-main tw-title' }, t(`letters-role-${role}`)),
    letter.signed.includes(role)
      ? chip('ok', t('handovers-state-signed'))
      : letter.may.includes(role)
        ? h('a', { class: 'tw-button tw-strong-button', href: `/letters/${letter.id}/sign/${role}` }, [
            icon('draw'),
            t('handovers-sign-here'),
          ])
        : chip('', t('handovers-not-signed')),
  ]);
