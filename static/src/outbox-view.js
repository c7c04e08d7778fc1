/** What waits on this phone, what was refused and why, and what the server has; a way out as a file. */
import { defineComponent, h, onBeforeUnmount, onMounted, reactive, ref } from 'vue';
import { giveOut } from './outbox-export.js';
import { rowView, upsetView } from './outbox-rows.js';
import { FULL, TIGHT, room, sizeOf } from './storage.js';
import { banner, empty, icon, t, useStatus } from './ui.js';

const SHOWN = 100;

export default defineComponent({
  name: 'TwOutbox',
  props: { heading: { type: Boolean, default: false } },
  setup(props) {
    const { db, sync, outbox } = globalThis.tagwalk;
    const status = useStatus();
    const waiting = ref(/** @type {any[]} */ ([]));
    const upset = ref(/** @type {any[]} */ ([]));
    const kept = ref(/** @type {any[]} */ ([]));
    const dropped = ref(/** @type {any[]} */ ([]));
    const state = reactive({ asking: '', used: 0, most: 0, share: 0, ready: false, sealed: false });
    async function look() {
      const open = await outbox.rowsIn(db, 'sealed', 'sent');
      upset.value = [...(await outbox.rowsIn(db, 'rejected', 'conflict')), ...open.filter((row) => row.refusal)];
      waiting.value = [...open.filter((row) => !row.refusal), ...(await outbox.rowsIn(db, 'held'))];
      kept.value = (await outbox.rowsIn(db, 'acked')).reverse();
      dropped.value = await outbox.rowsIn(db, 'dropped');
      const sealed = Boolean((await db.get('meta', 'session'))?.rescue_key);
      Object.assign(state, await room(), { ready: true, sealed });
    }
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => sync.removeEventListener('status', look));

    const act = async (/** @type {'drop'|'takeBack'|'dealWith'} */ work, /** @type {string} */ id) => {
      await outbox[work](db, id);
      sync.tell();
      if (work !== 'dealWith') sync.run('saved');
    };
    const view = (/** @type {any} */ row) => rowView(row, state, act);
    const section = (/** @type {string} */ title, /** @type {any[]} */ rows, /** @type {(row: any) => any} */ view) =>
      rows.length
        ? [
            h('h2', { class: 'tw-section' }, [h('span', title), h('span', { class: 'tw-num' }, String(rows.length))]),
            h('div', { class: 'tw-card tw-card-flush tw-rows' }, rows.slice(0, SHOWN).map(view)),
          ]
        : [];

    return () =>
      h('div', { class: 'tw-stack tw-outbox' }, [
        props.heading && h('h1', { class: 'tw-h1' }, t('outbox-title')),
        headline(status.value),
        status.value.waiting > 0 &&
          !status.value.signedOut &&
          h(
            'button',
            {
              type: 'button',
              class: 'tw-primary',
              disabled: status.value.state === 'sending',
              onClick: () => sync.run('button'),
            },
            [icon('sync'), t(status.value.state === 'sending' ? 'outbox-sending' : 'outbox-send-now')],
          ),
        ...section(t('outbox-upset'), upset.value, (row) => upsetView(row, state, act, () => sync.run('button'), db)),
        ...section(t('outbox-here'), waiting.value, view),
        ...section(t('outbox-there'), kept.value, view),
        ...section(t('outbox-dropped-kept'), dropped.value, view),
        state.ready &&
          !upset.value.length &&
          !waiting.value.length &&
          !kept.value.length &&
          empty('outbox', t('outbox-empty')),
        ...(waiting.value.length > 0 || upset.value.length > 0
          ? [
              h('button', { type: 'button', class: 'tw-button', onClick: () => giveOut(db) }, [
                icon('download'),
                t('outbox-export'),
              ]),
              state.sealed && h('p', { class: 'tw-sub tw-centre' }, t('outbox-export-sealed')),
            ]
          : []),
        ...storage(state),
      ]);
  },
});

/** @param {import('./sync.js').Status} status */
function headline({ state, waiting, needs, signedOut, online, problem, trouble }) {
  if (signedOut && waiting) {
    return banner('warn', 'account', [
      t('outbox-sign-in', { count: waiting }),
      ' ',
      h('a', { href: '/sign-in?next=/outbox' }, t('outbox-go-sign-in')),
    ]);
  }
  if (problem) return banner('bad', 'alert', globalThis.tagwalk.words.problem(problem.problem, problem.message));
  if (waiting && trouble)
    return banner('warn', 'alert', globalThis.tagwalk.words.problem(trouble.problem, trouble.message));
  if (waiting && !online) return banner('warn', 'cloud-off', t('outbox-offline', { count: waiting }));
  if (waiting) return banner('warn', 'phone', t('outbox-waiting-more', { count: waiting }));
  if (needs) return banner('bad', 'alert', t('outbox-needs-more', { count: needs }));
  return state === 'safe' ? banner('ok', 'cloud-check', t('outbox-safe-more')) : null;
}

/** How much room there is, and what happens when there is little. @param {{used: number, most: number, share: number}} state */
function storage({ used, most, share }) {
  if (!most) return [];
  const facts = { used: sizeOf(used), most: sizeOf(most), share: Math.round(share * 100) };
  return [
    share > FULL
      ? banner('bad', 'alert', t('photo-no-room'))
      : share > TIGHT && banner('warn', 'alert', t('storage-tight')),
    h('p', { class: 'tw-sub tw-centre', 'data-storage': '' }, t('storage-used', facts)),
  ];
}
