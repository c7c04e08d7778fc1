/** A live camera for a view: open as long as the view is on the screen and somebody looks at the page. */
import { onBeforeUnmount, onMounted, ref } from 'vue';
import { close, hasLamp, light, openCamera } from './camera.js';
import { warmUp } from './decode.js';

const WHY = ['insecure', 'refused', 'none', 'busy'];

/**
 * @param {{camera: string, lamp: boolean, lit: boolean}} state what the screen says of it
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
      Object.assign(state, { camera: 'on', lamp: hasLamp(stream) });
      again();
    } catch (error) {
      stop();
      const why = /** @type {Error} */ (error).message;
      state.camera = WHY.includes(why) ? why : 'busy';
    } finally {
      opening = false;
    }
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
  const toggleLight = () => stream && light(stream, (state.lit = !state.lit)).catch(() => (state.lamp = false));

  return { video, isOpen, toggleLight };
}
