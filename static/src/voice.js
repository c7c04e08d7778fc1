/** Recording a voice note: a minute at most, and small. No screen in here. */
import { close, openMicrophone } from './camera.js';
import { hashOf } from './digest.js';

export const LONGEST = 60; // seconds
const MOST = 560_000; // bytes: below what the server takes, for browsers that do not keep to BITS
const BITS = 24_000;
/** Opus where there is Opus; Safari records AAC. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];

/** @returns {string} what this browser records; nothing when it cannot */
export const typeHere = () => TYPES.find((type) => globalThis.MediaRecorder?.isTypeSupported(type)) ?? '';

/**
 * @param {(seconds: number) => void} tell how long it is by now
 * @returns {Promise<{stop: () => void, done: Promise<File | null>}>} done: when it was stopped, by whomever; nothing if
 *   nothing was heard. Throws an Error whose message is a word: insecure, refused, none or busy
 */
export async function record(tell) {
  const type = typeHere();
  if (globalThis.isSecureContext && !type) throw new Error('none');
  const stream = await openMicrophone();
  const recorder = recorderOf(stream, type);
  /** @type {Blob[]} */
  const heard = [];
  const began = performance.now();
  const stop = () => recorder.state !== 'inactive' && recorder.stop();
  const timer = setInterval(() => {
    const seconds = (performance.now() - began) / 1000;
    tell(Math.min(LONGEST, seconds));
    if (seconds >= LONGEST) stop();
  }, 200);
  recorder.ondataavailable = ({ data }) => {
    if (data.size) heard.push(data);
    if (heard.reduce((sum, { size }) => sum + size, 0) > MOST) stop();
  };
  /** @type {Promise<File | null>} */
  const done = new Promise((end) => {
    recorder.onstop = () => {
      clearInterval(timer);
      close(stream);
      end(heard.length ? new File(heard, 'voice', { type }) : null);
    };
  });
  for (const track of stream.getTracks()) track.onended = stop;
  recorder.start(1000);
  return { stop, done };
}

/** @param {MediaStream} stream @param {string} type */
function recorderOf(stream, type) {
  try {
    return new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS });
  } catch {
    close(stream);
    throw new Error('busy');
  }
}

/** @param {Blob} file @returns {Promise<import('./outbox.js').Photo>} kept and sent as photos are */
export async function asSpoken(file) {
  const data = await file.arrayBuffer();
  return { sha256: hashOf(new Uint8Array(data)), data, w: 0, h: 0, mime: file.type };
}

/** 0:07 @param {number} seconds */
export const clockOf = (seconds) => `${Math.trunc(seconds / 60)}:${String(Math.trunc(seconds % 60)).padStart(2, '0')}`;
