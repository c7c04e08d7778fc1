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

/** @typedef {{buzz: number[], wave: OscillatorType, tones: [pitch: number, start: number, length: number][]}} Sound */

/** What is heard and felt while counting, told apart without a look: up, down, low, one short knock. @type {Record<string, Sound>} */
const SOUNDS = {
  here: { buzz: [45], wave: 'sine', tones: [[880, 0, 0.07], [1320, 0.07, 0.1]] },
  elsewhere: { buzz: [70, 60, 70], wave: 'triangle', tones: [[990, 0, 0.12], [660, 0.14, 0.2]] },
  unknown: { buzz: [260], wave: 'square', tones: [[196, 0, 0.3]] },
  again: { buzz: [20, 40, 20], wave: 'sine', tones: [[440, 0, 0.05]] },
  room: { buzz: [45, 40, 45, 40, 90], wave: 'sine', tones: [[660, 0, 0.09], [880, 0.1, 0.09], [1100, 0.2, 0.16]] },
}; // prettier-ignore

/** @param {'here'|'elsewhere'|'unknown'|'again'|'room'} mood */
export function signalMood(mood) {
  const { buzz, wave, tones } = SOUNDS[mood];
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(buzz);
  try {
    audio ??= new AudioContext();
    for (const [pitch, start, length] of tones) beep(pitch, start, length, wave);
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
