/** What waits on this phone, what was refused and why, and what the server has; a way out as a file. */
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';
import { banner, chip, empty, icon, reason, t, useStatus, when } from './ui.js';

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
    const ready = ref(false);
    async function look() {
      const open = await outbox.rowsIn(db, 'sealed', 'sent');
      upset.value = [...(await outbox.rowsIn(db, 'rejected', 'conflict')), ...open.filter((row) => row.refusal)];
      waiting.value = [...open.filter((row) => !row.refusal), ...(await outbox.rowsIn(db, 'held'))];
      kept.value = (await outbox.rowsIn(db, 'acked')).reverse();
      ready.value = true;
    }
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => sync.removeEventListener('status', look));

    const dealt = async (/** @type {any} */ row) => (await outbox.dealWith(db, row.id), sync.tell());
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
        ...section(t('outbox-upset'), upset.value, (row) => upsetView(row, dealt, () => sync.run('button'))),
        ...section(t('outbox-here'), waiting.value, rowView),
        ...section(t('outbox-there'), kept.value, rowView),
        ready.value &&
          !upset.value.length &&
          !waiting.value.length &&
          !kept.value.length &&
          empty('outbox', t('outbox-empty')),
        (waiting.value.length > 0 || upset.value.length > 0) &&
          h('button', { type: 'button', class: 'tw-button', onClick: () => save(db, outbox) }, [
            icon('download'),
            t('outbox-export'),
          ]),
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

/** @param {any} row */
const titleOf = (row) => row.label || t(row.envelope.kind.replaceAll('.', '-'));

/** @param {any} row */
function rowView(row) {
  const [mood, word] =
    row.state === 'acked'
      ? ['ok', row.dealt_at ? 'outbox-dealt' : 'outbox-on-server']
      : row.state === 'held'
        ? ['info', 'outbox-held']
        : ['warn', 'outbox-on-phone'];
  return h('div', { class: 'tw-row', key: row.id, 'data-state': row.state }, [
    h('div', { class: 'tw-row-main' }, [
      h('div', { class: 'tw-title' }, titleOf(row)),
      h('div', { class: 'tw-sub' }, [
        when(row.sealed_at),
        row.state === 'held' && row.message ? ` · ${row.message}` : '',
      ]),
    ]),
    chip(/** @type {any} */ (mood), t(word)),
  ]);
}

/** @param {any} row @param {(row: any) => void} dealt @param {() => void} retry */
function upsetView(row, dealt, retry) {
  return h('div', { class: 'tw-row tw-row-tall', key: row.id, 'data-state': row.state }, [
    h('div', { class: 'tw-row-icon tw-row-icon-bad' }, [icon('alert')]),
    h('div', { class: 'tw-row-main tw-stack-small' }, [
      h('div', { class: 'tw-title' }, titleOf(row)),
      h('div', { class: 'tw-reason' }, reason(row)),
      h('div', { class: 'tw-sub' }, [
        when(row.sealed_at),
        ' · ',
        t(row.refusal ? 'outbox-still-here' : row.state === 'conflict' ? 'outbox-office-decides' : 'outbox-refused'),
      ]),
      h('div', { class: 'tw-line' }, [
        row.refusal
          ? h('button', { type: 'button', class: 'tw-button tw-small', onClick: retry }, [
              icon('sync'),
              t('outbox-retry'),
            ])
          : h('button', { type: 'button', class: 'tw-button tw-small', onClick: () => dealt(row) }, [
              icon('check'),
              t('outbox-deal'),
            ]),
        row.thing_id && h('a', { class: 'tw-button tw-small', href: `/things/${row.thing_id}` }, t('outbox-see-thing')),
      ]),
    ]),
  ]);
}

/** One JSON file with the records and their photos. */
async function save(db, outbox) {
  const file = new Blob([JSON.stringify(await outbox.exported(db))], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `tagwalk-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '')}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
