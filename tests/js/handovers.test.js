/** Hand-overs on the phone: what is signed without a network is what the server would have had signed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { digestHere, found, isReady, results, unsigned, withOwn } from '../../static/src/handover-list.js';
import { asked, counted, inkOf, isInk, newer, ownHere, unanswered } from '../../static/src/handovers.js';
import { seal } from '../../static/src/outbox.js';
import { routeOf } from '../../static/src/routes.js';
import { phone } from './bench.js';

const cases = JSON.parse(readFileSync(new URL('../data/handovers.json', import.meta.url), 'utf8'));

for (const { name, told } of cases) {
  test(`${name}: the phone finds what the server finds, and the same digest`, () => {
    const mine = found(told);
    assert.deepEqual(mine.lines, told.lines);
    assert.equal(mine.open, told.open);
    assert.equal(digestHere(told), told.digest);
  });
}

/** @param {any} more */
const list = (more = {}) => ({ ...cases[0].told, checks: [], signed: [], state: 'drawn', ...more });
/** @param {string} kind @param {any} payload */
const wrote = (kind, payload, id = 'own') => ({ envelope: { id, kind, payload: { handover: list().id, ...payload } } });
/** @param {string} condition */
const all = (condition) => asked(list()).map(({ thing }) => ({ thing, condition }));

test('what was counted here opens the list for signing before the server knows of it', () => {
  const bare = found(list({ occasion: 'end' }));
  assert.equal(isReady(bare), false);
  const own = withOwn(list({ occasion: 'end' }), [wrote('handovers.recheck', { answers: all('good'), extra: [] })]);
  assert.equal(isReady(found(own)), true);
  assert.notEqual(digestHere(own), digestHere(list({ occasion: 'end' })));
});

test('a count that the server has told of is not counted twice', () => {
  const check = { id: 'own', who: 'me', answers: all('missing'), extra: [] };
  const own = withOwn(list({ checks: [check] }), [wrote('handovers.recheck', { answers: all('missing'), extra: [] })]);
  assert.equal(own.checks.length, 1);
});

test('what is counted here after the first signature comes too late', () => {
  const rows = [
    wrote('handovers.sign', { role: 'teacher' }),
    wrote('handovers.recheck', { answers: all('missing') }, 'late'),
  ];
  const own = withOwn(list(), rows);
  assert.deepEqual(own.checks, []);
  assert.deepEqual(unsigned(own), ['pupil', 'keeper']);
  assert.equal(digestHere(own), digestHere(list()));
});

test('a list that somebody has signed keeps that digest', () => {
  assert.equal(digestHere(list({ state: 'signing', digest: 'd', signed: ['pupil'] })), 'd');
});

test('a person who looks again takes the first word back, two who differ stay open', () => {
  const [{ thing }] = asked(list());
  const said = (/** @type {string} */ id, /** @type {string} */ who, /** @type {string} */ condition) => ({
    id, who, answers: [{ thing, condition }], extra: [],
  }); // prettier-ignore
  const of = (/** @type {any[]} */ ...checks) => results(list({ checks })).get(thing)?.condition;
  assert.equal(of(said('1', 'me', 'missing'), said('2', 'me', 'good')), 'good');
  assert.equal(of(said('1', 'me', 'missing'), said('2', '1', 'good')), 'differs');
  assert.equal(of(said('1', 'me', 'missing'), said('2', '1', 'good'), said('3', '2', 'good')), 'good');
});

test('a count takes photos of what is wrong along, and no more than was said', () => {
  const [one, two] = asked(list());
  const sha = 'a'.repeat(64);
  const answers = {
    [one.thing]: { condition: 'damaged', note: ' 裂了 ', photos: [sha], how: 'scan', quantity: one.quantity },
    [two.thing]: { condition: 'good', photos: [sha] },
    gone: { condition: 'good' },
  };
  const payload = counted(list(), /** @type {any} */ (answers), ['x']);
  assert.deepEqual(payload.answers, [
    { thing: one.thing, condition: 'damaged', note: '裂了', photos: [sha], how: 'scan' },
    { thing: two.thing, condition: 'good', how: 'list' },
  ]);
  assert.deepEqual(payload.extra, ['x']);
  assert.equal(unanswered(list(), /** @type {any} */ (answers)).length, asked(list()).length - 2);
});

test('dots and a flat line are no ink, a name is', () => {
  assert.equal(isInk(inkOf([[[10, 10]], [[200, 10]], [[390, 12]]], 400)), false);
  assert.equal(isInk(inkOf([[[0, 50], [400, 50]]], 400)), false); // prettier-ignore
  assert.equal(isInk(inkOf([[[10, 10], [200, 90], [60, 20], [380, 80]]], 400)), true); // prettier-ignore
  assert.deepEqual(inkOf([], 400), [0, 0, 0]);
});

test('the newer of two copies of a list is shown', () => {
  assert.equal(newer(list({ cursor: 3 }), list({ cursor: 4 }))?.cursor, 4);
  assert.equal(newer(null, list({ cursor: 4 }))?.cursor, 4);
});

test('what was written here stays in its order until the server has told of it', async () => {
  const { db } = await phone();
  const write = (/** @type {string} */ kind, /** @type {any} */ more) =>
    seal(db, { kind, thing_id: list().room, payload: { handover: list().id, ...more } });
  const first = await write('handovers.recheck', { answers: [], extra: [] });
  const second = await write('handovers.sign', { role: 'pupil' });
  await seal(db, { kind: 'remarks.add', thing_id: list().room, payload: { text: 'x' } });
  const mine = async () => (await ownHere(db, list().id)).map(({ id }) => id);
  assert.deepEqual(await mine(), [first.id, second.id]);
  await db.put('outbox', { ...first, state: 'acked' });
  await db.put('outbox', { ...second, state: 'acked' });
  assert.deepEqual(await mine(), [first.id], 'a signature that was made void is not shown as one');
  await db.put('outbox', { ...first, state: 'acked', flags: ['after_signing'] });
  assert.deepEqual(await mine(), []);
});

test('the pages of a list and of its signatures are answered without a network', () => {
  const id = list().id;
  const at = (/** @type {string} */ path) => routeOf(/** @type {any} */ (new URL(path, 'http://x')));
  assert.deepEqual([at(`/handovers/${id}`).name, at(`/handovers/${id}`).role], ['handover', '']);
  assert.deepEqual([at(`/handovers/${id}/sign/pupil`).handover, at(`/handovers/${id}/sign/pupil`).role], [id, 'pupil']);
  assert.equal(at('/handovers').name, 'handovers');
  assert.equal(at(`/handovers/${id}/verify`).name, 'elsewhere');
});
