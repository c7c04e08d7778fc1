/** The running stocktakes that somebody counts in, as this phone knows them: the way into walking. */
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';
import { icon, t } from './ui.js';

export default defineComponent({
  name: 'TwStocktakes',
  setup() {
    const { db, sync } = globalThis.tagwalk;
    const running = ref(/** @type {any[]} */ ([]));
    const look = async () => (running.value = await db.getAll('stocktakes'));
    onMounted(() => (sync.addEventListener('status', look), look()));
    onBeforeUnmount(() => sync.removeEventListener('status', look));

    /** @param {import('./stocktakes.js').Stocktake} stocktake */
    const card = ({ id, name, mine, places, done, round }) => {
      const own = mine.length ? mine : places;
      const open = own.filter((place) => !done.includes(place)).length;
      return h('a', { class: 'tw-card tw-count-card', key: id, href: `/stocktakes/${id}/walk`, 'data-stocktake': id }, [
        icon('count'),
        h('span', { class: 'tw-row-main' }, [
          h('span', { class: 'tw-title tw-block' }, round > 1 ? t('stocktakes-walk-second', { name }) : name),
          h(
            'span',
            { class: 'tw-sub tw-block' },
            t(mine.length ? 'stocktakes-walk-rooms-mine' : 'stocktakes-walk-rooms', { count: own.length, open }),
          ),
        ]),
        h('span', { class: 'tw-count-go' }, [t('stocktakes-walk-go'), icon('next')]),
      ]);
    };
    return () => (running.value.length ? h('div', { class: 'tw-stack' }, running.value.map(card)) : null);
  },
});
