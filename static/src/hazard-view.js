/** Offline: one hazard and putting it right; rows of hazards in lists. */
import { defineComponent, h, onBeforeUnmount, onMounted, reactive } from 'vue';
import { dayOf } from './clock.js';
import Form from './form.js';
import { hazardsOf, isOverdue, mayFix } from './hazards.js';
import { meOn, rightsOn } from './repair-parts.js';
import { banner, chip, empty, icon, t } from './ui.js';

const MOOD = { open: 'warn', fixed: 'info' };

/** @param {any} hazard */
function standing(hazard) {
  const late = isOverdue(hazard, dayOf(Date.now(), globalThis.tagwalk.zone));
  const mood = late ? 'bad' : (MOOD[/** @type {keyof typeof MOOD} */ (hazard.state)] ?? '');
  return chip(/** @type {any} */ (mood), t(late ? 'hazards-late' : `hazards-state-${hazard.state}`));
}

/** @param {any} hazard */
export const hazardRow = (hazard) =>
  h('a', { class: 'tw-row', key: hazard.id, href: `/hazards/${hazard.id}` }, [
    h('span', { class: 'tw-row-icon tw-row-icon-warn' }, [icon('alert')]),
    h('span', { class: 'tw-row-main' }, [
      h('span', { class: 'tw-title tw-block' }, hazard.what),
      h(
        'span',
        { class: 'tw-sub tw-block' },
        [hazard.owner_name, t('hazards-until', { day: hazard.due })].filter(Boolean).join(' · '),
      ),
    ]),
    standing(hazard),
  ]);

export const Hazard = defineComponent({
  name: 'TwHazard',
  props: { id: { type: String, required: true } },
  setup(props) {
    const { db, sync } = globalThis.tagwalk;
    const state = reactive({
      hazard: /** @type {any} */ (null),
      thing: /** @type {any} */ (null),
      may: false,
      isSaved: false,
      ready: false,
    });
    async function look() {
      const hazard = (await hazardsOf(db)).find(({ id }) => id === props.id) ?? null;
      const rights = await rightsOn(db, hazard?.thing);
      const me = (await meOn(db)).id;
      Object.assign(state, {
        hazard,
        thing: hazard && ((await db.get('things', hazard.thing)) ?? { id: hazard.thing }),
        may: Boolean(hazard && mayFix(hazard, rights, me)),
        ready: true,
      });
    }
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => sync.removeEventListener('status', look));

    const facts = () => {
      const { hazard, thing } = state;
      const said = [
        ['hazards-column-place', thing.name],
        ['hazards-column-owner', hazard.owner_name || '—'],
        ['hazards-column-due', hazard.due],
        ['hazards-column-measure', hazard.measure],
      ];
      return h(
        'dl',
        { class: 'tw-card tw-facts' },
        said.flatMap(([word, text]) => (text ? [h('dt', { class: 'tw-sub' }, t(word)), h('dd', text)] : [])),
      );
    };

    return () => {
      const { hazard } = state;
      if (!hazard) return state.ready ? empty('alert', t('shell-not-here')) : null;
      return h('div', { class: 'tw-stack', 'data-hazard': hazard.id }, [
        h('nav', { class: 'tw-crumbs' }, [h('a', { href: `/things/${hazard.thing}` }, state.thing.name)]),
        h('div', { class: 'tw-line' }, [
          h('h1', { class: 'tw-h1' }, hazard.what),
          standing(hazard),
          hazard.level === 'major' && chip('bad', t('hazards-level-major')),
        ]),
        hazard.here && banner('warn', 'phone', t('repairs-here')),
        facts(),
        hazard.repair &&
          hazard.state === 'open' &&
          h('a', { href: `/repairs/${hazard.repair}` }, [banner('info', 'wrench', t('hazards-follows'))]),
        (state.may || state.isSaved) &&
          h('section', { class: 'tw-stack' }, [
            h('h2', { class: 'tw-section' }, t('hazards-fix')),
            h(Form, {
              kind: 'hazards.fix',
              thing: state.thing,
              how: 'list',
              prefill: { hazard: hazard.id },
              next: `/things/${hazard.thing}`,
              onSaved: () => (state.isSaved = true),
            }),
          ]),
      ]);
    };
  },
});
