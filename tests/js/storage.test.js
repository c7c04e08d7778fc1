/** Room on the phone: what is said of it, and what stops when. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHeic } from '../../static/src/photo.js';
import { isFull, room, sizeOf } from '../../static/src/storage.js';

/** @param {any} estimate */
const says = (estimate) =>
  Object.defineProperty(globalThis, 'navigator', { value: { storage: { estimate } }, configurable: true });

test('photos stop above nine tenths, and a browser that does not say is never full', async () => {
  for (const [usage, full] of [
    [90, false],
    [91, true],
  ]) {
    says(async () => ({ usage, quota: 100 }));
    assert.equal(await isFull(), full);
  }
  says(async () => ({}));
  assert.equal(await isFull(), false);
  says(undefined);
  assert.deepEqual(await room(), { used: 0, most: 0, share: 0 });
});

test('sizes are said as people say them', () => {
  assert.deepEqual([0, 12_400_000, 1_530_000_000].map(sizeOf), ['1 MB', '12 MB', '1.5 GB']);
});

test('a photo that only Safari reads is known by its type or its name', () => {
  const file = (/** @type {string} */ name, type = '') => /** @type {any} */ ({ name, type });
  assert.ok(isHeic(file('IMG_1.HEIC')) && isHeic(file('x', 'image/heif')) && isHeic(file('a.heif')));
  assert.ok(!isHeic(file('heic.jpg', 'image/jpeg')));
});
