/** What lies over and under the scanner's picture: torch, other camera, coming nearer; what a mistyped code may be. */
import { h } from 'vue';
import { pointIn } from './lens.js';
import { icon, t } from './ui.js';

/** Buttons over the picture. @param {any} state @param {{toggleLight: () => void, turn: () => void}} camera */
export const buttons = (state, { toggleLight, turn }) =>
  h('div', { class: 'tw-over' }, [
    state.lamp &&
      button('scan-lamp', state.lit ? 'lamp-on' : 'lamp', toggleLight, { 'aria-pressed': String(state.lit) }),
    state.other && button('scan-turn', 'turn', turn),
  ]);

/** @param {string} word @param {string} symbol @param {() => void} onClick @param {Record<string, string>} [more] */
const button = (word, symbol, onClick, more) =>
  h('button', { type: 'button', class: 'tw-lamp', 'aria-label': t(word), title: t(word), onClick, ...more }, [
    icon(symbol),
  ]);

/** Coming nearer, with a slider beside pinching. @param {import('./lens.js').Zoom} zoom @param {(wanted: number) => void} zoomTo */
export const slider = ({ min, max, step, now }, zoomTo) =>
  h('label', { class: 'tw-zoom' }, [
    icon('search'),
    h('input', {
      type: 'range',
      min,
      max,
      step,
      value: now,
      'aria-label': t('scan-zoom'),
      onInput: (/** @type {any} */ event) => zoomTo(Number(event.target.value)),
    }),
    h('span', { class: 'tw-num' }, `${(now / (min || 1)).toFixed(1)}×`),
  ]);

/**
 * Fingers on the picture: two come nearer, one says where to look.
 * @param {any} state @param {{zoomTo: (wanted: number) => void, focusAt: (point: {x: number, y: number}) => void}} camera
 */
export function fingers(state, { zoomTo, focusAt }) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  let begun = { apart: 0, zoom: 1 };
  let pinched = false;
  const apart = () => {
    const [one, other] = [...down.values()];
    return Math.hypot(one.x - other.x, one.y - other.y);
  };
  /** @param {PointerEvent} event */
  const lift = ({ pointerId }) => (down.delete(pointerId), void (down.size || (pinched = false)));
  return {
    onPointerdown: (/** @type {PointerEvent} */ { pointerId, clientX, clientY }) => {
      down.set(pointerId, { x: clientX, y: clientY });
      if (down.size !== 2 || !state.zoom) return;
      begun = { apart: apart(), zoom: state.zoom.now };
      pinched = true;
    },
    onPointermove: (/** @type {PointerEvent} */ { pointerId, clientX, clientY }) => {
      if (!down.has(pointerId)) return;
      down.set(pointerId, { x: clientX, y: clientY });
      if (down.size === 2 && state.zoom && begun.apart) zoomTo((begun.zoom * apart()) / begun.apart);
    },
    onPointerup: (/** @type {PointerEvent} */ event) => {
      const video = /** @type {HTMLVideoElement} */ (event.currentTarget);
      if (down.has(event.pointerId) && down.size === 1 && !pinched && state.focus) {
        const picture = { width: video.videoWidth, height: video.videoHeight };
        const box = video.getBoundingClientRect();
        const at = { x: event.clientX, y: event.clientY };
        focusAt(pointIn(box, picture, at, state.mirrored));
        state.ring = { x: at.x - box.x, y: at.y - box.y, key: Date.now() };
      }
      lift(event);
    },
    onPointercancel: lift,
    onPointerleave: lift,
  };
}

/** Where somebody asked to look. @param {{x: number, y: number, key: number} | null} ring */
export const focusRing = (ring) =>
  ring && h('span', { class: 'tw-focus', key: ring.key, style: { left: `${ring.x}px`, top: `${ring.y}px` } });

/** Codes that were perhaps meant; what differs is marked. @param {import('./mend.js').Mended[]} found @param {(code: string) => void} take */
export const meant = (found, take) =>
  h('div', { class: 'tw-stack tw-meant' }, [
    h('p', { class: 'tw-sub' }, t('scan-meant')),
    ...found.map((each) =>
      h('button', { type: 'button', class: 'tw-button', key: each.code, onClick: () => take(each.code) }, [
        h('span', { class: 'tw-code' }, marked(each)),
        each.name && h('span', each.name),
      ]),
    ),
  ]);

/** @param {import('./mend.js').Mended} mended */
const marked = ({ code, at }) =>
  [...code].flatMap((character, place) => [
    place && place % 4 === 0 ? '-' : null,
    at.includes(place) ? h('mark', character) : character,
  ]);
