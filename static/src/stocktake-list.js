/** What is still missing in a room, and finding what has no readable label: one tap counts it. */
import { computed, defineComponent, h, ref } from 'vue';
import { normal, read } from './code.js';
import { search } from './find.js';
import { hide, smallPhoto } from './stocktake-photos.js';
import { chip, icon, t } from './ui.js';

const MOST = 200;

export const List = defineComponent({
  name: 'TwCountList',
  props: {
    missing: { type: Array, required: true }, // {thing, place, seen}; empty where it is counted blind
    things: { type: Object, required: true }, // a Map of all things by id
    blind: { type: Boolean, default: false },
    room: { type: String, required: true },
  },
  emits: ['tick', 'code', 'nameless', 'never'],
  setup(props, { emit }) {
    const { hosts } = globalThis.tagwalk;
    const query = ref('');
    const assets = computed(() => [...props.things.values()].filter((thing) => thing.kind !== 'place'));
    const rows = computed(() => {
      if (query.value.trim())
        return search(assets.value, query.value, MOST).map((thing) => ({
          thing: thing.id,
          place: thing.inside,
          seen: null,
        }));
      return /** @type {any[]} */ (props.missing).slice(0, MOST);
    });
    const enter = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (read(query.value, hosts).state === 'ok') emit('code', normal(query.value));
    };
    const name = (/** @type {string} */ id) => props.things.get(id)?.name ?? '';

    /** @param {{thing: string, place: string | null, seen: string | null}} line */
    const row = (line) => {
      const thing = props.things.get(line.thing) ?? { id: line.thing, name: '—' };
      // In a blind count where a thing belongs is not told either.
      const hidden = props.blind || !line.place || (line.place === props.room && !query.value.trim());
      const spot = hidden ? '' : t('stocktakes-walk-usual', { place: name(line.place ?? '') });
      return h('div', { class: 'tw-row', key: line.thing, 'data-thing': line.thing }, [
        h('span', { class: 'tw-row-icon tw-count-photo' }, [
          thing.photo
            ? h('img', { src: smallPhoto(thing.photo), alt: '', loading: 'lazy', onError: hide })
            : icon('box'),
        ]),
        h('span', { class: 'tw-row-main' }, [
          h('span', { class: 'tw-title tw-block' }, thing.name),
          h('span', { class: 'tw-sub tw-block' }, [thing.code, thing.spec].filter(Boolean).join(' · ')),
          spot && h('span', { class: 'tw-sub tw-block' }, spot),
          line.seen && chip('warn', t('stocktakes-walk-seen-in', { place: name(line.seen) })),
        ]),
        h('button', { type: 'button', class: 'tw-tick', 'aria-label': `${t('stocktakes-walk-tick')} ${thing.name}`, onClick: () => emit('tick', thing) }, [
          icon('check'),
          t('stocktakes-walk-tick'),
        ]),
      ]); // prettier-ignore
    };

    return () =>
      h('div', { class: 'tw-sheet tw-sheet-full', role: 'dialog', 'aria-label': t('stocktakes-walk-list') }, [
        h('div', { class: 'tw-sheet-head' }, [
          h('h2', { class: 'tw-h2' }, t(props.blind ? 'stocktakes-walk-find' : 'stocktakes-walk-missing', { count: props.missing.length })),
          h('button', { type: 'button', class: 'tw-icon-button', 'aria-label': t('stocktakes-walk-back'), onClick: () => emit('never') }, [icon('close')]),
        ]),
        h('form', { class: 'tw-search', onSubmit: enter }, [
          icon('search'),
          h('input', {
            class: 'tw-input',
            type: 'search',
            value: query.value,
            placeholder: t('stocktakes-walk-search'),
            'aria-label': t('stocktakes-walk-search'),
            onInput: (/** @type {any} */ event) => (query.value = event.target.value),
          }),
        ]),
        h('div', { class: 'tw-sheet-rows' }, [
          rows.value.map(row),
          !rows.value.length &&
            h('p', { class: 'tw-sub tw-centre' }, t(query.value.trim() ? 'shell-nothing-found' : props.blind ? 'stocktakes-walk-blind' : 'stocktakes-walk-none-missing')),
        ]),
        h('button', { type: 'button', class: 'tw-button', onClick: () => emit('nameless') }, [
          icon('plus'),
          t('stocktakes-walk-nameless'),
        ]),
      ]); // prettier-ignore
  },
});
