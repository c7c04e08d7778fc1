/** Taking photos inside a form: a camera button and thumbnails; voices are kept the same way. */
import { defineComponent, h, ref } from 'vue';
import { keepPhoto } from './draft.js';
import { Draw } from './form-draw.js';
import { isHeic, shrunk } from './photo.js';
import { isFull } from './storage.js';
import { asSpoken } from './voice.js';
import { icon, t } from './ui.js';

/**
 * @param {any} form
 * @param {string[]} chosen hashes in this field
 * @param {(hashes: string[]) => void} change
 * @param {string} label
 */
export function photosView(form, chosen, change, label) {
  const take = async (/** @type {any} */ event) => {
    const taken = await form.takePhotos([...event.target.files]);
    event.target.value = '';
    change([...new Set([...chosen, ...taken])]);
  };
  /** What was drawn on takes the place of what was taken, and is as fresh or as old as that. @param {string} sha @param {File} file */
  const mark = async (sha, file) => {
    const [marked] = await form.takePhotos([file], form.photos.get(sha)?.role);
    if (marked) change(chosen.map((other) => (other === sha ? marked : other)));
  };
  return h('div', { class: 'tw-photos' }, [
    ...chosen.map((sha) =>
      h('div', { class: 'tw-thumb', key: sha }, [
        h(Marked, {
          address: form.photos.get(sha)?.address ?? '',
          onMarked: (/** @type {File} */ file) => mark(sha, file),
        }),
        h(
          'button',
          {
            type: 'button',
            'aria-label': t('photo-remove'),
            onClick: () => change(chosen.filter((other) => other !== sha)),
          },
          [icon('close')],
        ),
      ]),
    ),
    h('label', { class: 'tw-take' }, [
      h('input', {
        type: 'file',
        accept: 'image/*',
        capture: 'environment',
        class: 'tw-hidden-text',
        'aria-label': label,
        onChange: take,
      }),
      icon('camera'),
      h('span', t('photo-take')),
    ]),
  ]);
}

/** A photo that opens for drawing on it. */
const Marked = defineComponent({
  name: 'TwMarked',
  props: { address: { type: String, required: true } },
  emits: ['marked'],
  setup(props, { emit }) {
    const open = ref(false);
    return () => [
      h(
        'button',
        { type: 'button', class: 'tw-thumb-open', 'aria-label': t('draw-on'), onClick: () => (open.value = true) },
        [h('img', { src: props.address, alt: t('photo-taken') }), h('span', [icon('draw')])],
      ),
      open.value &&
        h(Draw, {
          address: props.address,
          onLeave: () => (open.value = false),
          onDrawn: (/** @type {File} */ file) => ((open.value = false), emit('marked', file)),
        }),
    ];
  },
});

/** A photo older than this was not taken for the form but chosen from those there were. */
const FRESH = 120_000;

/** @param {File} file */
export const roleOf = (file) => (Date.now() - file.lastModified > FRESH ? 'chosen' : 'taken');

/** @param {any} photo */
export const withAddress = (photo) => ({
  ...photo,
  address: URL.createObjectURL(new Blob([photo.data], { type: photo.mime })),
});

/** @param {any} photo as it is stored and sent @returns {any} */
export const bare = ({ sha256, data, w, h: height, mime, role }) => ({ sha256, data, w, h: height, mime, role });

/**
 * What takes photos into a form: each is made small, kept with the draft, and known by its hash from then on.
 * @param {any} db @param {Map<string, any>} photos @param {any} state @param {() => void} touched @param {boolean} preview
 * @returns {(files: FileList | File[], role?: string) => Promise<string[]>} hashes of what could be read
 */
export const taker =
  (db, photos, state, touched, preview) =>
  async (files, role = '') => {
    if (await isFull()) return ((state.problem = t('photo-no-room')), []);
    const taken = [];
    for (const file of files) {
      try {
        const made = await (file.type.startsWith('audio/') ? asSpoken(file) : shrunk(file));
        const photo = { ...made, role: role || roleOf(file) };
        if (!preview) await keepPhoto(db, photo);
        photos.set(photo.sha256, withAddress(photo));
        taken.push(photo.sha256);
      } catch {
        state.problem = t(isHeic(file) ? 'photo-heic' : 'photo-unreadable');
      }
    }
    touched();
    return taken;
  };
