/** The camera that stays open while counting: every code in the picture is read and outlined where it is. */
import { defineComponent, h, onBeforeUnmount, reactive } from 'vue';
import { codesIn } from './decode.js';
import { useCamera } from './live.js';
import { opened } from './photo.js';
import { icon, t } from './ui.js';
import { listen } from './wedge.js';

const PAUSE = 30; // ms between two looks: the screen and the battery want some, too
const FADE = 350; // ms that an outline stays where a code was last seen

/** Besides its colour each has a sign and a line of its own. @type {Record<string, string>} */
const SIGNS = { here: '✓', elsewhere: '→', unknown: '?', again: '=', room: '⌂', '': '·' };

export default defineComponent({
  name: 'TwLens',
  props: {
    moodOf: { type: Function, required: true }, // what a text is known to be by now
  },
  emits: ['codes'],
  setup(props, { emit, expose }) {
    const state = reactive({
      camera: 'starting',
      lamp: false,
      lit: false,
      reading: false,
      shape: 4 / 3,
      part: { x: 0, y: 0, w: 4, h: 3 },
      codes: /** @type {import('./decode.js').Code[]} */ ([]),
    });
    let seenAt = 0;
    const away = () => (state.codes = []);
    const { video, isOpen, toggleLight } = useCamera(state, look, { pause: PAUSE, away });

    /** What of the picture is on the screen: nothing is counted that nobody sees. @param {HTMLVideoElement} on */
    function partOf({ videoWidth: w, videoHeight: h, clientWidth, clientHeight }) {
      const shape = clientWidth && clientHeight ? clientWidth / clientHeight : w / h;
      const [width, height] = [Math.min(w, Math.round(h * shape)), Math.min(h, Math.round(w / shape))];
      return { x: Math.floor((w - width) / 2), y: Math.floor((h - height) / 2), w: width, h: height };
    }

    /** @param {HTMLVideoElement} picture */
    async function look(picture) {
      state.shape = picture.videoWidth / picture.videoHeight;
      const part = partOf(picture);
      const codes = await codesIn(picture, part);
      if (!isOpen()) return;
      if (codes.length || Date.now() - seenAt > FADE) Object.assign(state, { codes, part });
      if (codes.length) seenAt = Date.now();
      if (codes.length) emit('codes', codes);
    }

    // A hardware scanner beside the camera, or instead of it.
    onBeforeUnmount(listen((text) => emit('codes', [{ text, corners: [] }], true)));

    /** Labels in a photo, where there is no live camera. */
    async function fromPhoto(/** @type {any} */ event) {
      const [file] = event.target.files;
      event.target.value = '';
      if (!file) return;
      state.reading = true;
      try {
        emit('codes', await codesIn(await opened(file)), true);
      } catch {
        emit('codes', [], true);
      } finally {
        state.reading = false;
      }
    }

    /** What the camera sees now, as a picture file; null without a camera. @returns {Promise<File | null>} */
    async function grab() {
      const on = video.value;
      if (!isOpen() || !on?.videoWidth) return null;
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: on.videoWidth, height: on.videoHeight });
      /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).drawImage(on, 0, 0);
      const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
      return blob && new File([/** @type {Blob} */ (blob)], 'seen.jpg', { type: 'image/jpeg' });
    }
    expose({ grab });

    const outlines = () => {
      const { w, h: height } = state.part;
      const unit = w / 100;
      return h(
        'svg',
        { class: 'tw-lens-marks', viewBox: `0 0 ${w} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        state.codes.map(({ text, corners }) => {
          const mood = props.moodOf(text);
          const points = corners.map(({ x, y }) => `${x},${y}`).join(' ');
          const [x, y] = [corners[0].x + corners[2].x, corners[0].y + corners[2].y].map((sum) => sum / 2);
          return h('g', { class: `tw-mark tw-mark-${mood || 'new'}`, key: text, 'data-mood': mood }, [
            h('polygon', { class: 'tw-mark-halo', points, 'stroke-width': unit * 2 }),
            h('polygon', { class: 'tw-mark-line', points, 'stroke-width': unit }),
            h('circle', { cx: x, cy: y, r: unit * 3 }),
            h('text', { x, y, 'font-size': unit * 4.4, 'text-anchor': 'middle', 'dominant-baseline': 'central' }, SIGNS[mood || '']),
          ]); // prettier-ignore
        }),
      );
    };

    return () => {
      const live = state.camera === 'on' || state.camera === 'starting';
      return h('div', { class: ['tw-lens', state.shape < 1 && 'tw-lens-tall'], 'data-camera': state.camera }, [
        h('div', { class: ['tw-lens-view', !live && 'tw-lens-off'], style: { '--shape': state.shape } }, [
          h('video', { ref: video, muted: true, playsinline: true, 'aria-label': t('scan-view'), hidden: !live }),
          live && outlines(),
          state.camera === 'starting' && h('div', { class: 'tw-lens-why', role: 'status' }, t('scan-starting')),
          !live &&
            h('div', { class: 'tw-lens-why', role: 'status' }, [
              icon('camera-off'),
              h('p', t(`scan-camera-${state.camera}`)),
              h('label', { class: 'tw-primary', 'aria-busy': String(state.reading) }, [
                h('input', {
                  type: 'file',
                  accept: 'image/*',
                  capture: 'environment',
                  class: 'tw-hidden-text',
                  onChange: fromPhoto,
                }),
                icon('camera'),
                t(state.reading ? 'scan-reading' : 'scan-photo'),
              ]),
            ]),
          state.lamp &&
            h(
              'button',
              {
                type: 'button',
                class: 'tw-lamp tw-lens-lamp',
                'aria-pressed': String(state.lit),
                'aria-label': t('scan-lamp'),
                onClick: toggleLight,
              },
              [icon(state.lit ? 'lamp-on' : 'lamp')],
            ),
        ]),
      ]);
    };
  },
});
