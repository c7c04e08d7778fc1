/** Drawing on a photo with a finger: one colour, undo; what is drawn becomes a photo of its own in its place. */
import { Teleport, defineComponent, h, onMounted, reactive, ref } from 'vue';
import { icon, t } from './ui.js';

const INK = '#e11d1d';
const WIDTH = 90; // of the picture's width to the pen's

/** @typedef {[number, number][]} Stroke points in the picture's own pixels */

/** @param {CanvasRenderingContext2D} pen @param {HTMLImageElement} picture @param {Stroke[]} strokes */
export function paint(pen, picture, strokes) {
  const { width, height } = pen.canvas;
  pen.drawImage(picture, 0, 0, width, height);
  Object.assign(pen, { strokeStyle: INK, lineWidth: Math.max(3, width / WIDTH), lineCap: 'round', lineJoin: 'round' });
  for (const [first, ...others] of strokes) {
    pen.beginPath();
    pen.moveTo(...first);
    for (const point of others.length ? others : [first]) pen.lineTo(...point);
    pen.stroke();
  }
}

export const Draw = defineComponent({
  name: 'TwDraw',
  props: { address: { type: String, required: true } },
  emits: ['drawn', 'leave'],
  setup(props, { emit }) {
    const canvas = ref(/** @type {HTMLCanvasElement | null} */ (null));
    const state = reactive({ strokes: /** @type {Stroke[]} */ ([]), drawing: false });
    const picture = new Image();
    const again = () => {
      const pen = canvas.value?.getContext('2d');
      if (pen) paint(pen, picture, state.strokes);
    };
    onMounted(async () => {
      picture.src = props.address;
      await picture.decode();
      Object.assign(/** @type {any} */ (canvas.value), { width: picture.naturalWidth, height: picture.naturalHeight });
      again();
    });
    /** @param {PointerEvent} event @returns {[number, number]} */
    const at = ({ offsetX, offsetY }) => {
      const { width, clientWidth } = /** @type {HTMLCanvasElement} */ (canvas.value);
      const scale = width / clientWidth;
      return [offsetX * scale, offsetY * scale];
    };
    function begin(/** @type {PointerEvent} */ event) {
      /** @type {HTMLElement} */ (event.target).setPointerCapture(event.pointerId);
      state.drawing = true;
      state.strokes.push([at(event)]);
      again();
    }
    function go(/** @type {PointerEvent} */ event) {
      if (!state.drawing) return;
      state.strokes.at(-1)?.push(at(event));
      again();
    }
    const end = () => (state.drawing = false);
    const undo = () => (state.strokes.pop(), again());
    const done = () =>
      canvas.value?.toBlob(
        (blob) => blob && emit('drawn', new File([blob], 'marked.jpg', { type: 'image/jpeg' })),
        'image/jpeg',
        0.9,
      );

    const button = (
      /** @type {string} */ look,
      /** @type {string} */ symbol,
      /** @type {string} */ text,
      /** @type {any} */ work,
      more = {},
    ) => h('button', { type: 'button', class: look, onClick: work, ...more }, [icon(symbol), text]);
    return () =>
      h(Teleport, { to: 'body' }, [
        h('div', { class: 'tw-draw', role: 'dialog', 'aria-modal': 'true', 'aria-label': t('draw-on') }, [
          h('div', { class: 'tw-draw-hint' }, t('draw-hint')),
          h('div', { class: 'tw-draw-field' }, [
            h('canvas', {
              ref: canvas,
              role: 'img',
              'aria-label': t('draw-hint'),
              onPointerdown: begin,
              onPointermove: go,
              onPointerup: end,
              onPointercancel: end,
            }),
          ]),
          h('div', { class: 'tw-grid' }, [
            state.strokes.length > 0
              ? button('tw-button', 'undo', t('draw-undo'), undo, { 'data-undo': '' })
              : button('tw-button', 'close', t('draw-leave'), () => emit('leave')),
            button('tw-primary', 'check', t('draw-done'), done, { disabled: !state.strokes.length }),
          ]),
        ]),
      ]);
  },
});
