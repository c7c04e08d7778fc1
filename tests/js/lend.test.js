/** The counter on the phone: what goes on a slip, how many of it, and what this phone knows at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phone } from './bench.js';
import {
  keep,
  kept,
  lend,
  loanId,
  markOf,
  matching,
  meet,
  parted,
  pieces,
  pressed,
  takeBack,
  mostOf,
} from '../../static/src/lend.js';
import { clashes, untilOf } from '../../static/src/lend-promised.js';
import { askedFor, keepTerms } from '../../static/src/lend-terms.js';
import { seal } from '../../static/src/outbox.js';

const fan = {
  id: 'fan',
  kind: 'asset',
  name: '吊扇',
  state: 'in_use',
  quantity: 1,
};
const balls = {
  id: 'balls',
  kind: 'asset',
  name: '足球',
  state: 'in_use',
  quantity: 12,
};
const CLASS = { kind: 'class', name: '一(1)班' };

async function ready() {
  const { db } = await phone();
  for (const thing of [fan, balls]) await db.put('things', thing);
  const write = (entry, photos) => seal(db, entry, photos);
  const met = async (mode, lines, thing) => (await meet(db, mode, lines, await db.get('things', thing), 'scan')).state;
  return { db, write, met };
}

/** A cart as scanning makes it. */
async function cart(db, mode, ...ids) {
  const lines = [];
  for (const id of ids) {
    const { state, line } = await meet(db, mode, lines, await db.get('things', id), 'scan');
    if (state === 'new') lines.push(line);
    else if (state === 'more') lines[lines.findIndex((each) => each.thing === id)] = line;
  }
  return lines;
}

test('one thing stands once on a slip, pieces under one label add up to what there are', async () => {
  const { db, met } = await ready();
  const lines = await cart(db, 'lend', 'fan', 'fan', 'balls', 'balls', 'balls');
  assert.deepEqual(lines.map((line) => line.quantity), [1, 3]); // prettier-ignore
  assert.equal(pieces(lines), 4);
  assert.equal(await met('lend', lines, 'fan'), 'again');
  lines[1].quantity = 12;
  assert.equal(await met('lend', lines, 'balls'), 'again');
});

test('what was lent without a network is out on this phone at once, and here again when it is back', async () => {
  const { db, write, met } = await ready();
  const lines = await cart(db, 'lend', 'fan', 'balls');
  lines[1].quantity = 10;
  const row = await lend(db, write, lines, CLASS, { rule: 'day' }, [], 'label');
  assert.deepEqual(row.envelope.payload.things, [{ thing: 'fan', quantity: 1 }, { thing: 'balls', quantity: 10 }]); // prettier-ignore
  assert.equal((await db.get('loans', loanId(row.id, 'fan'))).who, '一(1)班');
  assert.equal(await met('lend', [], 'fan'), 'lent');
  assert.equal(await met('back', [], 'balls'), 'new');
  assert.deepEqual(await kept(db, 'lend'), []);
  const back = await cart(db, 'back', 'fan', 'balls');
  assert.deepEqual(back.map((line) => [line.quantity, line.who]), [[1, '一(1)班'], [10, '一(1)班']]); // prettier-ignore
  back[1].quantity = 4;
  await takeBack(db, write, back, {}, [], 'label');
  assert.equal(await met('back', [], 'fan'), 'not_out');
  assert.equal((await db.get('loans', loanId(row.id, 'balls'))).pieces, 6);
});

test('what came back damaged is out of use here before the server has heard of it', async () => {
  const { db, write, met } = await ready();
  await lend(db, write, await cart(db, 'lend', 'fan'), CLASS, { rule: 'day' }, [], 'label');
  const [line] = await cart(db, 'back', 'fan');
  await takeBack(db, write, [{ ...line, condition: 'damaged', note: '坏了' }], {}, [], 'label');
  assert.equal(await met('lend', [], 'fan'), 'not_lendable');
});

test('of several pieces some are whole and some are not', () => {
  const parts = parted(
    {
      thing: 'balls',
      quantity: 12,
      condition: 'damaged',
      note: '破了',
      photos: ['a'],
    },
    1,
  );
  assert.deepEqual(parts.map((each) => [each.quantity, each.condition, each.note]), [[11, 'good', ''], [1, 'damaged', '破了']]); // prettier-ignore
  assert.deepEqual(parted({ quantity: 2, condition: 'damaged', claim: true }, 1).map((each) => each.claim), [false, true]); // prettier-ignore
  assert.equal(parted({ quantity: 1, condition: 'damaged' }, 1).length, 1);
});

test('a cart outlives a closed page', async () => {
  const { db } = await ready();
  await keep(db, 'lend', await cart(db, 'lend', 'fan'));
  assert.equal((await kept(db, 'lend'))[0].name, '吊扇');
  assert.deepEqual(await kept(db, 'back'), []);
});

test('the first digit replaces, the next ones follow, and never more than there are', () => {
  assert.equal(pressed(1, '1', 12, true), 1);
  assert.equal(pressed(1, '2', 12, false), 12);
  assert.equal(pressed(12, '5', 12, false), 12);
  assert.equal(pressed(12, '⌫', 12, false), 1);
});

test('those who borrowed lately come first', () => {
  const all = ['一(1)班', '一(2)班', '三(1)班'].map((name) => ({
    kind: 'class',
    name,
  }));
  assert.deepEqual(matching(all, '(1)', [all[2]]).map((each) => each.name), ['三(1)班', '一(1)班']); // prettier-ignore
});

const soon = (/** @type {number} */ hours) => new Date(Date.now() + hours * 3_600_000).toISOString();

test('what is promised by name to another is said, one’s own and what is over is not', async () => {
  const { db } = await ready();
  const lines = await cart(db, 'lend', 'fan');
  const promise = {
    things: ['fan'],
    count: 1,
    begins: soon(2),
    ends: soon(3),
    who: 'class:二(2)班',
  };
  const said = async (until, who = 'class:一(1)班', promises = [promise]) =>
    (await clashes(db, promises, lines, who, new Date(soon(until)))).map(({ line }) => line.thing);
  assert.deepEqual(await said(24), ['fan']);
  assert.deepEqual(await said(1), [], 'it is back before');
  assert.deepEqual(await said(24, 'class:二(2)班'), [], 'it is fetched by whoever reserved it');
  assert.deepEqual(await said(24, '', [{ ...promise, begins: soon(-3), ends: soon(-2) }]), []);
});

test('of any of a sort so many stay as were promised', async () => {
  const { db } = await ready();
  const ids = ['p1', 'p2', 'p3'];
  for (const id of ids) await db.put('things', { ...fan, id, name: id });
  const promises = [{ things: ids, count: 2, begins: soon(1), ends: soon(2), who: 'staff:x' }];
  const said = async (...chosen) =>
    (await clashes(db, promises, await cart(db, 'lend', ...chosen), '', new Date(soon(24)))).length;
  assert.equal(await said('p1'), 0, 'two are left');
  assert.equal(await said('p1', 'p2'), 2, 'one is left');
  await db.put('things', { ...fan, id: 'p3', state: 'lent' });
  assert.equal(await said('p1'), 1);
});

test('of pieces under one label so many stay as were promised', async () => {
  const { db } = await ready();
  const promises = [
    {
      things: ['balls'],
      count: 8,
      begins: soon(1),
      ends: soon(2),
      who: 'staff:x',
    },
  ];
  const [line] = await cart(db, 'lend', 'balls');
  const said = async (quantity) =>
    (await clashes(db, promises, [{ ...line, quantity }], '', new Date(soon(24)))).length;
  assert.deepEqual([await said(4), await said(5)], [0, 1]);
});

test('what the server said of days yesterday is not believed today', () => {
  const known = { at: soon(-48), due: { day: soon(-40) } };
  assert.ok(untilOf(known, 'day', '') > new Date());
  assert.ok(untilOf({ at: soon(0), due: { day: soon(1) } }, 'day', '') < new Date(soon(2)));
  assert.ok(untilOf({}, 'custody', '') > new Date(soon(24 * 3000)));
});

test('what is worn, the marks and what a kit lacks are written, and alone nobody else’s name', async () => {
  const { db, write } = await ready();
  const [worn] = await cart(db, 'lend', 'fan');
  const terms = { rule: 'day', mark: '07', photos: ['p'], despite: true };
  const row = await lend(db, write, [{ ...worn, condition: 'worn', note: '裂' }], CLASS, terms, [], 'label');
  const { things, mark, photos, despite } = row.envelope.payload;
  assert.deepEqual([things[0].condition, things[0].note, mark, photos, despite], ['worn', '裂', '07', ['p'], true]);
  await db.put('loans', {
    ...(await db.get('loans', loanId(row.id, 'fan'))),
    parts: [{ id: 'a', name: '球', of: 2 }],
  });
  const [line] = await cart(db, 'back', 'fan');
  line.missing = { a: 1, b: 0 };
  const back = await takeBack(db, write, [line], { photos: ['q'] }, [], 'label');
  assert.deepEqual(back.envelope.payload.things[0].missing, [{ part: 'a', count: 1 }]);
  assert.deepEqual(back.envelope.payload.photos, ['q']);
  const own = await lend(db, write, await cart(db, 'lend', 'fan'), { kind: 'staff', id: 'me', name: '我' }, { rule: 'day', alone: true }, [], 'label'); // prettier-ignore
  assert.equal(own.envelope.kind, 'loans.borrow');
  assert.ok(!('person' in own.envelope.payload) && !('borrower_kind' in own.envelope.payload));
});

test('alone one gives back what one has oneself', async () => {
  const { db } = await ready();
  await db.put('things', { ...fan, state: 'lent' });
  const thing = await db.get('things', 'fan');
  assert.equal((await meet(db, 'back', [], thing, 'scan', true)).state, 'not_out');
  assert.equal((await meet(db, 'back', [], thing, 'scan')).state, 'new');
});

test('whoever lends has what is promised at hand before the first slip, asked for once an hour', async () => {
  const { db } = await phone();
  const asked = [];
  const terms = {
    at: new Date().toISOString(),
    due: {},
    people: [],
    promises: [{ things: ['fan'] }],
    kits: {},
  };
  const line = {
    fetch: async (url) => (asked.push(url), Response.json(terms)),
  };
  await keepTerms(db, line);
  assert.deepEqual(asked, [], 'nobody lends here');
  await db.put('meta', ['loans.lend'], 'rights');
  await keepTerms(db, line);
  await keepTerms(db, line);
  assert.equal(asked.length, 1);
  assert.equal((await db.get('meta', 'borrowers')).promises.length, 1);
  await db.put('meta', { ...terms, at: soon(-2) }, 'borrowers');
  await keepTerms(db, { fetch: async () => new Response('', { status: 500 }) });
  assert.equal((await db.get('meta', 'borrowers')).promises.length, 1, 'what was known stays');
});

const bag = {
  id: 'bag',
  kind: 'asset',
  name: '足球包',
  state: 'in_use',
  quantity: 1,
};
const pump = {
  id: 'pump',
  kind: 'asset',
  name: '打气筒',
  state: 'in_use',
  quantity: 1,
};
const PARTS = [
  { id: 'p1', name: '足球', of: 12, thing: 'balls', missing: 0 },
  { id: 'p2', name: '打气筒', of: 1, thing: 'pump', missing: 0 },
  { id: 'p3', name: '网袋', of: 2, thing: null, missing: 1 },
];

/** A phone without a network that knows of a kit: twelve balls, a pump, two nets of which one is missing. */
async function withKit(kits = {}) {
  const found = await ready();
  for (const thing of [bag, pump]) await found.db.put('things', thing);
  await found.db.put('meta', { parts: { bag: PARTS }, kits }, 'borrowers');
  return found;
}

test('what belongs into a kit that is out is not lent by itself, and is again when the kit is back', async () => {
  const { db, write } = await withKit();
  await lend(db, write, await cart(db, 'lend', 'bag'), CLASS, { rule: 'day' }, [], 'label');
  const met = await meet(db, 'lend', [], pump, 'scan');
  assert.deepEqual(met, { state: 'kit_out', kit: '足球包' });
  await takeBack(db, write, await cart(db, 'back', 'bag'), {}, [], 'label');
  assert.equal((await meet(db, 'lend', [], pump, 'scan')).state, 'new');
});

test('a kit that another counter lent holds its parts back on this phone too', async () => {
  const { db } = await withKit();
  await db.put('things', { ...bag, state: 'lent' });
  assert.equal((await meet(db, 'lend', [], pump, 'scan')).state, 'kit_out');
  assert.equal((await meet(db, 'lend', [], balls, 'scan')).state, 'new', 'of many pieces the others are here');
});

test('a part that is on the slip with its kit stands on it once', async () => {
  const { db, write } = await withKit();
  const kit = await cart(db, 'lend', 'bag');
  assert.equal((await meet(db, 'lend', kit, pump, 'scan')).state, 'kit_out');
  const both = await cart(db, 'lend', 'pump', 'bag');
  const row = await lend(db, write, both, CLASS, { rule: 'day' }, [], 'label');
  assert.deepEqual(row.envelope.payload.things.map(({ thing }) => thing), ['bag']); // prettier-ignore
  assert.equal((await db.get('things', 'pump')).state, 'in_use');
});

test('a kit says what it lacks: missing, written off, broken, out by itself, or all of it here', async () => {
  const lacks = async (change) => {
    const { db, write } = await withKit();
    await change(db, write);
    const [line] = await cart(db, 'lend', 'bag');
    return (line.lacks ?? []).map(({ name, count }) => `${name} ${count}`);
  };
  assert.deepEqual(await lacks(async () => {}), ['网袋 1']);
  assert.deepEqual(await lacks((db) => db.delete('things', 'pump')), ['打气筒 1', '网袋 1']);
  assert.deepEqual(await lacks((db) => db.put('things', { ...pump, out_of_use: true })), ['打气筒 1', '网袋 1']);
  assert.deepEqual(await lacks((db) => db.put('things', { ...pump, state: 'writeoff' })), ['打气筒 1', '网袋 1']);
  const alone = async (db, write) => {
    const [line] = await cart(db, 'lend', 'balls');
    await lend(db, write, [{ ...line, quantity: 5 }], CLASS, { rule: 'day' }, [], 'label');
  };
  assert.deepEqual(await lacks(alone), ['足球 5', '网袋 1']);
});

test('of many pieces the server knows which are broken, and of one the phone knows when it is here again', async () => {
  const { db } = await withKit({ bag: [{ part: 'p1', name: '足球', count: 2 }, { part: 'p2', name: '打气筒', count: 1 }] }); // prettier-ignore
  const [line] = await cart(db, 'lend', 'bag');
  assert.deepEqual(line.lacks.map(({ part, count }) => [part, count]), [['p1', 2], ['p3', 1]]); // prettier-ignore
});

test('a kit lent without a network is asked for part by part when it comes back, without what it lacked', async () => {
  const { db, write } = await withKit();
  const row = await lend(db, write, await cart(db, 'lend', 'bag'), CLASS, { rule: 'day' }, [], 'label');
  const [line] = await cart(db, 'back', 'bag');
  assert.equal(line.loan, loanId(row.id, 'bag'));
  assert.deepEqual(line.parts.map(({ id, of }) => [id, of]), [['p1', 12], ['p2', 1], ['p3', 1]]); // prettier-ignore
});

test('a mark is numbers and letters: a name does not go in', () => {
  assert.equal(markOf('张三07'), '07');
  assert.equal(markOf('０７'), '07');
  assert.equal(markOf('A-7'), 'A-7');
});

test('of what the server has told, as many are left as it said', async () => {
  const { db } = await ready();
  const told = { ...balls, id: 'told', out: 11 };
  const { line } = await meet(db, 'lend', [], told, 'scan');
  assert.equal(mostOf('lend', line), 1);
  assert.equal((await meet(db, 'lend', [line], told, 'scan')).state, 'again');
  assert.equal((await meet(db, 'lend', [], { ...told, out: 12 }, 'scan')).state, 'lent');
});

test('what is on a label that the phone does not keep is asked for, and nothing comes of it without a network', async (t) => {
  t.mock.method(globalThis, 'fetch', async (url) => Response.json({ id: url }));
  assert.deepEqual(await askedFor('tag', 'A B'), { id: '/api/loans/scanned?tag=A%20B' });
  t.mock.method(globalThis, 'fetch', async () => new Response('', { status: 404 }));
  assert.equal(await askedFor('thing', 'A'), undefined);
  t.mock.method(globalThis, 'fetch', async () => Promise.reject(new TypeError('no network')));
  assert.equal(await askedFor('thing', 'A'), undefined);
});
