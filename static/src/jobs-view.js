/** The repairs in somebody's hands, online and offline: what is dangerous or late first, then what is nearest. */
import { defineComponent, h, onBeforeUnmount, onMounted, reactive } from 'vue';
import { MOOD, chipsOf, clockWords, meOn, repairsOf } from './repair-parts.js';
import { byPlace, inOrder, isLate, minesOf } from './repairs.js';
import { chip, empty, icon, t } from './ui.js';

export default defineComponent({
  name: 'TwJobs',
  props: { most: { type: Number, default: 0 } },
  setup(props) {
    const { db, sync } = globalThis.tagwalk;
    const state = reactive({
      jobs: /** @type {any[]} */ ([]),
      things: /** @type {Map<string, any>} */ (new Map()),
      now: Date.now(),
      ready: false,
    });
    async function look() {
      const jobs = minesOf(await repairsOf(db), (await meOn(db)).id);
      const things = await thingsAround(db, jobs);
      const working = jobs.find((job) => job.state === 'working')?.thing;
      const here = working ?? (await db.get('meta', 'last_thing')) ?? '';
      await withPath(db, things, here);
      const now = Date.now();
      Object.assign(state, { jobs: inOrder(jobs, things, here, now), things, now, ready: true });
    }
    const timer = setInterval(look, 60_000);
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => (sync.removeEventListener('status', look), clearInterval(timer)));

    const job = (/** @type {any} */ each) =>
      h('a', { class: 'tw-row', key: each.id, href: `/repairs/${each.id}`, 'data-job': each.id }, [
        h('span', { class: ['tw-row-icon', each.danger && 'tw-row-icon-warn'] }, [icon(each.danger ? 'tape' : 'wrench')]),
        h('span', { class: 'tw-row-main' }, [
          h('span', { class: 'tw-title tw-block' }, each.what),
          h('span', { class: 'tw-sub tw-block' }, [state.things.get(each.thing)?.name, t('repairs-ref', { ref: each.ref ?? '' })].filter(Boolean).join(' · ')),
          h('span', { class: ['tw-sub', 'tw-block', isLate(each, state.now) && 'tw-late'] }, clockWords(each, state.now)),
          each.here && h('span', { class: 'tw-sub tw-block' }, t('repairs-here-short')),
        ]),
        h('span', { class: 'tw-row-chips' }, [...chipsOf(each), chip(MOOD[each.state] ?? '', t(`repairs-state-${each.state}`))]),
      ]); // prettier-ignore

    return () => {
      if (!state.ready) return null;
      if (!state.jobs.length) return props.most ? null : empty('ok', t('repairs-mine-none'));
      const shown = props.most ? state.jobs.slice(0, props.most) : state.jobs;
      const groups = byPlace(shown, state.things);
      return h('section', { class: 'tw-stack', 'data-jobs': state.jobs.length }, [
        props.most > 0 && h('h2', { class: 'tw-section' }, t('repairs-mine')),
        ...groups.map(([place, jobs]) =>
          h('div', { class: 'tw-stack-small', key: place }, [
            h('h3', { class: 'tw-place' }, [icon('place'), whereOf(state.things, place) || t('repairs-nowhere')]),
            h('div', { class: 'tw-card tw-card-flush tw-rows' }, jobs.map(job)),
          ]),
        ),
        shown.length < state.jobs.length &&
          h('a', { class: 'tw-button tw-quiet', href: '/repairs?mine=1' }, [
            icon('wrench'),
            t('repairs-mine-all', { count: state.jobs.length }),
          ]),
      ]);
    };
  },
});

/** What jobs are about with every place around it. @param {any} db @param {any[]} jobs @returns {Promise<Map<string, any>>} */
async function thingsAround(db, jobs) {
  const things = new Map();
  for (const { thing } of jobs) await withPath(db, things, thing);
  return things;
}

/** @param {any} db @param {Map<string, any>} things @param {string} from */
async function withPath(db, things, from) {
  for (let id = from; id && !things.has(id);) {
    const thing = await db.get('things', id);
    if (!thing) break;
    things.set(id, thing);
    id = thing.inside;
  }
}

/** The last two names of a place's path. @param {Map<string, any>} things @param {string} id */
function whereOf(things, id) {
  const place = things.get(id);
  const around = things.get(place?.inside);
  return [around?.name, place?.name].filter(Boolean).join(' › ');
}
