/** One field for everything: the phone's own copy answers while somebody types, the server adds what it alone knows. */
import { computed, defineComponent, h, onMounted, ref, shallowRef } from 'vue';
import { call } from './api.js';
import { entryOfPerson, entryOfRepair, entryOfThing, everythingIn, look } from './everywhere.js';
import { empty, icon, t, travel } from './ui.js';

const PAUSE = 300; // ms without a letter before the server is asked
const ASKED = 'tw-find';

export default defineComponent({
  name: 'TwEverywhere',
  props: { doors: { type: Array, default: () => [] }, heading: Boolean },
  setup(props) {
    const { db, sync } = globalThis.tagwalk;
    const field = ref(/** @type {HTMLInputElement | null} */ (null));
    const root = ref(/** @type {HTMLElement | null} */ (null));
    const query = ref(sessionStorage.getItem(ASKED) ?? '');
    const entries = shallowRef(/** @type {import('./everywhere.js').Entry[]} */ ([]));
    const besides = shallowRef(/** @type {import('./everywhere.js').Entry[]} */ ([]));
    let timer = 0;

    onMounted(async () => {
      field.value?.focus();
      field.value?.select();
      entries.value = await everythingIn(db, await doorsOf(db, /** @type {any} */ (props.doors)));
      if (query.value) ask();
    });
    const found = computed(() => {
      const here = look(entries.value, query.value);
      const known = new Set(here.map(({ href }) => href));
      return [...here, ...besides.value.filter(({ href }) => !known.has(href))];
    });

    async function ask() {
      const asked = query.value.trim();
      besides.value = [];
      if (!asked || !navigator.onLine) return;
      const { status, json } = await call(sync.line, 'GET', `/api/everywhere?q=${encodeURIComponent(asked)}`);
      if (status !== 200 || asked !== query.value.trim()) return;
      besides.value = [
        ...json.things.map((/** @type {any} */ thing) => entryOfThing(thing, thing.place)),
        ...json.people.map((/** @type {any} */ { name, shown }) => entryOfPerson(name, shown)),
        ...json.repairs.map((/** @type {any} */ repair) => entryOfRepair(repair, repair.thing)),
      ];
    }
    function type(/** @type {any} */ { target }) {
      query.value = target.value;
      besides.value = [];
      sessionStorage.setItem(ASKED, target.value);
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    }
    /** Down and up go from line to line, Enter opens the first. @param {KeyboardEvent} event */
    function move(event) {
      const lines = /** @type {HTMLElement[]} */ ([...(root.value?.querySelectorAll('a.tw-row') ?? [])]);
      const at = lines.indexOf(/** @type {any} */ (document.activeElement));
      if (event.key === 'Enter' && at < 0 && found.value.length) return travel(found.value[0].href);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      (lines[at + step] ?? (step < 0 ? field.value : lines[at]))?.focus();
    }

    return () =>
      h('div', { ref: root, class: 'tw-stack tw-find', onKeydown: move }, [
        props.heading && h('h1', { class: 'tw-h1' }, t('everywhere-title')),
        h('label', { class: 'tw-search' }, [
          icon('search'),
          h('input', {
            ref: field,
            class: 'tw-input',
            type: 'search',
            value: query.value,
            placeholder: t('everywhere-what'),
            'aria-label': t('everywhere-what'),
            autocomplete: 'off',
            enterkeyhint: 'search',
            onInput: type,
          }),
        ]),
        h(
          'p',
          { class: 'tw-hidden-text', role: 'status' },
          query.value.trim() && t('everywhere-count', { count: found.value.length }),
        ),
        !query.value.trim()
          ? h('p', { class: 'tw-sub' }, t('everywhere-hint'))
          : found.value.length
            ? h('div', { class: 'tw-card tw-card-flush tw-rows' }, found.value.map(line))
            : empty('search', t('everywhere-nothing')),
      ]);
  },
});

/** @param {import('./everywhere.js').Entry} entry */
const line = ({ href, symbol, name, below }) =>
  h('a', { class: 'tw-row', href, key: href }, [
    h('span', { class: 'tw-row-icon' }, [icon(symbol)]),
    h('span', { class: 'tw-row-main' }, [
      h('span', { class: 'tw-title tw-block' }, name),
      below && h('span', { class: 'tw-sub tw-block' }, below),
    ]),
    icon('next'),
  ]);

/** The pages that the server named last, for when it cannot be asked. @param {any} db @param {any[]} given */
async function doorsOf(db, given) {
  const key = `doors:${(await db.get('meta', 'session'))?.user?.id ?? ''}`;
  if (given.length) await db.put('meta', JSON.parse(JSON.stringify(given)), key);
  return given.length ? given : ((await db.get('meta', key)) ?? []);
}
