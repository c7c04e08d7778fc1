/** Reading QR codes: always the same decoder, on every phone, from our own server. */
import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm';

/** What makers and older systems print. @type {any[]} */
const OTHERS = ['ean_13', 'ean_8', 'upc_a', 'code_128', 'code_39', 'data_matrix'];
/** @type {BarcodeDetector | undefined} */
let detector;
/** @type {BarcodeDetector | undefined} */
let others;

/** Starts fetching the decoder. */
export function warmUp() {
  if (detector) return;
  prepareZXingModule({
    overrides: {
      locateFile: (/** @type {string} */ path, /** @type {string} */ at) => (path.endsWith('.wasm') ? wasm : at + path),
    },
    fireImmediately: true,
  });
  detector = new BarcodeDetector({ formats: ['qr_code_model_2'] });
  others = new BarcodeDetector({ formats: OTHERS });
}

/**
 * A QR code comes first: our own label often sticks beside a maker's barcode.
 * @param {any} picture a video frame, bitmap or canvas
 * @param {boolean} [any] other makers' codes as well
 * @returns {Promise<string[]>} the texts of the codes in it, biggest first
 */
export async function textsIn(picture, any = false) {
  warmUp();
  let found = await /** @type {BarcodeDetector} */ (detector).detect(picture);
  if (any && !found.length) found = await /** @type {BarcodeDetector} */ (others).detect(picture);
  const size = (/** @type {any} */ code) => code.boundingBox.width * code.boundingBox.height;
  return found.sort((a, b) => size(b) - size(a)).map((code) => code.rawValue);
}
