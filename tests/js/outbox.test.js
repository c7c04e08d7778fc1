/** The outbox promises: saved means on disk, nothing is lost, nothing is counted twice, nothing blocks the rest. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeServer, phone, photo, remark } from './bench.js';
import {
  Decrypter,
  generateX25519Identity,
  identityToRecipient,
} from '../../static/node_modules/age-encryption/dist/index.js';
import { exported, rescueFile } from '../../static/src/outbox-export.js';
import {
  canDrop,
  counts,
  dealWith,
  drop,
  localTime,
  NotEnrolled,
  prune,
  rowsIn,
  seal,
  sealAgain,
  takeBack,
} from '../../static/src/outbox.js';
import { push } from '../../static/src/push.js';
import { digestOf } from '../../static/src/digest.js';
import { openStore } from '../../static/src/store.js';
import { backOff, Sync } from '../../static/src/sync.js';

const lineTo = (server) => ({ fetch: server.fetch });
const states = async (db) => (await db.getAll('outbox')).map((row) => row.state).sort();

test('a sealed record has a contiguous number, a digest of all its fields and a chain to the one before', async () => {
  const { db } = await phone();
  const rows = [await seal(db, remark('a')), await seal(db, remark('b')), await seal(db, remark('c'))];
  assert.deepEqual(
    rows.map((row) => row.seq),
    [1, 2, 3],
  );
  for (const { envelope } of rows) assert.equal(envelope.digest, digestOf(envelope));
  assert.equal(rows[2].envelope.prev, rows[1].envelope.digest);
  assert.match(rows[0].envelope.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  assert.match(rows[0].envelope.at, /T.*[+-]\d\d:\d\d$/);
});

test('seals at the same moment never share a number', async () => {
  const { db, name } = await phone();
  const other = await openStore(name);
  const rows = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => seal(n % 2 ? db : other, remark(`${n}`))));
  assert.deepEqual(rows.map((row) => row.seq).sort(), [1, 2, 3, 4, 5, 6]);
});

test('a seal that fails half-way leaves neither record nor number behind', async () => {
  const { db } = await phone();
  const unstorable = {
    ...photo(1),
    data: /** @type {any} */ ({ byteLength: 1, bad: () => 1 }),
  };
  await assert.rejects(seal(db, remark(), [unstorable]));
  assert.equal((await seal(db, remark())).seq, 1);
  assert.equal(await db.count('outbox'), 1);
});

test('without a signed-in device nothing is sealed', async () => {
  const { db } = await phone();
  await db.delete('meta', 'session');
  await assert.rejects(seal(db, remark()), NotEnrolled);
  assert.equal(await db.count('outbox'), 0);
});

test('photos go first, and a record is safe only when both have arrived', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  await seal(db, remark(), [photo(1), photo(2)]);
  assert.equal((await push(db, lineTo(server))).outcome, 'done');
  assert.deepEqual(
    server.calls.map((call) => call.split(' ')[0]),
    ['PUT', 'PUT', 'POST'],
  );
  assert.deepEqual(await states(db), ['acked']);
});

test('a photo the server lost is sent again before the record leaves', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  const sent = await seal(db, remark(), [photo(3)]);
  await db.put('photos', {
    ...(await db.get('photos', photo(3).sha256)),
    uploaded: true,
  });
  await push(db, lineTo(server));
  assert.ok(server.photos.has(photo(3).sha256));
  assert.equal((await db.get('outbox', sent.id)).state, 'acked');
  assert.equal(server.effects.length, 1);
});

test('a photo that never goes through does not keep later records back', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  server.trouble = (method) => (method === 'PUT' ? 'lost' : undefined);
  await seal(db, remark('with photo'), [photo(4)]);
  await seal(db, remark('plain'));
  for (let i = 0; i < 4; i++) await push(db, lineTo(server));
  assert.equal(server.effects.length, 2);
  assert.deepEqual(await states(db), ['acked', 'sent']);
  server.trouble = () => undefined;
  await push(db, lineTo(server));
  assert.deepEqual(await states(db), ['acked', 'acked']);
});

test('a lost answer means sending again, and the server counts it once', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  server.trouble = () => 'answer lost';
  await seal(db, remark());
  assert.equal((await push(db, lineTo(server))).outcome, 'later');
  assert.deepEqual(await states(db), ['sent']);
  server.trouble = () => undefined;
  await push(db, lineTo(server));
  assert.deepEqual(await states(db), ['acked']);
  assert.equal(server.effects.length, 1);
});

for (const wrong of ['html', 'broken', 'busy', 'full', 'lost']) {
  test(`an answer like «${wrong}» acknowledges nothing`, async () => {
    const { db } = await phone();
    const server = new FakeServer();
    server.trouble = () => wrong;
    await seal(db, remark());
    const result = await push(db, lineTo(server));
    assert.equal(result.outcome, 'later');
    if (wrong === 'busy') assert.equal(result.retryAfter, 7);
    assert.equal((await counts(db)).waiting, 1);
  });
}

test('a verdict with another digest, or without a server, is not an answer', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  const take = server.take.bind(server);
  server.take = (body) => take(body).map((result) => ({ ...result, digest: 'x' }));
  await seal(db, remark());
  assert.equal((await push(db, lineTo(server))).outcome, 'later');
  assert.equal((await counts(db)).waiting, 1);
});

test('nothing is called safe before the outbox was looked into', async () => {
  const { db } = await phone();
  const sync = new Sync(db, lineTo(new FakeServer()));
  assert.notEqual(sync.status.state, 'safe');
  await seal(db, remark());
  assert.equal((await sync.tell()).state, 'waiting');
});

test('a server that is reached again is sent to at once, without waiting for the back-off', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  server.trouble = () => 'lost';
  const sync = new Sync(db, lineTo(server));
  await seal(db, remark());
  for (let turn = 0; turn < 6; turn++) await sync.run('seal');
  sync.stop();
  sync.stopped = false;
  server.trouble = () => '';
  await sync.run('tick');
  assert.equal(sync.status.state, 'waiting');
  await sync.run('reached');
  assert.equal(sync.status.state, 'safe');
});

test('signed out, the queue stays and says how many wait', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  server.signedIn = false;
  const sync = new Sync(db, lineTo(server));
  await seal(db, remark());
  await sync.run('seal');
  assert.equal(sync.status.state, 'needs');
  assert.ok(sync.status.signedOut);
  assert.equal(sync.status.waiting, 1);
  server.signedIn = true;
  await sync.run('button');
  assert.equal(sync.status.state, 'safe');
  assert.equal(server.effects.length, 1);
});

test('a record that breaks the whole request is found and set aside; the others arrive in order', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  server.trouble = (method, path, body) =>
    body?.records?.some((r) => r.payload.text === 'poison') ? 'refused' : undefined;
  for (let n = 0; n < 20; n++) await seal(db, remark(n === 7 ? 'poison' : `${n}`));
  await push(db, lineTo(server));
  assert.equal(server.effects.length, 19);
  const left = await rowsIn(db, 'sealed', 'sent');
  assert.equal(left.length, 1);
  assert.equal(left[0].refusal.code, 'bad_request');
  assert.deepEqual(
    server.effects.map((id) => server.records.get(id).envelope.seq),
    [...Array(20).keys()].map((n) => n + 1).filter((n) => n !== 8),
  );
  const before = server.calls.length;
  await push(db, lineTo(server));
  assert.equal(server.calls.length, before, 'not asked again at once');
  assert.equal((await counts(db)).needs, 1);
});

test('batches hold at most 50 records and 400 kB', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  for (let n = 0; n < 70; n++) await seal(db, remark('x'.repeat(n < 10 ? 60_000 : 10)));
  await push(db, lineTo(server));
  assert.equal(server.effects.length, 70);
  assert.ok(server.batches.every((batch) => batch.length <= 50));
  assert.ok(server.batches[0].length <= 6);
});

test('each record gets its own verdict; refused ones stay until a person has dealt with them', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  server.verdict = ({ payload }) => ({
    verdict: payload.text,
    code: 'why',
    message: 'because',
  });
  for (const verdict of ['accepted', 'held', 'conflict', 'rejected']) await seal(db, remark(verdict));
  await push(db, lineTo(server));
  assert.deepEqual(await states(db), ['acked', 'conflict', 'held', 'rejected']);
  assert.equal((await counts(db)).needs, 2);
  const [rejected] = await rowsIn(db, 'rejected');
  assert.equal(rejected.message, 'because');
  await dealWith(db, rejected.id);
  assert.equal((await counts(db)).needs, 1);
});

test('a held record is asked about again and follows its release', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  server.verdict = () => ({ verdict: 'held' });
  const { id } = await seal(db, remark());
  await push(db, lineTo(server));
  server.records.get(id).result.verdict = 'accepted';
  await push(db, lineTo(server), { held: true, force: true });
  assert.equal((await db.get('outbox', id)).state, 'acked');
});

test('what a server that cannot write says is shown until it can; nothing is called safe before', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  const sync = new Sync(db, lineTo(server));
  await seal(db, remark());
  server.trouble = () => 'full';
  await sync.run('start');
  assert.equal(sync.status.trouble.message, 'The disk is full.');
  assert.equal(sync.status.state, 'waiting');
  server.trouble = () => undefined;
  await sync.run('button');
  assert.equal(sync.status.trouble, null);
  assert.equal(sync.status.state, 'safe');
  sync.stopped = true;
});

test('after a restore from an older backup everything kept is sent again, photos too', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  const sync = new Sync(db, lineTo(server));
  for (let n = 0; n < 5; n++) await seal(db, remark(`${n}`), n === 4 ? [photo(9)] : []);
  await sync.run('start');
  server.restore(2);
  await sync.run('tick');
  await sync.run('start');
  assert.equal(server.records.size, 5);
  assert.equal(server.photos.size, 1);
  assert.equal(sync.status.state, 'safe');
  assert.equal(await db.get('meta', 'epoch'), 'e2');
  assert.deepEqual(server.problems, []);
});

test('after 30 days a safe record and its photos are forgotten, an unsafe one never', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  await seal(db, remark('old'), [photo(5)]);
  await push(db, lineTo(server));
  await seal(db, remark('new'), [photo(6)]);
  await prune(db, Date.now() + 31 * 86_400_000);
  assert.deepEqual(await states(db), ['sealed']);
  assert.deepEqual(await db.getAllKeys('photos'), [photo(6).sha256]);
});

test('what is deleted is not sent, can be restored for 30 days, and is no trouble to anybody', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  const [first, second] = [await seal(db, remark('a'), [photo(8)]), await seal(db, remark('b'))];
  await drop(db, first.id);
  assert.deepEqual([(await counts(db)).waiting, (await counts(db)).needs], [1, 0]);
  await push(db, lineTo(server));
  assert.deepEqual([...server.records.keys()], [second.id]);
  await sealAgain(db, 'e2');
  assert.deepEqual((await states(db)).sort(), ['dropped', 'sealed'], 'a restored server does not bring it back');
  await prune(db, Date.now() + 29 * 86_400_000);
  await takeBack(db, first.id);
  await takeBack(db, second.id);
  await db.put('meta', 'e1', 'epoch');
  await push(db, lineTo(server));
  assert.deepEqual([server.records.size, server.photos.size, server.problems], [2, 1, []]);
  await drop(db, (await seal(db, remark('c'))).id);
  await prune(db, Date.now() + 31 * 86_400_000);
  assert.ok(!(await states(db)).includes('dropped'));
});

test('what the server has answered for cannot be deleted, and what it got before stays there', async () => {
  const { db } = await phone();
  const row = await seal(db, remark('a'));
  for (const state of /** @type {const} */ (['held', 'acked', 'rejected', 'conflict'])) {
    await db.put('outbox', { ...row, state });
    assert.ok(!canDrop({ ...row, state }));
    await drop(db, row.id);
    assert.equal((await db.get('outbox', row.id)).state, state);
  }
  const server = new FakeServer();
  await db.put('outbox', row);
  const late = async (/** @type {any} */ address, /** @type {any} */ how) => {
    const answer = await server.fetch(address, how);
    await drop(db, row.id);
    return answer;
  };
  await push(db, { fetch: /** @type {any} */ (late) });
  assert.deepEqual([server.records.size, await states(db)], [1, ['acked']], 'it says where it is');
});

test('a record deleted while its photo goes up is not sent', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  const row = await seal(db, remark('a'), [photo(9)]);
  const slow = async (/** @type {any} */ address, /** @type {any} */ how) => {
    if (how?.method === 'PUT') await drop(db, row.id);
    return server.fetch(address, how);
  };
  await push(db, { fetch: /** @type {any} */ (slow) });
  assert.equal(server.records.size, 0);
  assert.deepEqual(await states(db), ['dropped']);
});

test('a corrected record takes the place of the refused one, in one step', async () => {
  const { db } = await phone();
  const refused = await seal(db, remark('wrong'));
  await db.put('outbox', { ...refused, state: 'rejected', code: 'bad_payload' });
  const right = await seal(db, { ...remark('right'), supersedes: refused.id });
  assert.equal(right.envelope.supersedes, refused.id);
  const closed = await db.get('outbox', refused.id);
  assert.ok(closed.state === 'acked' && closed.dealt_at);
  assert.equal((await counts(db)).needs, 0);
});

test('the export holds every unsafe record with its photos', async () => {
  const { db } = await phone();
  await seal(db, remark(), [photo(7)]);
  const file = await exported(db);
  assert.equal(file.records.length, 1);
  assert.equal(Buffer.from(file.photos[0].base64, 'base64').length, 64);
});

/** @param {boolean} subtle whether the browser has cryptography of its own, which it has not over plain http */
const onlyTheServerOpensIt = async (subtle) => {
  const { db } = await phone();
  await seal(db, remark('第二格书架松了'), [photo(7)]);
  const identity = await generateX25519Identity();
  const rescue_key = await identityToRecipient(identity);
  await db.put('meta', { ...(await db.get('meta', 'session')), rescue_key }, 'session');
  const real = Object.getOwnPropertyDescriptor(globalThis.crypto, 'subtle');
  if (!subtle) Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined, configurable: true });
  const { name, bytes } = await rescueFile(db);
  delete (/** @type {any} */ (globalThis.crypto).subtle);
  if (real) Object.defineProperty(globalThis.crypto, 'subtle', real);
  assert.match(name, /\.json\.age$/);
  assert.ok(!Buffer.from(bytes).includes('第二格书架松了'));
  const opening = new Decrypter();
  opening.addIdentity(identity);
  const file = JSON.parse(await opening.decrypt(bytes, 'text'));
  assert.equal(file.records[0].envelope.payload.text, '第二格书架松了');
  assert.equal(file.photos.length, 1);
};

test('the file is sealed to the key of the server', () => onlyTheServerOpensIt(true));
test('a browser without cryptography of its own seals it all the same', () => onlyTheServerOpensIt(false));

test('a phone that has no key yet hands its file out open', async () => {
  const { db } = await phone();
  await seal(db, remark('open'));
  const { name, bytes } = await rescueFile(db);
  assert.match(name, /\.json$/);
  assert.equal(JSON.parse(new TextDecoder().decode(bytes)).records.length, 1);
});

test('records of an earlier device of this phone go in their own request', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  await seal(db, remark('first'));
  await db.put('meta', { ...(await db.get('meta', 'session')), device_id: 'd2' }, 'session');
  await seal(db, remark('second'));
  await push(db, lineTo(server));
  assert.equal(server.batches.length, 2);
  assert.deepEqual(
    [...server.records.values()].map((r) => [r.envelope.device_id, r.envelope.seq]),
    [
      ['d1', 1],
      ['d2', 1],
    ],
  );
});

test('a wiped phone goes on counting where the server knows it stopped', async () => {
  const { db } = await phone();
  const sync = new Sync(db, lineTo(new FakeServer()));
  await sync.welcome({
    device_id: 'd1',
    user: { id: 'u1' },
    epoch: 'e1',
    seq_high: 41,
  });
  assert.equal((await seal(db, remark())).seq, 42);
});

test('the back-off doubles to five minutes, give or take a quarter', () => {
  assert.equal(backOff(1, 0.5), 2000);
  assert.equal(backOff(3, 0), 6000);
  assert.equal(backOff(3, 1), 10_000);
  assert.ok(backOff(30, 1) <= 375_000);
});

test('the phone writes its own time zone', () => {
  assert.match(localTime(new Date('2026-11-21T08:00:00Z')), /^2026-11-2\dT\d\d:00:00\.000[+-]\d\d:\d\d$/);
  assert.equal(new Date(localTime(new Date(1e12))).getTime(), 1e12);
});

test('what is saved while something else is fetched is not called safe meanwhile', async () => {
  const { db } = await phone();
  const server = new FakeServer();
  let release = () => {};
  const held = new Promise((done) => (release = () => done(undefined)));
  const fetch = async (path, options) => {
    if (path.startsWith('/api/snapshot')) await held;
    return server.fetch(path, options);
  };
  const sync = new Sync(db, { fetch });
  const first = sync.run('start');
  await new Promise((done) => setTimeout(done, 30));
  assert.equal(sync.status.state, 'safe');
  await seal(db, remark());
  await sync.run('seal');
  assert.equal(sync.status.state, 'sending');
  release();
  await first;
  assert.equal(sync.status.state, 'safe');
  assert.equal(server.records.size, 1);
  sync.stop();
});
