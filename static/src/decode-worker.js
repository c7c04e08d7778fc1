/** Reads codes in a thread of its own, so that the screen goes on while a picture is looked at. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm';

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{text: string, corners: Point[]}} Code corners clockwise from the upper left, in the picture's own pixels
 * @typedef {{id: number, picture: ImageBitmap | ImageData, options: import('zxing-wasm/reader').ReaderOptions}} Task
 */
const worker = /** @type {any} */ (self);

prepareZXingModule({
  overrides: {
    locateFile: (/** @type {string} */ path, /** @type {string} */ at) => (path.endsWith('.wasm') ? wasm : at + path),
  },
  fireImmediately: true,
}).catch(() => {});

/** @type {OffscreenCanvas | undefined} */
let canvas;

/** @param {ImageBitmap} picture */
function pixelsOf(picture) {
  const { width, height } = picture;
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
    canvas.getContext('2d', { willReadFrequently: true })
  );
  context.drawImage(picture, 0, 0);
  picture.close();
  return context.getImageData(0, 0, width, height);
}

worker.onmessage = async (/** @type {MessageEvent<Task>} */ { data: { id, picture, options } }) => {
  try {
    const pixels = 'data' in picture ? picture : pixelsOf(picture);
    const found = await readBarcodes(pixels, options);
    const codes = found
      .filter((each) => each.isValid)
      .map(({ text, position: p }) => ({ text, corners: [p.topLeft, p.topRight, p.bottomRight, p.bottomLeft] }));
    worker.postMessage({ id, codes });
  } catch (error) {
    worker.postMessage({ id, problem: String(error) });
  }
};
