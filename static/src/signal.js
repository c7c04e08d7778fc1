/** What the hand and ear notice: success and failure sound and feel different. */

/** @type {AudioContext | undefined} */
let audio;

/** @param {boolean} good */
export function signal(good) {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(good ? 60 : [70, 60, 70]);
  try {
    audio ??= new AudioContext();
    if (good) [880, 1320].forEach((pitch, i) => beep(pitch, i * 0.09, 0.09, 'sine'));
    else [200, 200].forEach((pitch, i) => beep(pitch, i * 0.16, 0.12, 'square'));
  } catch {
    // No sound here; the screen says it too.
  }
}

/** @param {number} pitch @param {number} start @param {number} length @param {OscillatorType} type */
function beep(pitch, start, length, type) {
  const context = /** @type {AudioContext} */ (audio);
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.type = type;
  tone.frequency.value = pitch;
  volume.gain.value = type === 'square' ? 0.06 : 0.15;
  tone.connect(volume).connect(context.destination);
  tone.start(context.currentTime + start);
  tone.stop(context.currentTime + start + length);
}
