/** The live camera: opening it, saying why it would not, and its lamp. */

/** @returns {Promise<MediaStream>} throws an Error whose message is a word: insecure, refused, none or busy */
export async function openCamera() {
  if (!navigator.mediaDevices?.getUserMedia) throw new Error('insecure');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    const name = /** @type {Error} */ (error).name;
    if (name === 'NotAllowedError' || name === 'SecurityError') throw new Error('refused');
    throw new Error(name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy');
  }
}

/** @param {MediaStream} stream */
export const close = (stream) => stream.getTracks().forEach((track) => track.stop());

/** @param {MediaStream} stream */
export const hasLamp = (stream) => Boolean(/** @type {any} */ (stream.getVideoTracks()[0])?.getCapabilities?.().torch);

/** @param {MediaStream} stream @param {boolean} lit */
export const light = (stream, lit) =>
  stream.getVideoTracks()[0].applyConstraints(/** @type {any} */ ({ advanced: [{ torch: lit }] }));
