/** The phone's copy goes with whoever it was for; what they recorded stays until it is sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeServer, phone } from './bench.js';
import { dropOld } from '../../static/src/copy.js';
import { counts, rowsIn, seal } from '../../static/src/outbox.js';
import { pull } from '../../static/src/pull.js';
import { Sync } from '../../static/src/sync.js';

const DAY = 86_400_000;
const remark = { kind: 'remarks.add', payload: { text: 'x' }, thing_id: 't2' };

async function filled() {
  const { db } = await phone();
  const server = new FakeServer();
  await pull(db, { fetch: server.fetch });
  await db.put('meta', { rights: true }, 'rights');
  await db.put('meta', [{ id: 'h1', room: 't1' }], 'handovers');
  await db.put('meta', [{ id: 'l1' }], 'letters');
  await db.put('meta', { people: [{ name: 'Li' }] }, 'borrowers');
  await db.put('meta', ['Li'], 'borrowers:before');
  assert.ok((await db.getAll('things')).length);
  return { db, server };
}

async function isGone(db) {
  for (const name of ['things', 'tags', 'repairs', 'logs', 'barcodes', 'checklists', 'loans', 'hazards'])
    assert.equal(await db.count(name), 0, name);
  assert.equal(await db.get('meta', 'cursor'), undefined);
  for (const key of ['rights', 'handovers', 'letters', 'borrowers', 'borrowers:before'])
    assert.equal(await db.get('meta', key), undefined, key);
}

test('whoever signs out takes their copy along and leaves what is not sent', async () => {
  const { db, server } = await filled();
  await seal(db, remark);
  await new Sync(db, { fetch: server.fetch }).leave();
  await isGone(db);
  assert.equal(await db.get('meta', 'session'), undefined);
  assert.equal((await counts(db)).waiting, 1);
  assert.equal((await rowsIn(db, 'sealed'))[0].envelope.payload.text, 'x');
});

test('somebody else who signs in finds nothing of the one before', async () => {
  const { db, server } = await filled();
  await seal(db, remark);
  await new Sync(db, { fetch: server.fetch }).welcome({ device_id: 'd1', user: { id: 'u2' }, epoch: 'e1' });
  await isGone(db);
  assert.equal((await counts(db)).waiting, 1);
});

test('a copy that is two weeks old goes, and words can still be recorded by label', async () => {
  const { db } = await filled();
  assert.equal(await dropOld(db, Date.now() + 13 * DAY), false);
  assert.ok((await db.getAll('things')).length);
  assert.equal(await dropOld(db, Date.now() + 15 * DAY), true);
  await isGone(db);
  const row = await seal(db, { kind: 'remarks.add', payload: { text: 'y' }, tag: 'ABC', how: 'typed' });
  assert.equal(row.envelope.tag, 'ABC');
});

test('a phone that was shut out keeps only what was never sent', async () => {
  const { db, server } = await filled();
  const had = await seal(db, remark);
  await db.put('outbox', { ...had, state: 'acked', acked_at: Date.now() });
  const unsent = await seal(db, remark);
  const sync = new Sync(db, { fetch: server.fetch });
  await sync.obey({ outcome: 'forbidden', problem: { problem: 'not_allowed' } });
  assert.ok((await db.getAll('things')).length, 'only the phone itself being shut out counts');
  await sync.obey({ outcome: 'forbidden', problem: { problem: 'device_revoked' } });
  await isGone(db);
  assert.deepEqual(
    (await db.getAll('outbox')).map((row) => row.id),
    [unsent.id],
  );
});

test('somebody signed out from elsewhere loses the copy; a session that has run out does not', async () => {
  const { db, server } = await filled();
  const sync = new Sync(db, { fetch: server.fetch });
  await sync.obey({ outcome: 'signed_out', problem: { problem: 'sign_in' } });
  assert.ok((await db.getAll('things')).length, 'work goes on without a network');
  await sync.obey({ outcome: 'signed_out', problem: { problem: 'session_ended' } });
  await isGone(db);
});

test('a session that ran out with things unsent sends them after signing in again', async () => {
  const { db, server } = await filled();
  await seal(db, remark);
  const sync = new Sync(db, { fetch: server.fetch });
  server.signedIn = false;
  await sync.run('button');
  assert.equal(sync.signedOut, true);
  assert.equal((await counts(db)).waiting, 1);
  server.signedIn = true;
  await sync.run('button');
  assert.equal((await counts(db)).waiting, 0);
});
