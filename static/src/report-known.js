/** Before somebody reports: what is open here already, so that nobody reports it twice; «me too» is one tap. */
import { defineComponent, h, onBeforeUnmount, onMounted, reactive } from 'vue';
import { repairsOf } from './repair-parts.js';
import { OPEN, newer } from './repairs.js';
import { banner, icon, t, when } from './ui.js';

const WORD = { working: 'repairs-known-working', waiting: 'repairs-known-held' };

export const Known = defineComponent({
  name: 'TwKnown',
  props: {
    thing: { type: Object, required: true },
    known: { type: Array, default: () => [] },
    how: { type: String, default: '' },
  },
  emits: ['taken'],
  setup(props, { emit }) {
    const { db, seal, sync } = globalThis.tagwalk;
    const state = reactive({ found: /** @type {any[]} */ ([]), unsent: 0, me: '', problem: '' });
    async function look() {
      const here = await repairsOf(db, props.thing.id);
      const told = /** @type {any[]} */ (props.known).map((each) =>
        newer(
          each,
          here.find(({ id }) => id === each.id),
        ),
      );
      const ids = new Set(told.map(({ id }) => id));
      const rows = await db.getAllFromIndex('outbox', 'state', 'sealed');
      Object.assign(state, {
        found: [...told, ...here.filter(({ id }) => !ids.has(id))].filter((each) => OPEN.includes(each.state)),
        unsent: rows.filter(
          (/** @type {any} */ row) => row.envelope.kind === 'repairs.report' && row.thing_id === props.thing.id,
        ).length,
        me: (await db.get('meta', 'session'))?.user?.id ?? '',
      });
    }
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => sync.removeEventListener('status', look));

    async function meToo(/** @type {any} */ repair) {
      try {
        const row = await seal({
          kind: 'repairs.me_too',
          payload: { repair: repair.id },
          thing_id: props.thing.id,
          how: props.how || 'list',
          label: `${t('repairs-me_too')} · ${repair.what}`,
        });
        emit('taken', row);
      } catch (error) {
        const enrolled = !(error instanceof globalThis.tagwalk.outbox.NotEnrolled);
        state.problem = t(enrolled ? 'form-not-kept' : 'form-sign-in');
      }
    }

    const one = (/** @type {any} */ repair) =>
      h('div', { class: 'tw-stack-small', key: repair.id, 'data-known': repair.id }, [
        h('a', { class: 'tw-strong', href: `/repairs/${repair.id}` }, repair.what),
        h('div', t(/** @type {any} */ (WORD)[repair.state] ?? 'repairs-known-reported', { when: when(repair.at) })),
        repair.by === state.me
          ? h('div', { class: 'tw-sub' }, t('repairs-known-own'))
          : h('button', { type: 'button', class: 'tw-button', onClick: () => meToo(repair) }, [
              icon('people'),
              t('repairs-me_too'),
            ]),
      ]);

    return () =>
      (state.found.length > 0 || state.unsent > 0) &&
      h('div', { class: 'tw-card tw-stack tw-known' }, [
        banner('info', 'info', t('repairs-known')),
        state.unsent > 0 && h('div', t('repairs-known-here', { count: state.unsent })),
        state.problem && h('div', { class: 'tw-error', role: 'alert' }, state.problem),
        ...state.found.map(one),
      ]);
  },
});
