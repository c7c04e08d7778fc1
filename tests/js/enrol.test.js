/** Registration walks on the phone: each scan is one record, numbers go on, and nothing is asked of the network. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeServer, phone } from './bench.js';
import {
  begin,
  end,
  enrol,
  lastPlan,
  look,
  nextNumber,
  numbered,
  resumed,
  standing,
  undo,
} from '../../static/src/enrol.js';
import { thingOfBarcode, thingOfTag } from '../../static/src/find.js';
import { seal } from '../../static/src/outbox.js';
import { pull } from '../../static/src/pull.js';
import { push } from '../../static/src/push.js';

const PLAN = { place: 'room', where: 'Room 1', name: 'Desk', custodian: 'Wang' };

/** A phone with a room in it. */
async function ready() {
  const { db } = await phone();
  await db.put('things', { id: 'room', kind: 'place', name: 'Room 1', inside: null });
  await db.put('things', { id: 'fan', kind: 'asset', name: 'Fan', inside: 'room', code: 'XX-1' });
  await db.put('tags', { code: 'TAKEN', thing: 'fan' });
  await db.put('tags', { code: 'GONE', thing: null, state: 'retired' });
  await db.put('meta', 'e1.5', 'cursor');
  await db.put('meta', Date.now(), 'snapshot_at');
  const sealing = (entry) => seal(db, entry);
  return { db, sealing, walk: await begin(db, PLAN) };
}

test('forty scans are forty records, numbered by themselves, and known to this phone at once', async () => {
  const { db, sealing, walk: first } = await ready();
  let walk = first;
  for (let n = 1; n <= 40; n++) walk = await enrol(db, sealing, walk, `CODE${n}`, 'scan');
  assert.equal(await db.count('outbox'), 40);
  const names = walk.steps.map((step) => step.name);
  assert.deepEqual([names[0], names[8], names[39]], ['Desk 01', 'Desk 09', 'Desk 40']);
  const { envelope } = await db.get('outbox', walk.steps[6].id);
  assert.deepEqual(envelope.payload, { code: 'CODE7', inside: 'room', name: 'Desk', number: 7, custodian: 'Wang' });
  assert.deepEqual([envelope.kind, envelope.tag, envelope.how], ['enrolments.enrol', 'CODE7', 'scan']);
  assert.equal((await thingOfTag(db, 'CODE7')).name, 'Desk 07');
});

test('numbers go on after the highest one in that room, whatever other names there are', async () => {
  const { db } = await ready();
  for (const [id, name, inside] of [
    ['a', 'Desk 07', 'room'],
    ['b', 'Desk lamp 30', 'room'],
    ['c', 'Desk 88', 'elsewhere'],
    ['d', 'Desk 7b', 'room'],
  ]) {
    await db.put('things', { id, name, inside, kind: 'asset' });
  }
  assert.equal(await nextNumber(db, PLAN), 8);
  assert.equal(numbered('Desk', 123), 'Desk 123');
});

test('a label that is taken, withdrawn or scanned twice is told apart from a blank one', async () => {
  const { db, sealing, walk } = await ready();
  assert.deepEqual(await look(db, walk, 'TAKEN'), { state: 'taken', name: 'Fan', where: 'Room 1' });
  assert.deepEqual(await look(db, walk, 'GONE'), { state: 'retired' });
  assert.deepEqual(await look(db, walk, 'NEW'), { state: 'blank' });
  const after = await enrol(db, sealing, walk, 'NEW', 'scan');
  assert.deepEqual(await look(db, after, 'NEW'), { state: 'again', name: 'Desk 01' });
  await end(db, after);
  const next = await begin(db, { ...PLAN, name: 'Chair' });
  assert.deepEqual(await look(db, next, 'NEW'), { state: 'taken', name: 'Desk 01', where: 'Room 1' });
});

test('the last one is taken back as a record of its own, and its number and label are free again', async () => {
  const { db, sealing, walk } = await ready();
  const two = await enrol(db, sealing, await enrol(db, sealing, walk, 'A', 'scan'), 'B', 'scan');
  const one = await undo(db, sealing, two, 'Undone');
  assert.deepEqual(
    one.steps.map((step) => step.name),
    ['Desk 01'],
  );
  const rows = (await db.getAll('outbox')).sort((a, b) => a.seq - b.seq);
  assert.deepEqual(
    rows.map((row) => row.envelope.kind),
    ['enrolments.enrol', 'enrolments.enrol', 'enrolments.undo'],
  );
  assert.deepEqual(rows[2].envelope.payload, { enrolment: two.steps[1].id });
  assert.equal(await thingOfTag(db, 'B'), undefined);
  assert.equal((await enrol(db, sealing, one, 'B', 'scan')).steps[1].name, 'Desk 02');
  assert.deepEqual(await undo(db, sealing, { ...walk, steps: [] }, ''), { ...walk, steps: [] });
});

test('a walk goes on after the browser was closed, and its choices are offered the next time', async () => {
  const { db, sealing, walk } = await ready();
  const after = await enrol(db, sealing, walk, 'A', 'typed');
  assert.deepEqual(await resumed(db), after);
  await end(db, after);
  assert.equal(await resumed(db), undefined);
  assert.deepEqual(await lastPlan(db), PLAN);
});

test('a scan that cannot be written down leaves neither thing nor label behind', async () => {
  const { db, sealing, walk } = await ready();
  await db.delete('meta', 'session');
  await assert.rejects(enrol(db, sealing, walk, 'A', 'scan'));
  assert.equal(await db.get('tags', 'A'), undefined);
  assert.equal(await db.count('things'), 2);
  assert.deepEqual((await resumed(db)).steps, []);
});

test('when somebody else had the label first, this phone learns from a fresh snapshot what is so', async () => {
  const { db, sealing, walk } = await ready();
  const server = new FakeServer();
  server.snapshot.things = [
    { id: 'room', kind: 'place', name: 'Room 1' },
    { id: 'other', kind: 'asset', name: 'Desk 09', inside: 'room' },
  ];
  server.snapshot.tags = [{ code: 'A', thing: 'other' }];
  server.verdict = (envelope) =>
    envelope.payload.code === 'A' ? { verdict: 'conflict', code: 'tag_taken' } : { verdict: 'accepted' };
  const after = await enrol(db, sealing, walk, 'A', 'scan');
  assert.equal((await thingOfTag(db, 'A')).name, 'Desk 01');
  await push(db, { fetch: server.fetch });
  await pull(db, { fetch: server.fetch });
  assert.equal((await thingOfTag(db, 'A')).name, 'Desk 09');
  assert.equal(await db.get('things', after.steps[0].id), undefined);
  const [step] = await standing(db, after);
  assert.deepEqual([step.name, step.row.state, step.row.code], ['Desk 01', 'conflict', 'tag_taken']);
});

test('a name that the server had to change is shown as it is', async () => {
  const { db, sealing, walk } = await ready();
  const after = await enrol(db, sealing, walk, 'A', 'scan');
  await db.put('things', { id: after.steps[0].id, kind: 'asset', name: 'Desk 12', inside: 'room' });
  assert.equal((await standing(db, after))[0].name, 'Desk 12');
});

test('other makers’ codes and old asset codes find their thing without a network', async () => {
  const { db } = await ready();
  await db.put('barcodes', { text: '6901234567892', thing: 'fan' });
  await db.put('barcodes', { text: 'OFF', thing: null });
  assert.equal((await thingOfBarcode(db, ' 6901234567892\n')).id, 'fan');
  assert.equal((await thingOfBarcode(db, 'ＸＸ-1')).id, 'fan');
  assert.equal(await thingOfBarcode(db, 'OFF'), undefined);
  assert.equal(await thingOfBarcode(db, ''), undefined);
});
