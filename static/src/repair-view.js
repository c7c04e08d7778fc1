/** One repair, online and offline: what is wrong and where, how long there is, and the step that comes next. */
import { computed, defineComponent, h, onBeforeUnmount, onMounted, reactive, watch } from 'vue';
import Form from './form.js';
import { Voice } from './form-voice.js';
import { actionsOf, newer, withHere, workedMinutes } from './repairs.js';
import { MOOD, SYMBOL, chipsOf, clockView, meOn, placesOf, rightsOn, rowsAbout } from './repair-parts.js';
import { banner, chip, empty, icon, t, when } from './ui.js';

/** Steps that lead on; the office gives a new repair to somebody rather than take it on. */
const BIG = ['repairs.accept', 'repairs.start', 'repairs.close', 'repairs.confirm'];
/** Steps that ask nothing: one tap. */
const AT_ONCE = ['repairs.accept', 'repairs.start', 'repairs.me_too'];

/** Nobody has these in hand any more. */
const SETTLED = ['confirmed', 'refused', 'merged'];

export default defineComponent({
  name: 'TwRepair',
  props: {
    id: { type: String, required: true },
    repair: { type: Object, default: null },
    places: { type: Array, default: () => [] },
    moves: { type: Object, default: null },
  },
  setup(props) {
    const { db, seal, sync } = globalThis.tagwalk;
    const state = reactive({
      known: /** @type {any} */ (props.repair),
      rows: /** @type {any[]} */ ([]),
      moves: /** @type {any} */ (props.moves ?? {}),
      rights: /** @type {string[]} */ ([]),
      places: /** @type {any[]} */ (props.places),
      me: { id: '', name: '' },
      asking: '',
      isSaved: false,
      problem: '',
      ready: false,
      now: Date.now(),
    });
    async function look() {
      const known = newer(props.repair ?? state.known, await db.get('repairs', props.id));
      Object.assign(state, {
        known,
        rows: await rowsAbout(db),
        moves: props.moves ?? (await db.get('meta', 'moves')) ?? {},
        rights: await rightsOn(db, known?.thing),
        places: props.places.length ? props.places : known ? await placesOf(db, known) : [],
        me: await meOn(db),
        ready: true,
        now: Date.now(),
      });
    }
    const timer = setInterval(look, 20_000);
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => (sync.removeEventListener('status', look), clearInterval(timer)));
    watch(() => props.repair, look);
    const repair = computed(() => state.known && withHere(state.known, state.rows, state.moves, state.me));

    async function take(/** @type {string} */ kind) {
      if (!AT_ONCE.includes(kind)) return void Object.assign(state, { asking: kind, isSaved: false });
      try {
        const label = `${t(kind.replaceAll('.', '-'))} · ${repair.value.what}`;
        await seal({ kind, payload: { repair: props.id }, thing_id: repair.value.thing, how: 'list', label });
        state.problem = '';
        await look();
      } catch (error) {
        const enrolled = !(error instanceof globalThis.tagwalk.outbox.NotEnrolled);
        state.problem = t(enrolled ? 'form-not-kept' : 'form-sign-in');
      }
    }

    const head = () => {
      const { known } = state;
      return h('div', { class: 'tw-stack-small' }, [
        h('div', { class: 'tw-line' }, [h('h1', { class: 'tw-h1' }, repair.value.what), ...chipsOf(repair.value)]),
        h('div', { class: 'tw-sub' }, [
          t('repairs-ref', { ref: known.ref ?? '' }),
          ' · ',
          known.by_name
            ? t('repairs-reported', { name: known.by_name, when: when(known.at) })
            : t('repairs-reported-then', { when: when(known.at) }),
        ]),
        known.others > 0 && h('div', { class: 'tw-sub' }, t('repairs-others', { count: known.others })),
      ]);
    };

    const place = (/** @type {any} */ each) =>
      h('a', { class: 'tw-row', key: each.id, href: `/things/${each.id}` }, [
        h('span', { class: 'tw-row-icon' }, [icon(each.is_place ? 'place' : 'box')]),
        h('span', { class: 'tw-row-main' }, [
          h('span', { class: 'tw-title tw-block' }, each.name),
          h('span', { class: 'tw-sub tw-block' }, [
            each.where,
            each.pieces && [each.where && ' · ', t('repairs-pieces', { count: each.pieces, total: each.quantity })],
          ]),
        ]),
        icon('next'),
      ]);

    const states = () => {
      const { state: now, owner, owner_name: name, warranty } = repair.value;
      return h('div', { class: 'tw-card tw-stack', 'data-repair-state': now }, [
        h('div', { class: 'tw-line' }, [
          chip(MOOD[now] ?? '', t(`repairs-state-${now}`)),
          name &&
            !SETTLED.includes(now) &&
            h('span', t(owner === state.me.id ? 'repairs-hands-me' : 'repairs-hands', { name })),
        ]),
        clockView(repair.value, state.now),
        repair.value.waits_for &&
          now === 'waiting' &&
          h('div', [
            t(`repairs-wait-waits_for-${repair.value.waits_for}`),
            repair.value.waits_until && ` · ${t('repairs-wait-day', { day: repair.value.waits_until })}`,
          ]),
        warranty &&
          banner('warn', 'info', [
            h('strong', t('repairs-warranty', { until: warranty.until })),
            h(
              'div',
              warranty.supplier
                ? t('repairs-warranty-ask', { name: warranty.supplier })
                : t('repairs-warranty-supplier'),
            ),
          ]),
        repair.value.upkeep &&
          !SETTLED.includes(now) &&
          banner('info', 'calendar', [
            t('repairs-upkeep', { months: repair.value.upkeep }),
            repair.value.serviced && h('div', t('repairs-serviced', { day: repair.value.serviced })),
          ]),
        repair.value.photos?.length > 0 && photosOf(repair.value.photos),
        repair.value.voice && h(Voice, { sha: repair.value.voice }),
      ]);
    };

    const actions = () => {
      const found = actionsOf(repair.value, state.moves, state.rights, state.me.id);
      const button = (/** @type {string} */ kind, /** @type {number} */ at) => {
        const word =
          kind === 'repairs.start' && repair.value.state === 'waiting' ? 'repairs-go_on' : kind.replaceAll('.', '-');
        const isFirst =
          !at && BIG.includes(kind) && !(state.rights.includes('dispatch.merge') && repair.value.state === 'reported');
        return h('button', {
          type: 'button', key: kind, 'data-kind': kind, class: isFirst ? 'tw-primary' : 'tw-button', onClick: () => take(kind),
        }, [icon(SYMBOL[kind] ?? 'next'), t(word)]); // prettier-ignore
      };
      const [first, ...others] = found.map(button);
      return h('div', { class: 'tw-stack tw-actions-repair' }, [
        first,
        others.length > 0 && h('div', { class: 'tw-grid tw-fit' }, others),
      ]);
    };

    const form = () => {
      const kind = state.asking;
      const minutes = state.asking === 'repairs.close' ? workedMinutes(repair.value, state.now) : null;
      const [first] = state.places;
      return h('section', { class: 'tw-stack', 'data-asking': state.asking }, [
        h('h2', { class: 'tw-section' }, t(kind.replaceAll('.', '-'))),
        state.asking === 'repairs.close' && repair.value.danger && banner('warn', 'tape', t('repairs-recheck')),
        h(Form, {
          key: state.asking,
          kind: state.asking,
          thing: { id: repair.value.thing, name: first?.name },
          how: 'list',
          repair: { id: props.id },
          values: minutes ? { work_minutes: minutes } : {},
          next: `/repairs/${props.id}`,
          onSaved: () => (state.isSaved = true),
          onClose: (/** @type {any} */ event) => {
            event?.preventDefault();
            event?.stopPropagation();
            state.asking = '';
            look();
          },
        }),
        !state.isSaved &&
          h(
            'button',
            { type: 'button', class: 'tw-button tw-quiet', onClick: () => ((state.asking = ''), look()) },
            t('repairs-leave'),
          ),
      ]);
    };

    return () => {
      if (!repair.value) {
        return state.ready
          ? empty('wrench', t('repairs-unknown'), h('p', { class: 'tw-sub' }, t('repairs-unknown-more')))
          : null;
      }
      const { into } = repair.value;
      return h('div', { class: 'tw-stack', 'data-repair': props.id }, [
        head(),
        into && h('a', { href: `/repairs/${into.id}` }, [banner('info', 'link', t('repairs-into', { ref: into.ref }))]),
        state.problem && h('div', { class: 'tw-error', role: 'alert' }, state.problem),
        repair.value.here && banner('warn', 'phone', t('repairs-here')),
        states(),
        repair.value.needs_check &&
          h('a', { href: `/things/${repair.value.thing}` }, [banner('warn', 'tape', t('repairs-needs_check'))]),
        state.asking ? form() : actions(),
        state.places.length > 0 && h('div', { class: 'tw-card tw-card-flush tw-rows' }, state.places.map(place)),
      ]);
    };
  },
});

/** Photos that open large; without a network only those the browser still has. @param {string[]} photos */
const photosOf = (photos) =>
  h('div', { class: 'tw-photos' }, photos.map((sha) =>
    h('a', { class: 'tw-thumb', key: sha, href: `/api/photos/${sha}`, target: '_blank', download: undefined }, [
      h('img', { src: `/api/photos/${sha}`, alt: t('repairs-photo'), loading: 'lazy' }),
    ]),
  )); // prettier-ignore
