/** What answers mean. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, limitsIn, missing, numberOf, sent, shown, summary, unitIn } from '../../static/src/answers.js';
import { fieldsOf, payloadOf, unfilled } from '../../static/src/fields.js';

const both = { zh: '', en: '' };
/** @type {any[]} */
const ITEMS = [
  { id: 'frame', ...both, type: 'ok', blocks_use: true },
  { id: 'clear', ...both, type: 'ok', fix_now: true, opens_repair: false },
  { id: 'temp', ...both, type: 'number', min: 0, max: 8, warn_above: 6 },
  {
    id: 'kind',
    ...both,
    type: 'choice',
    choices: [
      { v: 'a', ...both },
      { v: 'b', ...both, fault: true },
    ],
  },
  {
    id: 'why',
    ...both,
    type: 'text',
    required: true,
    show_if: { kind: ['b'] },
  },
  { id: 'deep', ...both, type: 'ok', show_if: { why: ['x'] } },
  { id: 'pic', ...both, type: 'photo' },
];
const item = (id) => ITEMS.find((i) => i.id === id);

test('limits are inclusive; amber is not a fault', () => {
  const verdicts = [
    ['0', 'ok'],
    ['8', 'warn'],
    ['6', 'ok'],
    ['6.1', 'warn'],
    ['8.01', 'fault'],
    ['-0.5', 'fault'],
    ['', ''],
    ['x', ''],
  ];
  for (const [value, verdict] of verdicts) assert.equal(judge(item('temp'), { value }), verdict, value);
  assert.equal(judge(item('temp'), { value: 0 }), 'ok');
});

test('numbers are read as they are typed', () => {
  for (const [typed, n] of [
    ['3,5', 3.5],
    ['3.5', 3.5],
    ['−2', -2],
    ['１２', 12],
    ['.5', 0.5],
    ['1e3', null],
    ['', null],
    ['3 4', null],
  ]) {
    assert.equal(numberOf(typed), n, String(typed));
  }
});

test('an item shows only for its answers, and never behind a hidden one', () => {
  assert.deepEqual(
    shown(ITEMS, {}).map((i) => i.id),
    ['frame', 'clear', 'temp', 'kind', 'pic'],
  );
  assert.ok(shown(ITEMS, { kind: { value: 'b' } }).some((i) => i.id === 'why'));
  assert.ok(!shown(ITEMS, { kind: { value: 'a' }, why: { value: 'x' } }).some((i) => i.id === 'deep'));
});

test('items that depend on each other in a circle do not hang', () => {
  const ring = [
    { id: 'a', ...both, type: 'ok', show_if: { b: ['ok'] } },
    { id: 'b', ...both, type: 'ok', show_if: { a: ['ok'] } },
  ];
  assert.equal(shown(/** @type {any} */ (ring), { a: { value: 'ok' }, b: { value: 'ok' } }).length, 2);
});

test('what is missing: required answers, unreadable numbers, and how a fix-now fault was put right', () => {
  const ids = (answers) => missing(ITEMS, answers).map((i) => i.id);
  assert.deepEqual(ids({}), ['frame', 'clear', 'temp', 'kind']);
  const good = {
    frame: { value: 'ok' },
    clear: { value: 'ok' },
    temp: { value: '5' },
    kind: { value: 'a' },
  };
  assert.deepEqual(ids(good), []);
  assert.deepEqual(ids({ ...good, clear: { value: 'fault' } }), ['clear']);
  assert.deepEqual(ids({ ...good, clear: { value: 'fault', note: 'swept' } }), []);
  assert.deepEqual(ids({ ...good, kind: { value: 'b' } }), ['why']);
  assert.deepEqual(ids({ ...good, temp: { value: 'warm' } }), ['temp']);
});

test('faults, repairs and «out of use» are counted', () => {
  const counted = summary(ITEMS, {
    frame: { value: 'fault' },
    clear: { value: 'fault' },
    kind: { value: 'b' },
    temp: { value: '7' },
  });
  assert.deepEqual(
    counted.faults.map((i) => i.id),
    ['frame', 'clear', 'kind'],
  );
  assert.deepEqual(
    counted.repairs.map((i) => i.id),
    ['frame', 'kind'],
  );
  assert.deepEqual(
    counted.blocking.map((i) => i.id),
    ['frame'],
  );
  assert.deepEqual([counted.done, counted.total], [4, 6]);
});

test('only what is shown and answered is sent, numbers as numbers', () => {
  const answers = {
    frame: { value: 'fault', note: ' loose ', photos: ['p'] },
    temp: { value: '3,5' },
    kind: { value: 'a' },
    why: { value: 'hidden' },
    pic: { photos: ['q'] },
    clear: { value: 'ok', note: '' },
  };
  assert.deepEqual(sent(ITEMS, answers), {
    frame: { value: 'fault', note: 'loose', photos: ['p'] },
    clear: { value: 'ok' },
    temp: { value: 3.5 },
    kind: { value: 'a' },
    pic: { photos: ['q'] },
  });
});

const SCHEMA = {
  required: ['what', 'outcome'],
  properties: {
    what: {
      type: 'string',
      title: 'repairs-report-what',
      widget: 'textarea',
      maxLength: 500,
    },
    urgency: {
      enum: ['low', 'normal', 'high'],
      default: 'normal',
      title: 'Urgency',
    },
    outcome: { $ref: '#/$defs/Outcome' },
    cost: {
      anyOf: [{ type: 'number', minimum: 0 }, { type: 'null' }],
      default: null,
    },
    photos: { type: 'array', items: { type: 'string' } },
    repair: { type: 'string', widget: 'hidden' },
  },
  $defs: {
    Outcome: {
      enum: ['fixed', 'replaced', 'not_needed', 'a', 'b'],
      type: 'string',
    },
  },
};

test('a schema becomes fields, with words for titles and choices', () => {
  const fields = fieldsOf('repairs.report', SCHEMA);
  assert.deepEqual(
    fields.map((f) => [f.name, f.title, f.widget]),
    [
      ['what', 'repairs-report-what', 'textarea'],
      ['urgency', 'repairs-report-urgency', 'buttons'],
      ['outcome', 'repairs-report-outcome', 'choice'],
      ['cost', 'repairs-report-cost', 'number'],
      ['photos', 'repairs-report-photos', 'photos'],
    ],
  );
  assert.equal(fields[1].fallback, 'normal');
  assert.equal(fields[2].options[2].word, 'repairs-report-outcome-not_needed');
});

test('given values are sent but not asked', () => {
  const fields = fieldsOf('repairs.close', SCHEMA, { repair: 'r1' });
  const values = {
    what: ' x ',
    urgency: 'high',
    outcome: 'fixed',
    cost: '12.5',
    photos: [],
  };
  assert.deepEqual(
    unfilled(fields, {}).map((f) => f.name),
    ['what', 'outcome'],
  );
  assert.deepEqual(payloadOf(fields, values, { repair: 'r1' }), {
    repair: 'r1',
    what: 'x',
    urgency: 'high',
    outcome: 'fixed',
    cost: 12.5,
  });
});

test('limits are said as one number where they are one', () => {
  const item = (/** @type {any} */ limits) => limitsIn({ ...ITEMS[2], min: undefined, max: undefined, ...limits });
  assert.deepEqual(item({ min: 0, max: 0, unit: '台' }), ['form-exactly', { value: '0', unit: '台' }]);
  assert.deepEqual(item({ min: 0, max: 8, unit: '℃' }), ['form-between', { min: '0', max: '8', unit: '℃' }]);
  assert.deepEqual(item({ min: 0 }), ['form-at-least', { min: '0', unit: '' }]);
  assert.deepEqual(item({ max: 8 }), ['form-at-most', { max: '8', unit: '' }]);
  assert.deepEqual(item({}), ['', {}]);
});

test('a signature is answered by its picture alone', () => {
  const items = [{ id: 'sign', ...both, type: 'signature', required: true }];
  assert.deepEqual(
    missing(items, { sign: { value: 'Wang' } }).map((i) => i.id),
    ['sign'],
  );
  assert.deepEqual(sent(items, { sign: { photos: ['f'] } }), { sign: { photos: ['f'] } });
});

test('a unit is said in the language of the screen', () => {
  const item = /** @type {any} */ ({ unit: '台', unit_en: '' });
  assert.deepEqual([unitIn(item, 'zh-CN'), unitIn(item, 'en')], ['台', '']);
  assert.equal(unitIn(/** @type {any} */ ({ unit: 'kg' }), 'en'), 'kg');
  assert.equal(unitIn(/** @type {any} */ ({}), 'en'), '');
});
