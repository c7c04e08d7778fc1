/** Photos: made small and free of EXIF before they are kept. */
import { hashOf } from './digest.js';

const LONG_SIDE = 1600;
const QUALITY = 0.8;

/** @param {Blob} file @returns {Promise<import('./outbox.js').Photo>} throws when the picture cannot be read */
export async function shrunk(file) {
  const picture = await opened(file);
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).drawImage(
    picture,
    0,
    0,
    canvas.width,
    canvas.height,
  );
  if ('close' in picture) picture.close();
  /** @type {Blob} */
  const blob = await new Promise((done, fail) =>
    canvas.toBlob((made) => (made ? done(made) : fail(new Error('no picture'))), 'image/jpeg', QUALITY),
  );
  const data = await blob.arrayBuffer();
  return { sha256: hashOf(new Uint8Array(data)), data, w: canvas.width, h: canvas.height, mime: 'image/jpeg' };
}

/** @param {Blob} file @returns {Promise<ImageBitmap | HTMLImageElement>} upright */
export async function opened(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    const address = URL.createObjectURL(file);
    const image = new Image();
    image.src = address;
    await image.decode().finally(() => URL.revokeObjectURL(address));
    return image;
  }
}

/** What iPhones take; Safari reads it and so it becomes a JPEG, other browsers do not. @param {File} file */
export const isHeic = ({ type, name }) => /hei[cf]/i.test(type) || /\.hei[cf]$/i.test(name);
