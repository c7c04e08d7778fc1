/** One round on the phone, online and offline: the next stop, the others, and handing it over. */
import { computed, defineComponent, h, onBeforeUnmount, onMounted, reactive, watch } from 'vue';
import { checkPath, isDone, newer, nextStop, reference, rowsOf, stateOf, withHere } from './rounds.js';
import { Skip } from './round-skip.js';
import { banner, chip, empty, icon, t, when } from './ui.js';

/** @type {Record<string, 'ok'|'warn'|'bad'|'info'|''>} */
export const MOOD = {
  coming: '', due: 'info', walking: 'info', paused: 'warn', late: 'bad', done: 'ok', done_late: 'warn', missed: 'bad',
}; // prettier-ignore

export default defineComponent({
  name: 'TwRound',
  props: { id: { type: String, required: true }, round: { type: Object, default: null } },
  setup(props) {
    const { db, seal, sync, words } = globalThis.tagwalk;
    const state = reactive({
      known: /** @type {any} */ (props.round),
      rows: /** @type {any[]} */ ([]),
      colleagues: /** @type {any[]} */ ([]),
      checks: /** @type {Record<string, any>} */ ({}),
      me: '',
      asking: '',
      problem: '',
      ready: false,
      now: Date.now(),
    });
    async function look() {
      const kept = (await db.get('meta', 'rounds')) ?? {};
      const here = kept.rounds?.find((/** @type {any} */ round) => round.id === props.id);
      const checklists = await db.getAll('checklists');
      Object.assign(state, {
        known: newer(props.round, here),
        rows: await rowsOf(db),
        colleagues: kept.colleagues ?? [],
        checks: Object.fromEntries(checklists.map((/** @type {any} */ each) => [each.id, each])),
        me: (await db.get('meta', 'session'))?.user?.id ?? '',
        ready: true,
        now: Date.now(),
      });
    }
    const timer = setInterval(look, 20_000);
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => (sync.removeEventListener('status', look), clearInterval(timer)));
    watch(() => props.round, look);
    const round = computed(() => state.known && withHere(state.known, state.rows));

    async function write(/** @type {string} */ kind, /** @type {any} */ more = {}) {
      try {
        await seal({
          kind,
          payload: { ...reference(round.value), ...more },
          label: `${t(kind.replaceAll('.', '-'))} · ${round.value.name}`,
        });
        Object.assign(state, { asking: '', problem: '' });
        await look();
      } catch (error) {
        const enrolled = !(error instanceof globalThis.tagwalk.outbox.NotEnrolled);
        state.problem = t(enrolled ? 'form-not-kept' : 'form-sign-in');
      }
    }

    const button = (
      /** @type {string} */ symbol,
      /** @type {string} */ text,
      /** @type {() => void} */ work,
      look = '',
    ) => h('button', { type: 'button', class: look || 'tw-button', onClick: work }, [symbol && icon(symbol), text]);
    const link = (/** @type {string} */ symbol, /** @type {string} */ text, /** @type {string} */ href, look = '') =>
      h('a', { class: look || 'tw-button', href }, [icon(symbol), text]);

    const head = () => {
      const done = round.value.stops.filter(isDone).length;
      const total = round.value.stops.length;
      const now = stateOf(round.value, state.now);
      const said = t('rounds-progress', { done, total });
      return h('div', { class: 'tw-card tw-stack', 'data-round': round.value.id, 'data-round-state': now }, [
        h('div', { class: 'tw-line' }, [
          h('h1', { class: 'tw-h1' }, round.value.name),
          chip(MOOD[now], t(`rounds-state-${now}`)),
        ]),
        h('div', { class: 'tw-sub' }, [
          t('rounds-by', { time: when(round.value.by) }),
          round.value.walker && round.value.walker !== state.me && round.value.walker_name
            ? ` · ${t(round.value.done_at ? 'rounds-walked' : 'rounds-walker', { name: round.value.walker_name })}`
            : '',
        ]),
        h('div', { class: 'tw-sub' }, said),
        h('div', {
          class: 'tw-progress',
          style: { '--value': total ? done / total : 0 },
          role: 'progressbar',
          'aria-valuenow': done,
          'aria-valuemax': total,
          'aria-label': said,
        }),
      ]);
    };

    const said = (/** @type {string} */ key) => (state.checks[key] ? words.pick(state.checks[key]) : key);

    /** The stop that comes next, with everything that can be done there. @param {any} stop */
    const next = (stop) =>
      h('section', { class: 'tw-stack' }, [
        h('h2', { class: 'tw-section' }, t('rounds-next-stop')),
        h('div', { class: 'tw-card tw-stack tw-stop-next', 'data-stop': stop.thing }, [
          h('div', [h('div', { class: 'tw-h2' }, stop.name), stop.where && h('div', { class: 'tw-sub' }, stop.where)]),
          link('scan', t('rounds-scan'), '/scan', 'tw-primary'),
          h('div', { class: 'tw-grid tw-fit' }, [
            link('check', t('rounds-all-normal'), checkPath(round.value, stop, stop.checks[0], true)),
            ...stop.checks.map((/** @type {string} */ key) =>
              link(
                'checklist',
                stop.checks.length > 1 ? said(key) : t('rounds-check'),
                checkPath(round.value, stop, key, false),
              ),
            ),
          ]),
          state.asking === stop.thing
            ? h(Skip, {
                key: stop.thing,
                onWhy: (/** @type {string} */ why) => write('rounds.skip', { stop: stop.thing, why }),
                onNever: () => (state.asking = ''),
              })
            : button('', t('rounds-skip-go'), () => (state.asking = stop.thing), 'tw-button tw-quiet'),
        ]),
      ]);

    const line = (/** @type {any} */ stop) =>
      h('a', {
        class: ['tw-row', isDone(stop) && 'tw-row-done'],
        key: stop.thing,
        href: isDone(stop) ? `/things/${stop.thing}` : checkPath(round.value, stop, stop.checks[0], false),
        'data-stop': stop.thing,
      }, [
        h('span', { class: ['tw-row-icon', stop.done.length && 'tw-row-icon-ok'] }, [icon(stop.done.length ? 'ok' : stop.skipped ? 'close' : 'place')]),
        h('span', { class: 'tw-row-main' }, [
          h('span', { class: 'tw-title tw-block' }, stop.name),
          h('span', { class: 'tw-sub tw-block' }, stop.skipped ? t('rounds-skipped', { why: stop.skipped }) : stop.where),
        ]),
        icon('next'),
      ]); // prettier-ignore

    const actions = () => {
      const now = stateOf(round.value, state.now);
      if (state.asking === 'colleague') {
        return h('div', { class: 'tw-card tw-stack-small', role: 'group' }, [
          h('div', { class: 'tw-label' }, t('rounds-hand-over-to')),
          ...state.colleagues.map((each) =>
            button('account', each.name, () => write('rounds.hand_over', { to: each.id })),
          ),
        ]);
      }
      return h('div', { class: 'tw-grid tw-fit' }, [
        now === 'paused' && button('arrow', t('rounds-resume-go'), () => write('rounds.resume'), 'tw-primary'),
        round.value.started_at &&
          now !== 'paused' &&
          button('clock', t('rounds-pause-go'), () => write('rounds.pause')),
        state.colleagues.length > 0 && button('handover', t('rounds-hand-over-go'), () => (state.asking = 'colleague')),
      ]);
    };

    return () => {
      if (!round.value) {
        return state.ready
          ? empty('route', t('rounds-unknown'), h('p', { class: 'tw-sub' }, t('rounds-unknown-more')))
          : null;
      }
      const now = stateOf(round.value, state.now);
      const stop = nextStop(round.value);
      const isOver = now === 'done' || now === 'done_late';
      const waiting = state.rows.some((row) => row.state === 'sealed' || row.state === 'sent');
      return h('div', { class: 'tw-stack' }, [
        head(),
        state.problem && h('div', { class: 'tw-error', role: 'alert' }, state.problem),
        isOver &&
          banner('ok', 'ok', [t('rounds-finished'), waiting && h('div', { class: 'tw-sub' }, t('rounds-here'))]),
        !isOver &&
          !round.value.started_at &&
          button('arrow', t('rounds-go'), () => write('rounds.start'), 'tw-primary'),
        !isOver && stop && (round.value.started_at || null) && now !== 'paused' && next(stop),
        !isOver && actions(),
        h('h2', { class: 'tw-section' }, t('rounds-stops')),
        h('div', { class: 'tw-card tw-card-flush tw-rows' }, round.value.stops.map(line)),
      ]);
    };
  },
});

/** A round as a line of a list. @param {import('./rounds.js').Round} round @param {number} now */
export function roundRow(round, now) {
  const state = stateOf(round, now);
  const done = round.stops.filter(isDone).length;
  return h('a', { class: 'tw-row', href: `/rounds/${round.id}`, key: round.id, 'data-round': round.id }, [
    h('span', { class: 'tw-row-icon' }, [icon('route')]),
    h('span', { class: 'tw-row-main' }, [
      h('span', { class: 'tw-title tw-block' }, round.name),
      h('span', { class: 'tw-sub tw-block' }, [
        t('rounds-by', { time: when(round.by) }),
        ' · ',
        t('rounds-progress', { done, total: round.stops.length }),
      ]),
    ]),
    chip(MOOD[state], t(`rounds-state-${state}`)),
  ]);
}
