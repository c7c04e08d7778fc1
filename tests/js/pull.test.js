/** The phone's copy follows the server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeServer, phone } from './bench.js';
import { checksOf, pathOf, search, thingOfTag } from '../../static/src/find.js';
import { pull } from '../../static/src/pull.js';
import { Sync } from '../../static/src/sync.js';

test('first a snapshot, then only what changed', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  await pull(db, { fetch: server.fetch });
  assert.equal((await thingOfTag(db, 'C')).name, 'Fan');
  server.changes = [
    { type: 'thing', id: 't2', data: { id: 't2', name: 'Lamp', inside: 't1' } },
    { type: 'tag', id: 'C', data: null },
    { type: 'unheard_of', id: 'x', data: {} },
  ];
  await pull(db, { fetch: server.fetch });
  assert.equal((await db.get('things', 't2')).name, 'Lamp');
  assert.equal(await thingOfTag(db, 'C'), undefined);
  assert.deepEqual(server.calls, ['GET /api/snapshot', 'GET /api/changes?cursor=e1.0&rounds=']);
  assert.equal(await db.get('meta', 'cursor'), 'e1.3');
});

test('a new epoch means a new snapshot', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  await pull(db, { fetch: server.fetch });
  server.restore(0);
  server.snapshot.things = [{ id: 't9', name: 'Desk' }];
  await pull(db, { fetch: server.fetch });
  assert.deepEqual(
    (await db.getAll('things')).map((t) => t.id),
    ['t9'],
  );
  assert.equal(await db.get('meta', 'epoch'), 'e2');
});

test('another person on the same phone gets a snapshot of their own', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  await pull(db, { fetch: server.fetch });
  await new Sync(db, { fetch: server.fetch }).welcome({
    device_id: 'd1',
    user: { id: 'u2' },
    epoch: 'e1',
  });
  await pull(db, { fetch: server.fetch });
  assert.equal(server.calls.filter((call) => call.endsWith('snapshot')).length, 2);
});

test('an answer that is not ours changes nothing', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  await pull(db, { fetch: server.fetch });
  server.trouble = () => 'html';
  assert.equal((await pull(db, { fetch: server.fetch })).outcome, 'later');
  assert.equal((await db.getAll('things')).length, 1);
});

test('a place knows its path, even when the data goes in circles', async () => {
  const { db } = await phone();
  for (const thing of [
    { id: 'a', name: 'A', inside: 'b' },
    { id: 'b', name: 'B', inside: 'c' },
    { id: 'c', name: 'C', inside: 'b' },
  ])
    await db.put('things', thing);
  assert.deepEqual(
    (await pathOf(db, { id: 'a', inside: 'b' })).map((p) => p.name),
    ['C', 'B'],
  );
});

test('search finds every word, whatever its width and case', () => {
  const things = [
    { name: '吊扇 3 号', code: 'QH2017-0002' },
    { name: 'Lamp', code: '' },
  ];
  assert.equal(search(things, '吊扇 qh2017').length, 1);
  assert.equal(search(things, 'LAMP').length, 1);
  assert.equal(search(things, '  ').length, 0);
});

test('only checklists this phone has are offered', async () => {
  const { db } = await phone();
  await db.put('checklists', { id: 'fan' });
  assert.deepEqual(await checksOf(db, { checks: ['fan', 'gone'] }), [{ id: 'fan' }]);
});
