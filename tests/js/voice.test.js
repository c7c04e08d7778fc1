/** Recording: it ends by itself, stays small, and says why when it cannot. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { asSpoken, clockOf, record, typeHere } from '../../static/src/voice.js';

/** A recorder that gives as much a second as it is told to. */
class Recorder {
  static types = ['audio/webm;codecs=opus'];
  static isTypeSupported = (/** @type {string} */ type) => Recorder.types.includes(type);
  static size = 3_000;
  /** @type {Recorder} */
  static last;
  state = 'inactive';
  /** @type {any} */ ondataavailable;
  /** @type {any} */ onstop;
  constructor(/** @type {any} */ _stream, /** @type {any} */ options) {
    this.options = options;
    Recorder.last = this;
  }
  start(/** @type {number} */ every) {
    this.state = 'recording';
    this.timer = setInterval(() => this.give(), every);
  }
  give() {
    if (this.state !== 'inactive') this.ondataavailable({ data: new Blob(['x'.repeat(Recorder.size)]) });
  }
  stop() {
    clearInterval(this.timer);
    this.state = 'inactive';
    queueMicrotask(() => this.onstop());
  }
}

const track = { stopped: 0, stop: () => track.stopped++, onended: null };
const stream = { getTracks: () => [track] };

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setInterval'] });
  mock.method(performance, 'now', () => now);
  now = 0;
  track.stopped = 0;
  Object.assign(Recorder, { types: ['audio/webm;codecs=opus'], size: 3_000 });
  Object.assign(globalThis, { MediaRecorder: Recorder, isSecureContext: true });
  hasMicrophone(async () => stream);
});
let now = 0;

/** @param {any} getUserMedia */
const hasMicrophone = (getUserMedia) =>
  Object.defineProperty(globalThis, 'navigator', { value: { mediaDevices: { getUserMedia } }, configurable: true });

/** @param {number} seconds */
function pass(seconds) {
  for (let step = 0; step < seconds * 5; step++) {
    now += 200;
    mock.timers.tick(200);
  }
}

test('a minute ends by itself and the microphone is given back', async () => {
  const told = /** @type {number[]} */ ([]);
  const { done } = await record((seconds) => told.push(seconds));
  pass(61);
  const file = await done;
  assert.equal(told.at(-1), 60);
  assert.equal(file?.type, 'audio/webm;codecs=opus');
  assert.ok((file?.size ?? 0) >= 59 * 3_000);
  assert.equal(track.stopped, 1);
});

test('a browser that records as large as it likes is stopped before the server would refuse it', async () => {
  Recorder.size = 30_000;
  const { done } = await record(() => {});
  pass(61);
  const { size = 0 } = (await done) ?? {};
  assert.ok(size > 500_000 && size < 600_000, String(size));
});

test('stopped before anything was heard, there is nothing', async () => {
  const { stop, done } = await record(() => {});
  stop();
  stop();
  assert.equal(await done, null);
});

test('it says why it cannot', async () => {
  const refuse = (/** @type {string} */ name) => () => Promise.reject(Object.assign(new Error(), { name }));
  const why = async () => {
    try {
      await record(() => {});
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
  };
  for (const [name, word] of Object.entries({
    NotAllowedError: 'refused',
    NotFoundError: 'none',
    AbortError: 'busy',
  })) {
    hasMicrophone(refuse(name));
    assert.equal(await why(), word);
  }
  Recorder.types = [];
  assert.equal(await why(), 'none');
  Object.assign(globalThis, { isSecureContext: false });
  Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  assert.equal(await why(), 'insecure');
});

test('Safari, which has no Opus, records AAC', () => {
  Recorder.types = ['audio/mp4'];
  assert.equal(typeHere(), 'audio/mp4');
});

test('what was said is kept by its hash, and its time is written as on a clock', async () => {
  const made = await asSpoken(new Blob(['abc'], { type: 'audio/mp4' }));
  assert.equal(made.sha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.deepEqual([made.mime, made.w, made.h], ['audio/mp4', 0, 0]);
  assert.deepEqual([0, 7.9, 60].map(clockOf), ['0:00', '0:07', '1:00']);
});
