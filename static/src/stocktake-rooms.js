/** Which room is counted: one's own first, with how far each one is; the room's label does the same without a tap. */
import { computed, defineComponent, h, ref } from 'vue';
import { search } from './find.js';
import { progressOf } from './stocktakes.js';
import { chip, icon, t } from './ui.js';

const MOST = 300;

export const Rooms = defineComponent({
  name: 'TwCountRooms',
  props: { walk: { type: Object, required: true }, closes: { type: Boolean, default: true } },
  emits: ['room', 'never'],
  setup(props, { emit }) {
    const query = ref('');
    const rows = computed(() => {
      const { stocktake, things } = props.walk;
      const mine = new Set(stocktake.mine);
      const done = new Set(stocktake.done);
      if (query.value.trim())
        return search([...things.values()].filter((thing) => thing.kind === 'place'), query.value, 50);
      return stocktake.places
        .map((/** @type {string} */ id) => things.get(id))
        .filter(Boolean)
        .sort(
          (/** @type {any} */ a, /** @type {any} */ b) =>
            Number(done.has(a.id)) - Number(done.has(b.id)) ||
            Number(mine.has(b.id)) - Number(mine.has(a.id)) ||
            a.name.localeCompare(b.name, 'zh', { numeric: true }),
        )
        .slice(0, MOST);
    }); // prettier-ignore

    /** @param {any} place */
    const row = (place) => {
      const { stocktake, tally, things, room } = props.walk;
      const { expected, found, extra } = progressOf(tally, place.id);
      const isDone = stocktake.done.includes(place.id);
      const said = stocktake.blind
        ? t('stocktakes-walk-counted', { count: found + extra })
        : t('stocktakes-walk-progress', { found, expected });
      const about = [things.get(place.inside)?.name, said].filter(Boolean).join(' · ');
      return h('button', { type: 'button', class: ['tw-row', place.id === room && 'tw-row-chosen'], key: place.id, 'data-room': place.id, onClick: () => emit('room', place.id) }, [
        h('span', { class: ['tw-row-icon', isDone && 'tw-row-icon-ok'] }, [icon(isDone ? 'ok' : 'room')]),
        h('span', { class: 'tw-row-main' }, [
          h('span', { class: 'tw-title tw-block' }, place.name),
          h('span', { class: 'tw-sub tw-block' }, about),
        ]),
        isDone ? chip('ok', t('stocktakes-walk-done')) : stocktake.mine.includes(place.id) && chip('info', t('stocktakes-walk-mine')),
      ]); // prettier-ignore
    };

    return () =>
      h('div', { class: 'tw-sheet tw-sheet-full', role: 'dialog', 'aria-label': t('stocktakes-walk-which-room') }, [
        h('div', { class: 'tw-sheet-head' }, [
          h('h2', { class: 'tw-h2' }, t('stocktakes-walk-which-room')),
          props.closes &&
            h('button', { type: 'button', class: 'tw-icon-button', 'aria-label': t('stocktakes-walk-back'), onClick: () => emit('never') }, [icon('close')]),
        ]),
        h('p', { class: 'tw-sub tw-sheet-hint' }, [icon('scan'), t('stocktakes-walk-scan-room')]),
        props.walk.stocktake.places.length > 8 &&
          h('div', { class: 'tw-search' }, [
            icon('search'),
            h('input', {
              class: 'tw-input',
              type: 'search',
              value: query.value,
              placeholder: t('stocktakes-walk-search-room'),
              'aria-label': t('stocktakes-walk-search-room'),
              onInput: (/** @type {any} */ event) => (query.value = event.target.value),
            }),
          ]),
        h('div', { class: 'tw-sheet-rows' }, rows.value.map(row)),
      ]); // prettier-ignore
  },
});
