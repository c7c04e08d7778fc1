/** Around the camera: what its track can do, keyboards that are scanners, and codes that were typed wrongly. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phone } from './bench.js';
import { ALPHABET, checkCharacter, judge } from '../../static/src/code.js';
import * as lens from '../../static/src/lens.js';
import { corrections, lengthOf, mended } from '../../static/src/mend.js';

const codeOf = (/** @type {string} */ body) => body + checkCharacter(body);
const GOOD = codeOf('A8B3CD0FGHJ');

test('every single wrong character can be undone, and two that changed places', () => {
  for (let at = 0; at < 12; at++)
    for (const wrong of ALPHABET.replace(GOOD[at], '')) {
      const typed = GOOD.slice(0, at) + wrong + GOOD.slice(at + 1);
      assert.equal(judge(typed), 'one_wrong');
      assert.ok(
        corrections(typed).some(({ code, at: places }) => code === GOOD && places[0] === at),
        typed,
      );
    }
  for (let at = 0; at < 11; at++) {
    const typed = GOOD.slice(0, at) + GOOD[at + 1] + GOOD[at] + GOOD.slice(at + 2);
    if (typed !== GOOD) assert.ok(corrections(typed).some(({ code }) => code === GOOD));
  }
});

test('a letter that no code has says by itself where the mistake is', () => {
  const found = corrections(`U${GOOD.slice(1)}`);
  assert.deepEqual(
    found.map(({ code, at }) => [code, at]),
    [[GOOD, [0]]],
  );
  assert.deepEqual(corrections(`UU${GOOD.slice(2)}`), []);
  assert.deepEqual(corrections(GOOD.slice(1)), []);
});

test('what the phone knows is offered alone, and otherwise only what looks alike', async () => {
  const { db } = await phone();
  const typed = `${GOOD.slice(0, 4)}K${GOOD.slice(5)}`; // nobody takes a C for a K
  assert.ok((await mended(db, typed)).every(({ code }) => code !== GOOD));
  await db.put('things', { id: 't1', name: '吊扇' });
  await db.put('tags', { code: GOOD, thing: 't1' });
  const [only, ...rest] = await mended(db, typed.toLowerCase());
  assert.deepEqual([only.code, only.name, only.at, rest], [GOOD, '吊扇', [4], []]);
  const eight = `${GOOD.slice(0, 1)}B${GOOD.slice(2)}`;
  await db.delete('tags', GOOD);
  assert.equal((await mended(db, eight))[0].code, GOOD);
  assert.ok((await mended(db, eight)).length <= 3);
  assert.deepEqual(lengthOf('abcd-efgh'), { typed: 8, whole: 12 });
});

/** @param {any} abilities */
function track(abilities) {
  const wishes = /** @type {any[]} */ ([]);
  return {
    wishes,
    getCapabilities: () => abilities,
    getSettings: () => ({ zoom: 2 }),
    applyConstraints: async (/** @type {any} */ { advanced: [wish] }) => void wishes.push(wish),
  };
}

test('a camera is asked only for what it can do', async () => {
  const bare = /** @type {any} */ (track({}));
  assert.equal(lens.zoomOf(bare), null);
  assert.equal(lens.canFocus(bare), false);
  assert.equal(lens.hasLamp(bare), false);
  assert.equal(lens.zoomOf(/** @type {any} */ ({})), null);
  const able = /** @type {any} */ (
    track({
      zoom: { min: 1, max: 8, step: 0.5 },
      torch: true,
      focusMode: ['continuous', 'single-shot'],
      pointsOfInterest: {},
    })
  );
  const zoom = lens.zoomOf(able);
  assert.deepEqual(zoom, { min: 1, max: 8, step: 0.5, now: 2 });
  assert.deepEqual([lens.within(zoom, 3.3), lens.within(zoom, 0), lens.within(zoom, 99)], [3.5, 1, 8]);
  await lens.zoomTo(able, 3.5);
  await lens.light(able, true);
  await lens.focusAt(able, { x: 0.25, y: 0.5 });
  assert.deepEqual(able.wishes, [
    { zoom: 3.5 },
    { torch: true },
    { pointsOfInterest: [{ x: 0.25, y: 0.5 }], focusMode: 'single-shot' },
  ]);
});

test('a tap on the screen is a point of the picture, of which only the middle is seen', () => {
  const box = { x: 0, y: 100, width: 400, height: 400 };
  const picture = { width: 1280, height: 720 };
  assert.deepEqual(lens.pointIn(box, picture, { x: 200, y: 300 }), { x: 0.5, y: 0.5 });
  const left = lens.pointIn(box, picture, { x: 0, y: 100 });
  assert.equal(left.y, 0);
  assert.ok(Math.abs(left.x - (0.5 - 720 / 1280 / 2)) < 1e-9);
  assert.equal(lens.pointIn(box, picture, { x: 0, y: 100 }, true).x, 1 - left.x);
});

test('the side that was chosen is remembered', () => {
  const kept = new Map();
  globalThis.localStorage = /** @type {any} */ ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  });
  assert.equal(lens.facing(), 'environment');
  lens.turnFacing();
  assert.equal(lens.facing(), 'user');
  lens.turnFacing();
  assert.equal(lens.facing(), 'environment');
});

test('a burst of keys that ends in Enter is a scanner; what somebody types is not', async () => {
  /** @type {(event: any) => void} */
  let press = () => {};
  globalThis.addEventListener = /** @type {any} */ ((/** @type {string} */ _, hear) => (press = hear));
  const { listen } = await import('../../static/src/wedge.js');
  const heard = /** @type {string[]} */ ([]);
  const leave = listen((text) => heard.push(text));
  let now = 0;
  let stopped = 0;
  const type = (/** @type {string} */ text, /** @type {number} */ gap, more = {}) => {
    now += 1000;
    for (const key of [...text, 'Enter']) {
      now += gap;
      const event = { key, code: '', shiftKey: false, timeStamp: now, target: { tagName: 'BODY' } };
      press({ ...event, preventDefault: () => (stopped += 1), stopImmediatePropagation() {}, ...more });
    }
  };
  type('http://LOCALHOST:1/T/A8B3', 8);
  type('A8B3CD0FGHJ', 140); // a person
  type('12', 8); // too short for a code
  type('A8B3CD0FGHJ', 8, { target: { tagName: 'INPUT' } });
  type('A8B3CD0FGHJ', 8, { ctrlKey: true });
  type('A8B3CD0FGHJ', 8);
  assert.deepEqual(heard, ['http://LOCALHOST:1/T/A8B3', 'A8B3CD0FGHJ']);
  assert.equal(stopped, 2, 'only their own Enter is kept from the page');
  const inner = /** @type {string[]} */ ([]);
  const gone = listen((text) => inner.push(text));
  type('6901234567892', 8);
  gone();
  type('6901234567893', 8);
  leave();
  type('6901234567894', 8);
  assert.deepEqual([inner, heard.slice(2)], [['6901234567892'], ['6901234567893']]);
});

test('an input method that swallows the letters leaves the keys they were on', async () => {
  const { characterOf } = await import('../../static/src/wedge.js');
  const taken = (code, shiftKey = false) => characterOf(/** @type {any} */ ({ key: 'Process', code, shiftKey }));
  assert.equal(
    [taken('KeyT', true), taken('Keyx'), taken('KeyX'), taken('Digit7'), taken('Slash'), taken('Semicolon', true)].join(
      '',
    ),
    'Tx7/:',
  );
  assert.equal(characterOf(/** @type {any} */ ({ key: 'Shift', code: 'ShiftLeft', shiftKey: true })), '');
});
