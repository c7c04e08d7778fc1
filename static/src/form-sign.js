/** Signing with a finger: a white field, kept as a picture like any photo. */
import { defineComponent, h, onMounted, ref } from 'vue';
import { inkOf, isInk } from './handovers.js';
import { icon, t } from './ui.js';

const PAUSE = 700; // ms after the last stroke until the signature is kept

/**
 * @param {any} form
 * @param {string[]} chosen the signature's hash, if it is signed
 * @param {(hashes: string[]) => void} change
 * @param {string} label
 */
export function signView(form, chosen, change, label) {
  const address = chosen.length ? form.photos.get(chosen[0])?.address : '';
  if (address) {
    return h('div', { class: 'tw-stack-small' }, [
      h('img', { class: 'tw-sign', src: address, alt: t('sign-signed') }),
      h('button', { type: 'button', class: 'tw-button tw-small', onClick: () => change([]) }, [
        icon('refresh'),
        t('sign-again'),
      ]),
    ]);
  }
  return h(Pad, {
    label,
    onSigned: async (/** @type {File} */ file, /** @type {number[]} */ ink) => {
      if (form.fields?.value.some((/** @type {any} */ field) => field.widget === 'ink')) form.state.values.ink = ink;
      change((await form.takePhotos([file])).slice(0, 1));
    },
  });
}

const Pad = defineComponent({
  name: 'TwPad',
  props: { label: { type: String, required: true } },
  emits: ['signed'],
  setup(props, { emit }) {
    const canvas = ref(/** @type {HTMLCanvasElement | null} */ (null));
    const touched = ref(false);
    const little = ref(false); // what was drawn so far is no signature yet
    /** @type {[number, number][][]} */
    const strokes = [];
    let timer = 0;
    let drawing = false;
    const pen = () => /** @type {CanvasRenderingContext2D} */ (canvas.value?.getContext('2d'));

    onMounted(() => {
      const { clientWidth, clientHeight } = /** @type {HTMLCanvasElement} */ (canvas.value);
      Object.assign(/** @type {any} */ (canvas.value), { width: clientWidth * 2, height: clientHeight * 2 });
      const ink = pen();
      ink.fillStyle = '#fff';
      ink.fillRect(0, 0, clientWidth * 2, clientHeight * 2);
      Object.assign(ink, { strokeStyle: '#14213d', lineWidth: 5, lineCap: 'round', lineJoin: 'round' });
    });
    /** @param {PointerEvent} event */
    const at = ({ offsetX, offsetY }) => /** @type {[number, number]} */ ([offsetX * 2, offsetY * 2]);
    /** @param {PointerEvent} event */
    function begin(event) {
      /** @type {HTMLElement} */ (event.target).setPointerCapture(event.pointerId);
      clearTimeout(timer);
      drawing = touched.value = true;
      little.value = false;
      strokes.push([at(event)]);
      pen().beginPath();
      pen().moveTo(...at(event));
    }
    /** @param {PointerEvent} event */
    function go(event) {
      if (!drawing) return;
      strokes.at(-1)?.push(at(event));
      pen().lineTo(...at(event));
      pen().stroke();
    }
    function end() {
      if (!drawing) return;
      drawing = false;
      timer = setTimeout(() => {
        const ink = inkOf(strokes, canvas.value?.width ?? 0);
        if (!isInk(ink)) return (little.value = true);
        canvas.value?.toBlob((blob) => {
          if (blob) emit('signed', new File([blob], 'signature.png', { type: 'image/png' }), ink);
        }, 'image/png');
      }, PAUSE);
    }
    return () =>
      h('div', { class: 'tw-pad' }, [
        h('canvas', {
          ref: canvas,
          class: 'tw-sign',
          role: 'img',
          'aria-label': props.label,
          onPointerdown: begin,
          onPointermove: go,
          onPointerup: end,
          onPointercancel: end,
        }),
        !touched.value && h('span', { class: 'tw-pad-hint' }, t('sign-here')),
        little.value && h('span', { class: 'tw-error', role: 'alert' }, t('sign-more')),
      ]);
  },
});
