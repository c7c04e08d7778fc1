/** Half-written forms keep a new version away, in whichever tab they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** Locks as the browser gives them out between tabs, as far as two tabs of ours ask for them. */
class Locks {
  held = 0;

  /** @param {string} _name @param {any} how @param {(lock: any) => any} work */
  async request(_name, how, work) {
    if (how.ifAvailable) return work(this.held ? null : {});
    this.held += 1;
    await work({});
    this.held -= 1;
  }
}

const locks = new Locks();
Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
const { Drafts, whenNobodyWrites } = await import('../../static/src/drafts.js');
const settled = () => new Promise((done) => setTimeout(done));

test('a new version waits until the last form of the last tab is closed', async () => {
  const here = new Drafts();
  const there = new Drafts();
  let done = 0;
  const offer = async () => (await whenNobodyWrites(() => (done += 1)), await settled(), done);
  here.add('a');
  here.add('b');
  there.add('c');
  assert.equal(await offer(), 0);
  here.delete('a');
  here.delete('b');
  assert.equal(await offer(), 0, 'another tab is still at it');
  there.delete('c');
  there.delete('c');
  await settled();
  assert.equal(await offer(), 1);
  here.add('a');
  assert.equal(here.size, 1);
  assert.equal(await offer(), 1, 'begun again');
  here.delete('a');
  await settled();
  assert.equal(await offer(), 2);
});

test('where there are no locks there is one tab to ask', async () => {
  Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  const here = new Drafts();
  here.add('a');
  here.delete('a');
  let done = 0;
  await whenNobodyWrites(() => (done += 1));
  assert.equal(done, 1);
});
