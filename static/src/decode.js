/** Reading QR codes: always the same decoder, on every phone, from our own server. */
import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm';

/** @type {BarcodeDetector | undefined} */
let detector;

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
}

/** @param {any} picture a video frame, bitmap or canvas @returns {Promise<string[]>} the texts of the codes in it, biggest first */
export async function textsIn(picture) {
  warmUp();
  const found = await /** @type {BarcodeDetector} */ (detector).detect(picture);
  const size = (/** @type {any} */ code) => code.boundingBox.width * code.boundingBox.height;
  return found.sort((a, b) => size(b) - size(a)).map((code) => code.rawValue);
}
