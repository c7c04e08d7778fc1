/** Safety responsibility letters on the phone: what was signed here is signed, whatever the server has heard of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lettersHere, wanted, withOwn } from '../../static/src/letters.js';
import { seal } from '../../static/src/outbox.js';
import { pull } from '../../static/src/pull.js';
import { routeOf } from '../../static/src/routes.js';
import { FakeServer, phone } from './bench.js';

const letter = (id, more = {}) => ({ id, year: 2026, title: '安全责任书', lines: ['一'], name: '李老师', signed: [], may: ['holder'], digest: 'd', ...more }); // prettier-ignore
const wrote = (state, role, ...letters) => ({ state, envelope: { kind: 'letters.sign', payload: { letters, role } } });

test('a signature of this phone counts until the server refuses it', () => {
  const [mine, other] = withOwn([letter('l1'), letter('l2')], [wrote('sealed', 'holder', 'l1')]);
  assert.deepEqual([mine.signed, other.signed], [['holder'], []]);
  assert.deepEqual([wanted(mine), wanted(other)], [[], ['holder']]);
  assert.deepEqual(withOwn([letter('l1')], [wrote('conflict', 'holder', 'l1')])[0].signed, []);
});

test('only who may sign is asked to, and once', () => {
  assert.deepEqual(wanted(letter('l1')), ['holder']);
  assert.deepEqual(wanted(letter('l1', { may: ['head', 'holder'], signed: ['head'] })), ['holder']);
  assert.deepEqual(withOwn([letter('l1', { signed: ['holder'] })], [wrote('acked', 'holder', 'l1')])[0].signed, ['holder']);
}); // prettier-ignore

test('letters come with the snapshot, follow the changes, and what is sealed here shows', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  server.snapshot.letters = [letter('l1')];
  await pull(db, { fetch: server.fetch });
  assert.deepEqual((await lettersHere(db)).map(({ signed }) => signed), [[]]);
  await seal(db, { kind: 'letters.sign', payload: { letters: ['l1'], role: 'holder', digest: 'd' } });
  assert.deepEqual((await lettersHere(db)).map(({ signed }) => signed), [['holder']]);
}); // prettier-ignore

test('the addresses of letters are answered without a network, but not the office’s own pages', () => {
  const id = '20000000-0000-7000-8000-000000000001';
  const at = (/** @type {string} */ pathname, search = '') => routeOf({ pathname, search });
  assert.equal(at('/letters', '?year=2026').name, 'letters');
  assert.deepEqual([at(`/letters/${id}`).name, at(`/letters/${id}`).role], ['letter', '']);
  assert.deepEqual([at(`/letters/${id}/sign/holder`).id, at(`/letters/${id}/sign/holder`).role], [id, 'holder']);
  for (const path of ['/letters/new', '/letters/sign', `/letters/${id}/verify`]) assert.equal(at(path).name, 'elsewhere');
}); // prettier-ignore
