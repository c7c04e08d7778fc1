/** A live camera for a view: open as long as the view is on the screen and somebody looks at the page. */
import { onBeforeUnmount, onMounted, ref } from 'vue';
import { close, openCamera } from './camera.js';
import { warmUp } from './decode.js';
import * as lens from './lens.js';

const WHY = ['insecure', 'refused', 'none', 'busy'];
const DARK = 2500; // ms without a picture, as phones leave a page behind that was in the background

/**
 * @param {{camera: string, lamp: boolean, lit: boolean, zoom?: lens.Zoom | null, focus?: boolean, other?: boolean,
 *   mirrored?: boolean}} state what the screen says of it
 * @param {(picture: HTMLVideoElement) => Promise<void>} look is called again and again
 * @param {{pause: number, back?: () => void, away?: () => void}} how pause: ms between two looks;
 *   back: the page is looked at again; away: the camera was closed
 */
export function useCamera(state, look, { pause, back, away }) {
  const video = ref(/** @type {HTMLVideoElement | null} */ (null));
  /** @type {MediaStream | null} */
  let stream = null;
  let timer = 0;
  let alive = true;
  let opening = false;

  onMounted(() => {
    warmUp();
    start();
    document.addEventListener('visibilitychange', follow);
    addEventListener('pageshow', follow);
  });
  onBeforeUnmount(() => {
    alive = false;
    stop();
    document.removeEventListener('visibilitychange', follow);
    removeEventListener('pageshow', follow);
  });

  function follow() {
    if (document.hidden) return stop();
    back?.();
    start();
  }

  async function start() {
    if (stream || opening) return;
    opening = true;
    state.camera = 'starting';
    try {
      stream = await openCamera();
      if (!alive || !video.value || document.hidden) return stop();
      video.value.srcObject = stream;
      await video.value.play();
      const track = stream.getVideoTracks()[0];
      follows(track);
      Object.assign(state, { camera: 'on', lamp: lens.hasLamp(track), focus: lens.canFocus(track) });
      Object.assign(state, { zoom: lens.zoomOf(track), mirrored: lens.facing() === 'user' });
      lens.hasOther().then((other) => (state.other = other));
      again();
    } catch (error) {
      stop();
      const why = /** @type {Error} */ (error).message;
      state.camera = WHY.includes(why) ? why : 'busy';
    } finally {
      opening = false;
    }
  }

  /** A phone may take the camera away, or go on without a picture: it is opened anew. @param {MediaStreamTrack} track */
  function follows(track) {
    const anew = () => {
      if (stream?.getVideoTracks()[0] !== track || document.hidden) return;
      stop();
      start();
    };
    track.addEventListener('ended', anew);
    track.addEventListener('mute', () => setTimeout(() => track.muted && anew(), DARK));
  }

  function stop() {
    clearTimeout(timer);
    if (stream) close(stream);
    stream = null;
    state.lit = false;
    away?.();
  }

  async function again() {
    if (!stream) return;
    try {
      if (video.value && video.value.readyState >= 2) await look(video.value);
    } catch (error) {
      console.warn(error);
    }
    timer = setTimeout(again, pause);
  }

  /** Whether there is a picture now: nothing is told of one that came too late. */
  const isOpen = () => Boolean(stream);
  const track = () => stream?.getVideoTracks()[0];
  const toggleLight = () => {
    const here = track();
    if (here) lens.light(here, (state.lit = !state.lit)).catch(() => (state.lamp = false));
  };
  const turn = () => (lens.turnFacing(), stop(), start());
  /** @param {number} wanted */
  const zoomTo = (wanted) => {
    const here = track();
    if (!here || !state.zoom) return;
    state.zoom.now = lens.within(state.zoom, wanted);
    lens.zoomTo(here, state.zoom.now).catch(() => (state.zoom = null));
  };
  /** @param {{x: number, y: number}} point in shares of the picture */
  const focusAt = (point) => {
    const here = track();
    if (here) lens.focusAt(here, point).catch(() => (state.focus = false));
  };

  return { video, isOpen, toggleLight, turn, zoomTo, focusAt, start };
}
