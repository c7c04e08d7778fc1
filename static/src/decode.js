/** Reading codes: always the same decoder, on every phone, from our own server, beside the thread that draws. */

/** The reader's file; build.mjs writes it in. */
const READER = globalThis.TAGWALK_READER;

const OURS = ['QRCodeModel2'];
/** What makers and older systems print. */
const OTHERS = ['EAN13', 'EAN8', 'UPCA', 'Code128', 'Code39', 'DataMatrix'];
const MANY = 255;

/**
 * @typedef {import('./decode-worker.js').Code} Code
 * @typedef {{x: number, y: number, w: number, h: number}} Part of a picture, in its own pixels
 */

/** @type {Worker | undefined} */
let reader;
/** @type {Map<number, {done: (codes: Code[]) => void, fail: (error: Error) => void}>} */
const asked = new Map();
let number = 0;

/** Starts fetching the decoder. */
export function warmUp() {
  if (reader) return;
  const policy = globalThis.trustedTypes?.createPolicy('tagwalk-reader', {
    createScriptURL: (/** @type {string} */ url) => url,
  });
  reader = new Worker(/** @type {any} */ (policy ? policy.createScriptURL(READER) : READER));
  reader.onmessage = ({ data: { id, codes, problem } }) => {
    const waiting = asked.get(id);
    asked.delete(id);
    if (problem) waiting?.fail(new Error(problem));
    else waiting?.done(codes);
  };
  // Its file would not come: the next one who asks tries again.
  reader.onerror = () => {
    for (const { fail } of asked.values()) fail(new Error('no reader'));
    asked.clear();
    reader = undefined;
  };
}

/** @param {any} picture @param {string[]} formats @param {any} [more] @param {Part} [part] @returns {Promise<Code[]>} biggest first */
async function readIn(picture, formats, more, part) {
  warmUp();
  const pixels = await pixelsOf(picture, part);
  const id = (number += 1);
  const answer = new Promise((done, fail) => asked.set(id, { done, fail }));
  const options = { formats, maxNumberOfSymbols: MANY, ...more };
  /** @type {Worker} */ (reader).postMessage({ id, picture: pixels, options }, [
    'data' in pixels ? pixels.data.buffer : pixels,
  ]);
  const found = /** @type {Code[]} */ (await answer);
  return found.sort((a, b) => size(b) - size(a));
}

/** What can be handed over to the other thread. @param {any} picture a video frame, bitmap or image @param {Part} [part] @returns {Promise<any>} */
async function pixelsOf(picture, part) {
  const width = picture.videoWidth || picture.naturalWidth || picture.width;
  const height = picture.videoHeight || picture.naturalHeight || picture.height;
  const [x, y, w, h] = part ? [part.x, part.y, part.w, part.h] : [0, 0, width, height];
  if (globalThis.OffscreenCanvas) return createImageBitmap(picture, x, y, w, h);
  const canvas = document.createElement('canvas');
  canvas.width = w;
  canvas.height = h;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  context.drawImage(picture, x, y, w, h, 0, 0, w, h);
  return context.getImageData(0, 0, w, h);
}

/** @param {Code} code */
const size = ({ corners: [a, , c] }) => Math.abs((c.x - a.x) * (c.y - a.y));

/**
 * Every QR code in a picture with where it is: one look of a camera that stays open. What is printed light on dark is
 * left to the slower look at one label.
 * @param {any} picture @param {Part} [part] that is on the screen; corners are told within it
 */
export const codesIn = (picture, part) => readIn(picture, OURS, { tryInvert: false }, part);

/**
 * A QR code comes first: our own label often sticks beside a maker's barcode.
 * @param {any} picture a video frame, bitmap or canvas
 * @param {boolean} [any] other makers' codes as well
 * @returns {Promise<string[]>} the texts of the codes in it, biggest first
 */
export async function textsIn(picture, any = false) {
  let found = await readIn(picture, OURS);
  if (any && !found.length) found = await readIn(picture, OTHERS);
  return found.map((code) => code.text);
}
