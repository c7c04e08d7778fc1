/** The live camera and the microphone: opening them, saying why they would not, and the camera's lamp. */

export const openCamera = () =>
  open({
    audio: false,
    video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
  });

export const openMicrophone = () => open({ audio: { channelCount: 1, echoCancellation: false }, video: false });

/** @param {MediaStreamConstraints} wanted @returns {Promise<MediaStream>} throws an Error whose message is a word: insecure, refused, none or busy */
async function open(wanted) {
  if (!navigator.mediaDevices?.getUserMedia) throw new Error('insecure');
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
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
