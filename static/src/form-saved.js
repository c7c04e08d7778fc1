/** After saving: where the record is now, said as it is. */
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';
import { isDone, roundsHere } from './rounds.js';
import { icon, reason, t } from './ui.js';

/** @param {{row: any, summary: any, props: any, emit: any}} saved */
export const savedView = (saved) => h(Saved, saved);

/** @type {Record<string, {mood: string, symbol: string}>} */
const LOOK = {
  phone: { mood: 'warn', symbol: 'phone' },
  server: { mood: 'ok', symbol: 'cloud-check' },
  held: { mood: 'info', symbol: 'clock' },
  look: { mood: 'bad', symbol: 'alert' },
};

/** @param {string} state an outbox row's @param {boolean} refused */
const placeOf = (state, refused) =>
  refused || state === 'conflict' || state === 'rejected'
    ? 'look'
    : state === 'acked'
      ? 'server'
      : state === 'held'
        ? 'held'
        : 'phone';

const Saved = defineComponent({
  name: 'TwSaved',
  props: { row: Object, summary: Object, props: Object, emit: Function },
  setup(given) {
    const { db, sync } = globalThis.tagwalk;
    const row = ref(/** @type {any} */ (given.row));
    const round = ref('');
    const look = async () => {
      row.value = (await db.get('outbox', row.value.id)) ?? row.value;
      round.value = given.props?.round || (await roundWith(db, row.value.thing_id));
    };
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => sync.removeEventListener('status', look));
    return () => {
      const place = placeOf(row.value.state, Boolean(row.value.refusal));
      const { repairs = [], blocking = [] } = /** @type {any} */ (given.summary ?? {});
      return h('div', { class: 'tw-stack tw-saved', 'data-state': row.value.state }, [
        h('div', { class: ['tw-saved-mark', `tw-saved-${LOOK[place].mood}`], role: 'status' }, [
          icon(LOOK[place].symbol),
          h('h1', { class: 'tw-h1' }, t(`saved-${place}`)),
          h('p', { class: 'tw-sub' }, place === 'look' ? reason(row.value) : t(`saved-${place}-more`)),
        ]),
        blocking.length > 0 &&
          h('div', { class: 'tw-banner tw-banner-bad' }, [icon('tape'), h('div', t('saved-out-of-use'))]),
        repairs.length > 0 &&
          h('div', { class: 'tw-banner' }, [
            icon('wrench'),
            h('div', t(place === 'server' ? 'saved-repairs-open' : 'saved-repairs', { count: repairs.length })),
          ]),
        round.value &&
          h('a', { class: 'tw-primary', href: `/rounds/${round.value}` }, [icon('route'), t('form-back-to-round')]),
        given.props?.kind === 'repairs.close' &&
          h('a', { class: 'tw-button', href: '/repairs?mine=1' }, [icon('wrench'), t('repairs-mine')]),
        h('a', { class: round.value ? 'tw-button' : 'tw-primary', href: '/scan' }, [
          icon('scan'),
          t('saved-scan-next'),
        ]),
        h(
          'a',
          {
            class: 'tw-button',
            href: given.props?.next || (given.props?.thing ? `/things/${given.props.thing.id}` : '/'),
            onClick: (/** @type {any} */ event) => given.emit?.('close', event),
          },
          t('saved-back'),
        ),
      ]);
    };
  },
});

/** The round under way that this thing is a stop of, if any. @param {any} db @param {string} [thing] @returns {Promise<string>} */
async function roundWith(db, thing) {
  const stopped = (await roundsHere(db)).filter(
    (round) => round.started_at && round.stops.some((stop) => stop.thing === thing && isDone(stop)),
  );
  return (stopped.find((round) => !round.done_at) ?? stopped.at(-1))?.id ?? '';
}
