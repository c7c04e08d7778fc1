/** Something is wrong with what was counted: a photo out of the open camera, and a few words. */
import { defineComponent, h, onBeforeUnmount, reactive } from 'vue';
import { keepPhoto } from './draft.js';
import { bare, withAddress } from './form-photos.js';
import { shrunk } from './photo.js';
import { isFull } from './storage.js';
import { icon, t } from './ui.js';

const MOST = 6;
const LONGEST = 500;

export const Wrong = defineComponent({
  name: 'TwCountWrong',
  props: {
    name: { type: String, required: true },
    nameless: { type: Boolean, default: false }, // a thing that nobody knows is described, not called damaged
    grab: { type: Function, required: true }, // the camera's picture as a file, or nothing
  },
  emits: ['save', 'never'],
  setup(props, { emit }) {
    const { db } = globalThis.tagwalk;
    const state = reactive({ note: '', problem: '', photos: /** @type {any[]} */ ([]) });
    onBeforeUnmount(() => state.photos.forEach(({ address }) => URL.revokeObjectURL(address)));

    /** @param {File | null} file */
    async function keep(file) {
      state.problem = '';
      if (!file) return;
      if (await isFull()) return void (state.problem = t('photo-no-room'));
      try {
        const photo = { ...(await shrunk(file)), role: 'taken' };
        await keepPhoto(db, photo);
        state.photos.push(withAddress(photo));
      } catch {
        state.problem = t('photo-unreadable');
      }
    }
    const snap = async () => {
      const file = await props.grab();
      if (file) await keep(file);
      else state.problem = t('stocktakes-walk-no-camera');
    };
    const save = () =>
      emit(
        'save',
        { note: state.note.trim(), ...(props.nameless ? {} : { condition: 'damaged' }) },
        state.photos.map(bare),
      );

    return () =>
      h('div', { class: 'tw-sheet tw-stack-small', role: 'dialog', 'aria-label': props.name }, [
        h('div', { class: 'tw-h2' }, props.name),
        h('div', { class: 'tw-sub' }, t(props.nameless ? 'stocktakes-walk-nameless-more' : 'stocktakes-walk-wrong-more')),
        h('div', { class: 'tw-photos' }, [
          ...state.photos.map(({ sha256, address }) =>
            h('div', { class: 'tw-thumb', key: sha256 }, [
              h('img', { src: address, alt: t('photo-taken') }),
              h('button', {
                type: 'button',
                'aria-label': t('photo-remove'),
                onClick: () => (state.photos = state.photos.filter((each) => each.sha256 !== sha256)),
              }, [icon('close')]),
            ]),
          ),
          state.photos.length < MOST &&
            h('button', { type: 'button', class: 'tw-take', onClick: snap }, [
              icon('camera'),
              h('span', t('photo-take')),
            ]),
        ]),
        state.problem && h('div', { class: 'tw-error', role: 'alert' }, state.problem),
        h('textarea', {
          class: 'tw-input',
          rows: 2,
          maxlength: LONGEST,
          value: state.note,
          placeholder: t(props.nameless ? 'stocktakes-walk-nameless-what' : 'stocktakes-walk-wrong-what'),
          'aria-label': t(props.nameless ? 'stocktakes-walk-nameless-what' : 'stocktakes-walk-wrong-what'),
          onInput: (/** @type {any} */ event) => (state.note = event.target.value),
        }),
        h('div', { class: 'tw-sheet-ways' }, [
          h('button', { type: 'button', class: 'tw-button', onClick: () => emit('never') }, t('stocktakes-walk-back')),
          h('button', {
            type: 'button',
            class: 'tw-primary',
            disabled: props.nameless && !state.note.trim() && !state.photos.length,
            onClick: save,
          }, [icon('check'), t(props.nameless ? 'stocktakes-walk-keep' : 'stocktakes-walk-damaged')]),
        ]),
      ]); // prettier-ignore
  },
});
