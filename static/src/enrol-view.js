/** The registration walk: a room and a sort of thing are chosen once, then each blank label is one scan. */
import { computed, defineComponent, h, markRaw, onBeforeUnmount, onMounted, reactive, toRaw } from 'vue';
import { begin, end, enrol, lastPlan, look, nextNumber, numbered, resumed, standing, undo } from './enrol.js';
import { planView } from './enrol-plan.js';
import { printed } from './code.js';
import { ownPlaces } from './find.js';
import Scan from './scan-view.js';
import { signal } from './signal.js';
import { banner, chip, icon, reason, t } from './ui.js';

const SHOWN = 60;
const FLASH = 1200;

export default defineComponent({
  name: 'TwEnrol',
  props: { place: { type: String, default: '' }, first: { type: String, default: '' } },
  setup(props) {
    const { db, seal, sync, outbox } = globalThis.tagwalk;
    const state = reactive({
      stage: /** @type {'loading'|'plan'|'walk'|'done'} */ ('loading'),
      plan: /** @type {any} */ ({ place: props.place, where: '', name: '', custodian: '', category: '' }),
      rooms: /** @type {any[]} */ ([]),
      categories: /** @type {any[]} */ ([]),
      mayChoose: false,
      walk: /** @type {any} */ (null),
      steps: /** @type {any[]} */ ([]),
      next: 1,
      said: { mood: '', text: '' },
      flash: false,
    });
    let timer = 0;
    let turn = Promise.resolve();

    onMounted(async () => {
      sync.addEventListener('status', refresh);
      const walk = await resumed(db);
      const plan = await lastPlan(db);
      if (plan && !props.place) Object.assign(state.plan, plan);
      else if (plan) Object.assign(state.plan, { ...plan, place: props.place });
      if (walk?.steps.length && (!props.place || props.place === walk.plan.place)) {
        state.walk = markRaw(walk);
        state.stage = 'walk';
      } else state.stage = 'plan';
      await refresh();
      if (props.first && state.stage === 'walk') await meet({ code: props.first, how: 'scan' });
    });
    onBeforeUnmount(() => {
      sync.removeEventListener('status', refresh);
      clearTimeout(timer);
    });

    async function refresh() {
      const { user } = (await db.get('meta', 'session')) ?? {};
      state.rooms = ownPlaces(await db.getAll('things'), user).sort((a, b) =>
        a.name.localeCompare(b.name, 'zh', { numeric: true }),
      );
      state.categories = (await db.get('meta', 'categories')) ?? [];
      state.mayChoose = ((await db.get('meta', 'rights')) ?? []).includes('register.add');
      const room =
        state.rooms.find((each) => each.id === state.plan.place) ?? (user?.rooms?.length === 1 ? state.rooms[0] : null);
      if (state.rooms.length) Object.assign(state.plan, { place: room?.id ?? '', where: room?.name ?? '' });
      await count();
    }
    async function count() {
      const plan = state.walk?.plan ?? state.plan;
      if (plan.place && plan.name.trim()) state.next = await nextNumber(db, { ...plan, name: plan.name.trim() });
      if (state.walk) state.steps = await standing(db, state.walk);
    }

    async function start() {
      const { place, where, custodian, category } = toRaw(state.plan);
      state.walk = markRaw(await begin(db, { place, where, custodian, category, name: state.plan.name.trim() }));
      state.stage = 'walk';
      await count();
      if (props.first && !state.steps.length) await meet({ code: props.first, how: 'scan' });
    }

    /** One label after the other, however quickly they come. @param {{code: string, how: 'scan'|'typed'}} seen */
    const meet = (seen) => (turn = turn.then(() => take(seen)));
    /** @param {{code: string, how: 'scan'|'typed'}} seen */
    async function take({ code, how }) {
      try {
        const known = await look(db, state.walk, code);
        if (known.state === 'blank') {
          state.walk = markRaw(await enrol(db, seal, state.walk, code, how));
          say('ok', t('enrolments-made', { name: state.walk.steps.at(-1).name }));
        } else
          say('warn', t(`enrolments-${known.state}`, { code: printed(code), name: known.name, where: known.where }));
      } catch (error) {
        say('bad', t(error instanceof outbox.NotEnrolled ? 'form-sign-in' : 'enrolments-not-kept'));
      }
      await count();
    }
    /** @param {string} mood @param {string} text */
    function say(mood, text) {
      signal(mood === 'ok');
      Object.assign(state, { said: { mood, text }, flash: mood === 'ok' });
      clearTimeout(timer);
      timer = setTimeout(() => (state.flash = false), FLASH);
    }

    async function takeBack() {
      const { name } = state.walk.steps.at(-1);
      state.walk = markRaw(await undo(db, seal, state.walk, t('enrolments-undo')));
      Object.assign(state.said, { mood: 'info', text: t('enrolments-undone', { name }) });
      await count();
    }
    async function finish() {
      await end(db, state.walk);
      state.stage = 'done';
    }
    const more = () => Object.assign(state, { walk: null, steps: [], stage: 'plan', said: { mood: '', text: '' } });

    const right = computed(() => state.steps.filter((step) => !refused(step)).length);
    return () => {
      if (state.stage === 'loading') return h('div', { class: 'tw-skeleton' });
      if (state.stage === 'plan') return planView(state, count, start);
      if (state.stage === 'done') return doneView(state, right.value, more);
      return walkView(state, right.value, { meet, takeBack, finish });
    };
  },
});

/** @param {any} step */
const refused = (step) => ['conflict', 'rejected'].includes(step.row?.state) || Boolean(step.row?.refusal);

/** @param {any} state @param {number} count @param {{meet: any, takeBack: any, finish: any}} deeds */
function walkView(state, count, { meet, takeBack, finish }) {
  const { plan } = state.walk;
  const last = state.steps.at(-1);
  return h('div', { class: 'tw-stack tw-enrol' }, [
    h('div', { class: 'tw-enrol-head' }, [
      h('div', { class: 'tw-row-main' }, [
        h('h1', { class: 'tw-h2' }, plan.where),
        h('div', { class: 'tw-sub' }, [plan.name, plan.custodian].filter(Boolean).join(' · ')),
      ]),
      h('div', { class: 'tw-enrol-count', role: 'status' }, [
        h('strong', { class: 'tw-num' }, String(count)),
        h('span', { class: 'tw-sub' }, t('enrolments-so-far')),
      ]),
    ]),
    h(
      Scan,
      {
        go: false,
        many: true,
        quiet: true,
        hint: t('enrolments-next', { name: numbered(plan.name, state.next) }),
        found: state.flash,
        onScan: meet,
      },
      () => [saidView(state), last && undoView(last, takeBack)],
    ),
    state.steps.length > 0 && stepsView(state.steps),
    h('div', { class: 'tw-bottom' }, [
      h('button', { type: 'button', class: 'tw-primary', onClick: finish }, [icon('check'), t('enrolments-finish')]),
    ]),
  ]);
}

/** @param {any} state */
const saidView = ({ said }) => {
  const symbol = said.mood === 'ok' ? 'check' : said.mood === 'info' ? 'history' : 'alert';
  return said.text && banner(said.mood || 'info', symbol, h('strong', said.text));
};

/** @param {any} last @param {() => void} takeBack */
const undoView = (last, takeBack) =>
  h('button', { type: 'button', class: 'tw-button', onClick: takeBack }, [
    icon('back'),
    t('enrolments-undo-last', { name: last.name }),
  ]);

/** @param {any[]} steps */
const stepsView = (steps) =>
  h('div', { class: 'tw-card tw-card-flush tw-rows' }, steps.slice(-SHOWN).reverse().map(stepRow));

/** @param {any} step */
const stepRow = (step) =>
  h('div', { class: 'tw-row', key: step.id, 'data-state': step.row?.state }, [
    h('div', { class: 'tw-row-main' }, [
      h('div', { class: 'tw-title' }, step.name),
      refused(step)
        ? h('div', { class: 'tw-reason' }, reason(step.row))
        : h('div', { class: 'tw-sub tw-code' }, printed(step.code)),
    ]),
    refused(step)
      ? chip('bad', t('enrolments-refused'))
      : step.row?.state === 'acked'
        ? chip('ok', t('outbox-on-server'))
        : chip('warn', t('outbox-on-phone')),
  ]);

/** @param {any} state @param {number} count @param {() => void} more */
const doneView = (state, count, more) =>
  h('div', { class: 'tw-stack' }, [
    h('div', { class: 'tw-saved-mark tw-saved-ok', role: 'status' }, [
      icon('check'),
      h('h1', { class: 'tw-h1' }, t('enrolments-done', { count, name: state.walk.plan.name })),
      h('p', { class: 'tw-sub' }, state.walk.plan.where),
    ]),
    h('button', { type: 'button', class: 'tw-primary', onClick: more }, [icon('plus'), t('enrolments-more')]),
    h('a', { class: 'tw-button', href: `/things/${state.walk.plan.place}` }, [icon('place'), t('enrolments-see-room')]),
    state.steps.length > 0 && stepsView(state.steps),
  ]);
