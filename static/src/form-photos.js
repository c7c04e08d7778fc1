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
