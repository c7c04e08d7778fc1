/** Whatever the network and the battery do, numbers stay contiguous, nothing is lost and nothing is doubled. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeServer, phone, photo, remark } from './bench.js';
import { seal } from '../../static/src/outbox.js';
import { openStore } from '../../static/src/store.js';
import { Sync } from '../../static/src/sync.js';

const RUNS = Number(process.env.CHAOS_RUNS ?? 60);

/** A small generator, so that a failing run can be run again. @param {number} seed */
function dice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param {number} seed */
async function live(seed) {
  console.error = () => {};
  const roll = dice(seed);
  const server = new FakeServer();
  let { db, name } = await phone();
  const promised = new Map();
  let sync = new Sync(db, { fetch: server.fetch });
  const running = [];
  const misbehave = () => ['lost', 'answer lost', 'html', 'broken', undefined, undefined][Math.floor(roll() * 6)];
  server.trouble = (method, path, body) =>
    body?.records?.some((r) => r.payload.text === 'poison') ? 'refused' : misbehave();
  for (let step = 0; step < 40; step++) {
    const what = roll();
    if (what < 0.45) {
      const photos = roll() < 0.3 ? [photo(Math.floor(roll() * 250))] : [];
      const row = await seal(db, remark(roll() < 0.03 ? 'poison' : `${step}`), photos);
      promised.set(row.id, row.envelope);
    } else if (what < 0.8) {
      const run = sync.run(roll() < 0.5 ? 'seal' : 'button').catch(() => {});
      if (roll() < 0.6) await run;
      else running.push(run);
    } else if (what < 0.9) {
      // The battery dies: whatever was under way never ends properly.
      sync.stop();
      db.close();
      db = await openStore(name);
      await db.delete('meta', 'lease:tw-outbox');
      sync = new Sync(db, { fetch: server.fetch });
    } else if (what < 0.94) server.restore(Math.floor(roll() * (server.records.size + 1)));
    else server.signedIn = roll() < 0.6;
  }
  server.signedIn = true;
  server.trouble = (method, path, body) =>
    body?.records?.some((r) => r.payload.text === 'poison') ? 'refused' : undefined;
  await Promise.all(running);
  for (let i = 0; i < 8; i++) await sync.run('button');
  sync.stop();
  const seqs = [...promised.values()].map((envelope) => envelope.seq).sort((a, b) => a - b);
  assert.deepEqual(
    seqs,
    seqs.map((_, i) => i + 1),
    'numbers are contiguous',
  );
  for (const [id, envelope] of promised) {
    const row = await db.get('outbox', id);
    assert.deepEqual(row.envelope, envelope, 'a sealed record never changes');
    if (envelope.payload.text === 'poison') assert.ok(row.refusal);
    else {
      assert.deepEqual(server.records.get(id)?.envelope, envelope, 'nothing is lost');
      for (const { sha256 } of envelope.photos ?? []) assert.ok(server.photos.has(sha256), 'photos arrive');
      assert.equal(row.state, 'acked');
    }
  }
  assert.equal(server.records.size, [...promised.values()].filter((e) => e.payload.text !== 'poison').length);
  assert.deepEqual(server.problems, [], 'nothing is doubled');
}

test(`${RUNS} random lives of a phone keep every promise`, async () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    await live(seed).catch((error) => {
      error.message = `seed ${seed}: ${error.message}`;
      throw error;
    });
  }
});
