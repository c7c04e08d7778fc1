/** A round on the phone: the server's word, and what was done here since. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allNormal, missing } from '../../static/src/answers.js';
import { isDone, newer, nextStop, stateOf, wanting, withHere } from '../../static/src/rounds.js';

const stop = (thing, more = {}) => ({
  thing,
  name: thing,
  where: '',
  checks: ['general'],
  done: [],
  skipped: '',
  ...more,
});
const round = (more = {}) => ({
  id: 'r1', cursor: 0, schedule: 's', name: '大型玩具', day: '2026-11-23', slot: 0, opens: '2026-11-22T16:00:00+00:00',
  by: '2026-11-23T01:00:00+00:00', closes: '2026-11-29T16:00:00+00:00', started_at: null, paused_at: null,
  done_at: null, walker: null, walker_name: '', stops: [stop('a'), stop('b')], ...more,
}); // prettier-ignore
const at = '2026-11-23T08:30:00.000+08:00';
const wrote = (kind, payload, more = {}) => ({
  state: 'sealed',
  seq: 1,
  envelope: { kind, payload, at, actor_id: 'me', ...more },
});
const checked = (thing, more = {}) =>
  wrote('inspections.inspect', { checklist: 'general', ...more }, { thing_id: thing });
const now = Date.parse('2026-11-23T08:40:00+08:00');

test('a check that waits on this phone counts here at once, and with the last one the round is done', () => {
  const half = withHere(round(), [checked('a')]);
  assert.equal(nextStop(half).thing, 'b');
  assert.equal(stateOf(half, now), 'walking');
  const whole = withHere(round(), [checked('a'), checked('b', { round: 'r1' })]);
  assert.ok(whole.stops.every(isDone));
  assert.equal(stateOf(whole, now), 'done');
});

test('what the server told is not changed by looking', () => {
  const given = round();
  withHere(given, [checked('a'), wrote('rounds.start', { round: 'r1' })]);
  assert.deepEqual(given, round());
});

test('a refused check, another checklist, another thing and another day do not count', () => {
  const rows = [
    { ...checked('a'), state: 'rejected' },
    { ...checked('a'), state: 'conflict' },
    checked('a', { checklist: 'fan-month' }),
    checked('z'),
    wrote('inspections.inspect', { checklist: 'general' }, { thing_id: 'a', at: '2026-11-20T08:00:00+08:00' }),
  ];
  assert.equal(nextStop(withHere(round(), rows)).thing, 'a');
});

test('begun, paused, gone on with, handed over and skipped on this phone', () => {
  const begun = [wrote('rounds.start', { round: 'r1' })];
  assert.equal(stateOf(withHere(round(), begun), now), 'walking');
  const paused = [...begun, wrote('rounds.pause', { round: 'r1' })];
  assert.equal(stateOf(withHere(round(), paused), now), 'paused');
  assert.equal(stateOf(withHere(round(), [...paused, wrote('rounds.resume', { round: 'r1' })]), now), 'walking');
  assert.equal(withHere(round(), [wrote('rounds.hand_over', { round: 'r1', to: 'zhou' })]).walker, 'zhou');
  const skipped = withHere(round(), [checked('a'), wrote('rounds.skip', { round: 'r1', stop: 'b', why: '门锁着' })]);
  assert.equal(stateOf(skipped, now), 'done');
  assert.equal(stateOf(withHere(round(), [wrote('rounds.start', { round: 'other' })]), now), 'due');
});

test('what the server had counted when it told of the round is not counted again', () => {
  const paused = [{ ...wrote('rounds.pause', { round: 'r1' }), state: 'acked', number: 7 }];
  const begun = { started_at: at, walker: 'wang' };
  assert.equal(stateOf(withHere(round({ ...begun, cursor: 6 }), paused), now), 'paused', 'not told yet');
  const resumed = withHere(round({ ...begun, cursor: 9 }), paused);
  assert.deepEqual([stateOf(resumed, now), resumed.walker], ['walking', 'wang'], 'a colleague went on with it');
});

test('of two tellings the newer one counts', () => {
  const [old, fresh] = [round({ cursor: 3 }), round({ cursor: 4 })];
  assert.equal(newer(old, fresh), fresh);
  assert.equal(newer(fresh, old), fresh);
  assert.equal(newer(null, old), old);
  assert.equal(newer(undefined, null), null);
});

test('late is not missed until the week is over', () => {
  const state = (moment) => stateOf(round(), Date.parse(moment));
  assert.deepEqual(
    ['2026-11-22T23:00:00+08:00', '2026-11-23T08:00:00+08:00', '2026-11-24T08:00:00+08:00', '2026-11-30T00:00:00+08:00'].map(state),
    ['coming', 'due', 'late', 'missed'],
  ); // prettier-ignore
});

test('a scanned thing is known as a stop of the most pressing round that still wants it', () => {
  const sooner = round({ id: 'r0', by: '2026-11-23T00:45:00+00:00' });
  assert.deepEqual(
    wanting([round(), sooner], 'a', now).map((each) => each.id),
    ['r0', 'r1'],
  );
  assert.deepEqual(wanting([withHere(round(), [checked('a')])], 'a', now), []);
});

const items = [
  ...['frame', 'bolts', 'slide'].map((id) => ({
    id,
    type: 'ok',
    blocks_use: true,
    zh: id,
    en: id,
  })),
  ...['clean', 'label'].map((id) => ({ id, type: 'ok', zh: id, en: id })),
  { id: 'cm', type: 'number', zh: 'cm', en: 'cm' },
  { id: 'pic', type: 'photo', zh: '照片', en: 'Photo' },
];

test('«all normal» leaves one item to look at, one of the grave ones', () => {
  for (const random of [0.2, 0.5, 0.999]) {
    const { values, spot } = allNormal(items, {}, random);
    assert.ok(['frame', 'bolts', 'slide'].includes(spot), spot);
    assert.equal(Object.keys(values).length, 4);
    assert.ok(!(spot in values) && !('cm' in values));
    assert.ok(missing(items, values, spot).some((item) => item.id === spot));
  }
});

test('now and then it is a photo, which is then wanted though it is optional', () => {
  const { values, spot } = allNormal(items, {}, 0.1);
  assert.equal(spot, 'pic');
  const rest = { ...values, cm: { value: 3 } };
  assert.deepEqual(
    missing(items, rest, spot).map((item) => item.id),
    ['pic'],
  );
  assert.deepEqual(missing(items, { ...rest, pic: { photos: ['a'] } }, spot), []);
});

test('«all normal» never changes what was answered: a fault stays a fault', () => {
  const answers = { slide: { value: 'fault', note: '裂了' } };
  const { values, spot } = allNormal(items, answers, 0.5);
  assert.ok(!('slide' in values) && spot !== 'slide');
});

test('a checklist without plain items has nothing to take for granted', () => {
  assert.deepEqual(allNormal([items[5]], {}, 0.9), { values: {}, spot: '' });
});
