/** The live camera and the microphone: opening them, and saying why they would not. */
import { facing } from './lens.js';

export const openCamera = () =>
  open({
    audio: false,
    video: { facingMode: { ideal: facing() }, width: { ideal: 1280 }, height: { ideal: 720 } },
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
