/** What a camera's track can do besides giving a picture: coming nearer, looking at a point, lighting; each where it can. */

/** @typedef {{min: number, max: number, step: number, now: number}} Zoom */

const FACING = 'tw-camera';
const RETURN = 4000; // ms after which the camera looks for itself again

/** The side that was chosen on this phone. @returns {'environment'|'user'} */
export const facing = () => (globalThis.localStorage?.getItem(FACING) === 'user' ? 'user' : 'environment');

/** The other one from now on; remembered. */
export const turnFacing = () => globalThis.localStorage?.setItem(FACING, facing() === 'user' ? 'environment' : 'user');

/** @returns {Promise<boolean>} whether there is a second camera to turn to */
export async function hasOther() {
  const devices = (await globalThis.navigator?.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
  return devices.filter(({ kind }) => kind === 'videoinput').length > 1;
}

/** @param {MediaStreamTrack | undefined} track @returns {any} */
const able = (track) => track?.getCapabilities?.() ?? {};

/** @param {MediaStreamTrack | undefined} track */
export const hasLamp = (track) => Boolean(able(track).torch);

/** @param {MediaStreamTrack} track @param {boolean} lit */
export const light = (track, lit) => set(track, { torch: lit });

/** @param {MediaStreamTrack} track @returns {Zoom | null} nothing where it cannot come nearer */
export function zoomOf(track) {
  const { zoom } = able(track);
  if (!zoom || !(zoom.max > zoom.min)) return null;
  const now = /** @type {any} */ (track.getSettings?.() ?? {}).zoom ?? zoom.min;
  return { min: zoom.min, max: zoom.max, step: zoom.step || (zoom.max - zoom.min) / 50, now };
}

/** @param {Zoom} zoom @param {number} wanted @returns {number} the nearest the camera can do */
export const within = ({ min, max, step }, wanted) =>
  Math.min(max, Math.max(min, min + Math.round((wanted - min) / step) * step));

/** @param {MediaStreamTrack} track @param {number} zoom */
export const zoomTo = (track, zoom) => set(track, { zoom });

/** @param {MediaStreamTrack | undefined} track */
export function canFocus(track) {
  const { focusMode = [], pointsOfInterest } = able(track);
  return Boolean(pointsOfInterest) || focusMode.includes('single-shot');
}

/**
 * Looks sharply at one point, and for itself again a little later.
 * @param {MediaStreamTrack} track @param {{x: number, y: number}} point in shares of the picture
 */
export async function focusAt(track, point) {
  const { focusMode = [], pointsOfInterest } = able(track);
  await set(track, {
    ...(pointsOfInterest ? { pointsOfInterest: [point] } : {}),
    ...(focusMode.includes('single-shot') ? { focusMode: 'single-shot' } : {}),
  });
  if (focusMode.includes('continuous'))
    setTimeout(() => set(track, { focusMode: 'continuous' }).catch(() => {}), RETURN);
}

/**
 * Where a point of the screen is in the picture, of which only the middle is shown.
 * @param {{x: number, y: number, width: number, height: number}} box the picture's on the screen
 * @param {{width: number, height: number}} picture
 * @param {{x: number, y: number}} at on the screen
 * @param {boolean} mirrored
 */
export function pointIn(box, picture, at, mirrored = false) {
  const scale = Math.max(box.width / picture.width, box.height / picture.height);
  const share = (/** @type {number} */ from, /** @type {number} */ shown, /** @type {number} */ whole) =>
    Math.min(1, Math.max(0, 0.5 + (from - shown / 2) / (whole * scale)));
  const x = share(at.x - box.x, box.width, picture.width);
  return { x: mirrored ? 1 - x : x, y: share(at.y - box.y, box.height, picture.height) };
}

/** @param {MediaStreamTrack} track @param {Record<string, any>} wish */
const set = (track, wish) => track.applyConstraints(/** @type {any} */ ({ advanced: [wish] }));
