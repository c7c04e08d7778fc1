/** The open hand-over lists that this phone has: the way to counting and signing without a network. */
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';
import { found, withOwn } from './handover-list.js';
import { ownHere } from './handovers.js';
import { chip, empty, icon, t } from './ui.js';

/** @param {import('./handovers.js').List} list */
function chipOf(list) {
  if (list.signed.length > 2) return chip('ok', t('handovers-state-signed'));
  if (list.signed.length) return chip('warn', t('handovers-state-signing', { signed: list.signed.length, all: 3 }));
  return chip('info', t(list.open ? 'handovers-state-drawn' : 'handovers-state-ready'));
}

/** @param {string} href @param {any} main @param {any} end */
const row = (href, main, end) =>
  h('a', { class: 'tw-row', key: href, href }, [
    h('span', { class: 'tw-row-icon' }, [icon('handover')]),
    h('span', { class: 'tw-row-main' }, main),
    end,
    icon('next'),
  ]);

/** @param {import('./handovers.js').List} list */
export const handoverRow = (list) =>
  row(
    `/handovers/${list.id}`,
    [
      h('span', { class: 'tw-title tw-block' }, list.name),
      h(
        'span',
        { class: 'tw-sub tw-block' },
        [...new Set([t(`handovers-draw-occasion-${list.occasion}`), list.owner])].join(' · '),
      ),
    ],
    chipOf(list),
  );

/** @param {number} count */
export const handoverLink = (count) =>
  h('div', { class: 'tw-card tw-card-flush tw-rows' }, [
    row('/handovers', h('span', { class: 'tw-title tw-block' }, t('handovers-title')), chip('info', String(count))),
  ]);

export const Handovers = defineComponent({
  name: 'TwHandovers',
  setup() {
    const { db, sync } = globalThis.tagwalk;
    const lists = ref(/** @type {import('./handovers.js').List[]} */ ([]));
    async function look() {
      const known = (await db.get('meta', 'handovers')) ?? [];
      lists.value = await Promise.all(
        known.map(async (/** @type {any} */ list) => found(withOwn(list, await ownHere(db, list.id)))),
      );
    }
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => sync.removeEventListener('status', look));
    return () =>
      h('div', { class: 'tw-stack' }, [
        h('h1', { class: 'tw-h1' }, t('handovers-title')),
        lists.value.length
          ? h('div', { class: 'tw-card tw-card-flush tw-rows' }, lists.value.map(handoverRow))
          : empty('handover', t('handovers-none-here')),
      ]);
  },
});
