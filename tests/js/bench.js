/** What the tests of the phone stand on: a database in memory and a server that can be made to misbehave. */
import '../../static/node_modules/fake-indexeddb/auto/index.mjs';
import { digestOf, hashOf } from '../../static/src/digest.js';
import { openStore } from '../../static/src/store.js';

let stores = 0;

/** A phone that has signed in. @param {any} [session] */
export async function phone(session = {}) {
  const name = `phone-${(stores += 1)}`;
  const db = await openStore(name);
  await db.put(
    'meta',
    {
      device_id: 'd1',
      user: { id: 'u1' },
      server_id: 's1',
      epoch: 'e1',
      ...session,
    },
    'session',
  );
  await db.put('meta', 'e1', 'epoch');
  return { db, name };
}

export const remark = (text = 'loose screw') => ({
  kind: 'remarks.add',
  payload: { text },
  thing_id: 't1',
  how: 'list',
});

/** @param {number} seed */
export function photo(seed) {
  const data = new Uint8Array(64).fill(seed);
  return {
    sha256: hashOf(data),
    data: data.buffer,
    w: 8,
    h: 8,
    mime: 'image/jpeg',
  };
}

const json = (/** @type {any} */ body, status = 200, headers = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

export class FakeServer {
  constructor() {
    this.epoch = 'e1';
    this.records = new Map();
    this.effects = /** @type {string[]} */ ([]);
    this.photos = new Map();
    this.batches = /** @type {string[][]} */ ([]);
    this.calls = /** @type {string[]} */ ([]);
    this.signedIn = true;
    this.problems = /** @type {string[]} */ ([]);
    this.snapshot = {
      things: [{ id: 't1', name: 'Fan' }],
      tags: [{ code: 'C', thing: 't1' }],
      checklists: [],
      repairs: [],
      kinds: [],
      rights: [],
    };
    this.changes = /** @type {any[]} */ ([]);
    /** What goes wrong with a call. @type {(method: string, path: string, body: any) => string | undefined} */
    this.trouble = () => undefined;
    /** The verdict on a record. @type {(envelope: any) => any} */
    this.verdict = () => ({ verdict: 'accepted' });
    this.fetch = /** @type {any} */ (this.answer.bind(this));
  }

  /** @param {string} path @param {any} options */
  async answer(path, { method = 'GET', body } = {}) {
    await new Promise((done) => setImmediate(done));
    this.calls.push(`${method} ${path}`);
    const given = typeof body === 'string' ? JSON.parse(body) : body;
    const wrong = this.trouble(method, path, given);
    if (wrong === 'lost') throw new TypeError('Failed to fetch');
    if (wrong === 'html')
      return new Response('<html>portal</html>', {
        headers: { 'content-type': 'text/html' },
      });
    if (wrong === 'broken') return json({ problem: 'broken' }, 500);
    if (wrong === 'busy') return json({ problem: 'busy' }, 429, { 'retry-after': '7' });
    if (wrong === 'full')
      return json({ problem: 'disk_full', message: 'The disk is full.' }, 503, {
        'retry-after': '10',
      });
    if (wrong === 'refused') return json({ problem: 'bad_request', message: 'no' }, 400);
    const done = this.signedIn ? this.serve(method, path, given) : json({ problem: 'signed_out' }, 401);
    if (wrong === 'answer lost') throw new TypeError('Failed to fetch');
    return done;
  }

  /** @param {string} method @param {string} path @param {any} body */
  serve(method, path, body) {
    const sha = /^\/api\/photos\/(.+)$/.exec(path)?.[1];
    if (sha && method === 'HEAD') return new Response(null, { status: this.photos.has(sha) ? 200 : 404 });
    if (sha) return this.keepPhoto(sha, body);
    if (path === '/api/session')
      return json({
        user: { id: 'u1' },
        device_id: 'd1',
        server_id: 's1',
        epoch: this.epoch,
      });
    if (path === '/api/snapshot')
      return json({
        ...this.snapshot,
        server_id: 's1',
        epoch: this.epoch,
        cursor: `${this.epoch}.${this.changes.length}`,
      });
    if (path.startsWith('/api/changes')) return this.since(decodeURIComponent(path.split('cursor=')[1]));
    return json({
      server_id: 's1',
      epoch: this.epoch,
      server_time: new Date().toISOString(),
      results: this.take(body),
      missing_seqs: [],
    });
  }

  keepPhoto(sha, body) {
    if (hashOf(new Uint8Array(body)) !== sha) return json({ problem: 'bad_hash' }, 422);
    const known = this.photos.has(sha);
    this.photos.set(sha, body);
    return json({}, known ? 200 : 201);
  }

  since(cursor) {
    const [epoch, n] = cursor.split('.');
    if (epoch !== this.epoch) return json({ problem: 'epoch_changed', facts: { epoch: this.epoch } }, 409);
    return json({
      changes: this.changes.slice(Number(n)),
      next: `${epoch}.${this.changes.length}`,
      more: false,
      epoch,
    });
  }

  take({ records }) {
    this.batches.push(records.map((r) => r.id));
    return records.map((envelope) => {
      const { id, digest } = envelope;
      if (digestOf(envelope) !== digest) this.problems.push(`digest of ${id}`);
      const known = this.records.get(id);
      if (known && known.envelope.digest !== digest) this.problems.push(`id ${id} used twice`);
      const twin = [...this.records.values()].find(
        (r) => r.envelope.device_id === envelope.device_id && r.envelope.seq === envelope.seq,
      );
      if (twin && twin.envelope.id !== id) this.problems.push(`seq ${envelope.seq} used twice`);
      const need_photos = (envelope.photos ?? []).map((p) => p.sha256).filter((sha) => !this.photos.has(sha));
      if (known)
        return {
          id,
          digest,
          ...known.result,
          verdict: 'duplicate',
          was: known.result.verdict,
          need_photos,
        };
      const result = {
        flags: [],
        server_seq: this.records.size + 1,
        thing_id: envelope.thing_id,
        ...this.verdict(envelope),
      };
      this.records.set(id, { envelope, result });
      this.effects.push(id);
      return { id, digest, ...result, need_photos };
    });
  }

  /** As after a restore from a backup: a new epoch, and only the first `kept` records. @param {number} kept */
  restore(kept) {
    this.epoch = `e${Number(this.epoch.slice(1)) + 1}`;
    this.records = new Map([...this.records].slice(0, kept));
    this.photos = new Map();
    this.changes = [];
  }
}
