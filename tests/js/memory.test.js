/** What a phone remembers of where its person was: by person, by id, and only what its copy still knows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phone } from './bench.js';
import { clearCopy } from '../../static/src/copy.js';
import { hasStar, remembered, star, visit } from '../../static/src/memory.js';

const room = { id: 'r1', kind: 'place', name: '一(1)班' };
const fan = { id: 'f1', kind: 'asset', name: '吊扇', inside: 'r1' };
const desk = { id: 'd1', kind: 'asset', name: '课桌', inside: 'r1' };

async function withThings() {
  const { db } = await phone();
  for (const thing of [room, fan, desk]) await db.put('things', thing);
  return db;
}
const ids = (/** @type {any[]} */ things) => things.map(({ id }) => id);

test('the last room is the one that the last thing stands in, and the newest comes first', async () => {
  const db = await withThings();
  for (const thing of [fan, desk, fan]) await visit(db, thing);
  const memory = await remembered(db);
  assert.equal(memory.room.id, 'r1');
  assert.deepEqual(ids(memory.recent), ['f1', 'd1']);
  for (let number = 0; number < 40; number++) await visit(db, { id: `x${number}` });
  assert.deepEqual(ids((await remembered(db)).recent), [], 'what the copy does not know is not shown');
});

test('a star stays, and is not shown twice', async () => {
  const db = await withThings();
  await visit(db, fan);
  await star(db, 'f1', true);
  await star(db, 'f1', true);
  assert.ok(await hasStar(db, 'f1'));
  const memory = await remembered(db);
  assert.deepEqual([ids(memory.stars), ids(memory.recent)], [['f1'], []]);
  await star(db, 'f1', false);
  assert.deepEqual(ids((await remembered(db)).recent), ['f1']);
});

test('two people on one phone have a memory each, and whoever signs out leaves no names', async () => {
  const db = await withThings();
  await star(db, 'f1', true);
  await db.put('meta', { device_id: 'd1', user: { id: 'u2' } }, 'session');
  assert.deepEqual((await remembered(db)).stars, []);
  await db.put('meta', { device_id: 'd1', user: { id: 'u1' } }, 'session');
  await clearCopy(db, { session: true });
  const left = JSON.stringify(await db.getAll('meta'));
  assert.ok(!left.includes('吊扇'));
  await db.put('meta', { device_id: 'd1', user: { id: 'u1' } }, 'session');
  await db.put('things', fan);
  assert.deepEqual(ids((await remembered(db)).stars), ['f1'], 'and finds its stars again');
});
