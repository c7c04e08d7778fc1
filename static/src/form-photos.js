/** Taking photos inside a form: a camera button and thumbnails. */
import { h } from 'vue';
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
  return h('div', { class: 'tw-photos' }, [
    ...chosen.map((sha) =>
      h('div', { class: 'tw-thumb', key: sha }, [
        h('img', { src: form.photos.get(sha)?.address, alt: t('photo-taken') }),
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

/** A photo older than this was not taken for the form but chosen from those there were. */
const FRESH = 120_000;

/** @param {File} file */
export const roleOf = (file) => (Date.now() - file.lastModified > FRESH ? 'chosen' : 'taken');

/** Photos stop at 90 % of the room we have; text never does. */
export async function isFull() {
  const { usage = 0, quota = 1 } = (await navigator.storage?.estimate?.()) ?? {};
  return usage / quota > 0.9;
}

/** @param {any} photo */
export const withAddress = (photo) => ({
  ...photo,
  address: URL.createObjectURL(new Blob([photo.data], { type: photo.mime })),
});

/** @param {any} photo as it is stored and sent @returns {any} */
export const bare = ({ sha256, data, w, h: height, mime, role }) => ({ sha256, data, w, h: height, mime, role });
