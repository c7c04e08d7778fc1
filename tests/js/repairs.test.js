/** Repairs on the phone: what may be done, what was done here, the order of jobs, and what the forms send. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf, payloadOf, totalOf, unclear, unfilled } from '../../static/src/fields.js';
import {
  actionsOf,
  byPlace,
  clockOf,
  inOrder,
  minesOf,
  newer,
  withHere,
  workedMinutes,
} from '../../static/src/repairs.js';

const OPEN = ['reported', 'accepted', 'assigned', 'working', 'waiting'];
const MOVES = {
  'repairs.accept': [['reported', 'assigned'], 'accepted'],
  'repairs.start': [OPEN, 'working'],
  'repairs.wait': [OPEN, 'waiting'],
  'repairs.close': [OPEN, 'done'],
  'repairs.confirm': [['done'], 'confirmed'],
  'repairs.reopen': [['done', 'confirmed', 'refused'], 'assigned'],
  'repairs.me_too': [OPEN, ''],
  'repairs.comment': [[...OPEN, 'done', 'confirmed'], ''],
  'repairs.charge': [[...OPEN, 'done', 'confirmed'], ''],
};
const MENDS = Object.keys(MOVES);
const REPORTS = ['repairs.confirm', 'repairs.reopen', 'repairs.me_too', 'repairs.comment'];
const now = Date.parse('2026-11-23T09:00:00+08:00');
const repair = (more = {}) => ({
  id: 'r', ref: '7', thing: 'fan', what: '不转了', urgency: 'normal', state: 'assigned', cursor: 5, by: 'teacher', owner: 'li',
  at: '2026-11-23T00:00:00Z', moved_at: '2026-11-23T00:00:00Z', respond_by: '2026-11-23T03:00:00Z',
  finish_by: '2026-11-25T03:00:00Z', ...more,
}); // prettier-ignore
const wrote = (kind, payload = {}, more = {}) => ({
  state: 'sealed',
  envelope: { kind, payload: { repair: 'r', ...payload }, at: '2026-11-23T09:00:00.000+08:00' },
  ...more,
});
const me = { id: 'li', name: '李师傅' };

test('the step that comes next is first, and nothing is offered that may not be done', () => {
  assert.equal(actionsOf(repair(), MOVES, MENDS, 'li')[0], 'repairs.accept');
  assert.equal(actionsOf(repair({ state: 'working' }), MOVES, MENDS, 'li')[0], 'repairs.close');
  assert.equal(actionsOf(repair({ state: 'waiting' }), MOVES, MENDS, 'li')[0], 'repairs.start');
  assert.deepEqual(actionsOf(repair({ state: 'done' }), MOVES, REPORTS, 'teacher').slice(0, 2), [
    'repairs.confirm',
    'repairs.reopen',
  ]);
  assert.deepEqual(actionsOf(repair({ state: 'done' }), MOVES, REPORTS, 'monitor'), ['repairs.comment']);
  assert.deepEqual(actionsOf(repair(), MOVES, [], 'visitor'), []);
});

test('what was opened again here goes back, and whoever mended it may be asked once more', () => {
  const done = repair({ state: 'done', closed_by: 'li' });
  const again = withHere(done, [wrote('repairs.reopen')], /** @type {any} */ (MOVES), me);
  assert.deepEqual([again.state, again.closed_by, again.here], ['assigned', null, true]);
  assert.equal(withHere(done, [wrote('repairs.confirm')], /** @type {any} */ (MOVES), me).state, 'confirmed');
});

test('whoever mended it is not asked to confirm it, and a danger waits for its check', () => {
  const office = [...MENDS, 'dispatch.merge'];
  assert.ok(!actionsOf(repair({ state: 'done', closed_by: 'li' }), MOVES, office, 'li').includes('repairs.confirm'));
  assert.ok(actionsOf(repair({ state: 'done', closed_by: 'li' }), MOVES, office, 'wang').includes('repairs.confirm'));
  const danger = repair({ state: 'done', closed_by: 'li', needs_check: true });
  assert.ok(!actionsOf(danger, MOVES, office, 'wang').includes('repairs.confirm'));
});

test('what was done on this phone shows at once, and counts once', () => {
  const rows = [
    wrote('repairs.accept'),
    wrote('repairs.start'),
    wrote('repairs.wait', { waits_for: 'parts', until: '2026-12-01' }),
  ];
  const seen = withHere(repair({ owner: null }), rows, MOVES, me);
  assert.deepEqual([seen.state, seen.owner, seen.here, seen.waits_for], ['waiting', 'li', true, 'parts']);
  const told = withHere(
    repair({ state: 'waiting', cursor: 9 }),
    [wrote('repairs.start', {}, { state: 'acked', number: 8 })],
    MOVES,
    me,
  );
  assert.deepEqual([told.state, told.here], ['waiting', undefined]);
  assert.equal(withHere(repair(), [wrote('repairs.close', {}, { state: 'rejected' })], MOVES, me).state, 'assigned');
  assert.equal(withHere(repair({ id: 'another' }), rows, MOVES, me).state, 'assigned');
});

test('a copy that knows more is taken, whichever it is', () => {
  assert.equal(newer(repair({ cursor: 9, state: 'done' }), repair()).state, 'done');
  assert.equal(newer(repair(), repair({ cursor: 9, state: 'done' })).state, 'done');
  assert.equal(newer(null, repair()).id, 'r');
  assert.equal(newer(repair(), undefined).id, 'r');
});

test('the clock says what is left, what is late, and stands still on hold', () => {
  assert.deepEqual(clockOf(repair(), now), {
    about: 'respond',
    late: false,
    by: '2026-11-23T03:00:00Z',
    unit: 'hours',
    count: 2,
  });
  assert.equal(clockOf(repair({ responded: true }), now).count, 2);
  assert.equal(clockOf(repair({ respond_by: '2026-11-23T00:30:00Z' }), now).late, true);
  assert.equal(
    clockOf(repair({ state: 'waiting', responded: true, finish_by: '2026-11-01T00:00:00Z' }), now).late,
    false,
  );
  assert.equal(clockOf(repair({ state: 'done' }), now), null);
});

test('jobs come by danger, then by what is late, then by how near they are', () => {
  const things = new Map(
    Object.entries({ fan: 'room', desk: 'room', lamp: 'next', pump: 'yard', room: 'floor', next: 'floor', floor: 'house', yard: 'campus', house: 'campus', campus: null })
      .map(([id, inside]) => [id, { id, inside, name: id, kind: ['fan', 'desk', 'lamp', 'pump'].includes(id) ? 'asset' : 'place' }]),
  ); // prettier-ignore
  const jobs = [
    repair({ id: 'far', thing: 'pump' }),
    repair({ id: 'next', thing: 'lamp' }),
    repair({ id: 'here', thing: 'desk' }),
    repair({ id: 'late', thing: 'pump', respond_by: '2026-11-22T03:00:00Z' }),
    repair({ id: 'danger', thing: 'pump', danger: true }),
  ];
  const order = inOrder(jobs, things, 'fan', now);
  assert.deepEqual(order.map(({ id }) => id), ['danger', 'late', 'here', 'next', 'far']); // prettier-ignore
  assert.deepEqual(byPlace(order, things).map(([place]) => place), ['yard', 'room', 'next']); // prettier-ignore
  assert.deepEqual(minesOf([repair(), repair({ owner: 'x' }), repair({ state: 'done' })], 'li').length, 1);
});

test('a circle of places ends', () => {
  const things = new Map([['a', { inside: 'b' }], ['b', { inside: 'a' }]]); // prettier-ignore
  assert.equal(inOrder([repair({ thing: 'a' })], things, 'b', now).length, 1);
});

test('minutes of work come from when it began, unless that was another day', () => {
  assert.equal(workedMinutes(repair({ state: 'working', started_at: '2026-11-23T08:18:00+08:00' }), now), 40);
  assert.equal(workedMinutes(repair({ state: 'working', started_at: '2026-11-20T08:18:00+08:00' }), now), null);
  assert.equal(workedMinutes(repair({ state: 'accepted' }), now), null);
});

const SCHEMA = {
  properties: {
    repair: { widget: 'hidden' },
    costs: { type: 'array', widget: 'costs', title: 'repairs-close-costs', default: [] },
    work_minutes: { anyOf: [{ type: 'integer' }, { type: 'null' }], widget: 'minutes', default: null, title: 'repairs-close-work_minutes' },
    signature: { type: 'string', widget: 'signature', default: '', title: 'repairs-close-signature' },
  },
  required: ['repair'],
}; // prettier-ignore

test('costs are sent as what, how many and a price to the cent; an empty line is none', () => {
  const fields = fieldsOf('repairs.close', SCHEMA, { repair: 'r' });
  assert.deepEqual(fields.map(({ widget }) => widget), ['costs', 'minutes', 'signature']); // prettier-ignore
  const line = { sort: 'part', what: ' 电容 ', count: '２', price: '35，5' };
  const values = {
    costs: [line, { sort: 'part', what: '', count: '1', price: '' }],
    work_minutes: '40',
    signature: '',
  };
  assert.deepEqual(payloadOf(fields, values, { repair: 'r' }), {
    repair: 'r',
    costs: [{ sort: 'part', what: '电容', count: '2', price: '35.50' }],
    work_minutes: 40,
  });
  assert.equal(totalOf(values.costs), 71);
  assert.deepEqual(payloadOf(fields, { costs: [{ sort: 'part', what: '', count: '1', price: '' }] }, {}), {});
});

test('a line that lacks what it was, how many, or its price is pointed at', () => {
  const fields = fieldsOf('repairs.close', SCHEMA, { repair: 'r' });
  for (const wrong of [
    { what: '' },
    { count: '0' },
    { count: '0.001' },
    { price: '-1' },
    { price: 'abc' },
    { price: '' },
  ]) {
    const costs = [{ sort: 'part', what: '电容', count: '2', price: '35', ...wrong }];
    assert.equal(unclear(costs).length, 1, JSON.stringify(wrong));
    assert.deepEqual(unfilled(fields, { costs }).map(({ name }) => name), ['costs']); // prettier-ignore
  }
  assert.equal(unclear([{ sort: 'part', what: '旧零件', count: '1', price: '0' }]).length, 0);
});

const REPORT = {
  properties: {
    photos: { type: 'array', widget: 'photos', default: [], title: 'repairs-photos' },
    what: { type: 'string', widget: 'textarea', default: '', title: 'repairs-report-what' },
    pieces: { anyOf: [{ type: 'integer' }, { type: 'null' }], default: null, only: 'batch', title: 'repairs-report-pieces' },
  },
  either: ['photos', 'what'],
}; // prettier-ignore

test('words or a photo are enough; one of them there must be', () => {
  const fields = fieldsOf('repairs.report', REPORT);
  assert.deepEqual(unfilled(fields, { photos: [], what: ' ' }).map(({ name }) => name), ['photos', 'what']); // prettier-ignore
  assert.deepEqual(unfilled(fields, { photos: ['a'], what: '' }), []);
  assert.deepEqual(unfilled(fields, { photos: [], what: '不转了' }), []);
  assert.deepEqual(payloadOf(fields, { photos: ['a'], what: '' }, {}), { photos: ['a'] });
});

test('a number of pieces is asked of a batch alone', () => {
  const names = (thing) => fieldsOf('repairs.report', REPORT, {}, thing).map(({ name }) => name);
  assert.deepEqual(names({ quantity: 45 }), ['photos', 'what', 'pieces']);
  assert.deepEqual(names({ quantity: 1 }), ['photos', 'what']);
  assert.deepEqual(names(null), ['photos', 'what']);
});
