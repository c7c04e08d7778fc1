/** When to talk to the server, and the truth about it for the header. */
import { call } from './api.js';
import { clearCopy, dropOld } from './copy.js';
import { counts, prune, sealAgain } from './outbox.js';
import { pull } from './pull.js';
import { push } from './push.js';
import { exclusively } from './lock.js';

const EVERY = 60_000;
const LONGEST = 300_000;
/** Reasons that do not wait for the back-off. */
const URGENT = new Set(['start', 'online', 'reached', 'visible', 'seal', 'button', 'background']);

/** @param {number} failures how often in a row nobody answered @param {number} random 0..1 @returns {number} ms */
export const backOff = (failures, random) => Math.min(LONGEST, 1000 * 2 ** failures) * (0.75 + random / 2);

/**
 * @typedef {{state: 'safe'|'sending'|'waiting'|'needs', waiting: number, needs: number, held: number,
 *   oldest: number | null, signedOut: boolean, online: boolean, problem: any, trouble: any}} Status
 */
export class Sync extends EventTarget {
  /** @param {import('./store.js').Store} db @param {import('./api.js').Line} line */
  constructor(db, line) {
    super();
    this.db = db;
    this.line = line;
    this.failures = 0;
    this.notBefore = 0;
    this.running = false;
    this.again = '';
    this.stopped = false;
    this.signedOut = false;
    this.online = true;
    this.problem = null;
    /** What the server says of itself when it cannot write. @type {any} */
    this.trouble = null;
    /** @type {any} */
    this.timer = undefined;
    /** Nothing is called safe before somebody has looked. @type {Status} */
    this.status = {
      state: 'sending',
      waiting: 0,
      needs: 0,
      held: 0,
      oldest: null,
      signedOut: false,
      online: true,
      problem: null,
      trouble: null,
    };
  }

  /** One round: send, then fetch. Calls while one runs make it run once more. @param {string} reason */
  async run(reason) {
    if (this.running) {
      this.again ||= reason;
      return this.tell();
    }
    if (!URGENT.has(reason) && Date.now() < this.notBefore) return this.status;
    if (this.stopped) return this.status;
    this.running = true;
    try {
      await this.tell();
      await exclusively(this.db, 'tw-outbox', () => this.round(reason));
    } catch (error) {
      // The phone's own store would not answer; nothing is forgotten, but a person should know.
      console.error(error);
      this.problem = { problem: 'storage' };
    }
    this.running = false;
    await this.tell().catch(() => {});
    const next = this.again;
    this.again = '';
    return next ? this.run(next) : this.status;
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Stops, and waits for what is on its way: nothing may be asked in the name of somebody who is signing out. */
  async rest() {
    this.stop();
    for (let turn = 0; this.running && turn < 200; turn++) await new Promise((done) => setTimeout(done, 50));
  }

  /** Whoever signs out takes their copy along; what has not been sent stays until somebody signs in. */
  async leave() {
    await this.rest();
    await clearCopy(this.db, { session: true });
  }

  /** @param {string} reason */
  async round(reason) {
    await dropOld(this.db);
    const held = reason === 'start' || reason === 'button';
    if (reason === 'start' || reason === 'button' || this.signedOut) await this.enrol();
    const sent = await push(this.db, this.line, { force: reason === 'button', held });
    this.line.waiting = (await counts(this.db)).waiting;
    let last = sent;
    if (this.settle(sent)) this.settle((last = await pull(this.db, this.line)));
    await this.obey(last);
    if (reason === 'start') await prune(this.db);
  }

  /** The server says that this phone was shut out, or that its person was signed out from elsewhere. */
  async obey(/** @type {import('./push.js').Result} */ { outcome, problem }) {
    if (outcome === 'forbidden' && problem?.problem === 'device_revoked') await clearCopy(this.db, { kept: true });
    if (outcome === 'signed_out' && problem?.problem === 'session_ended') await clearCopy(this.db);
  }

  /** Learns who is signed in and which device this is; another person needs a fresh snapshot. */
  async enrol() {
    const { status, json } = await call(this.line, 'GET', '/api/session', { timeout: 10_000 });
    if (status === 200 && json?.device_id) await this.welcome(json);
    else
      await this.obey({
        outcome: status === 403 ? 'forbidden' : status === 401 ? 'signed_out' : 'later',
        problem: json,
      });
    if (status === 401) this.signedOut = true;
    return status;
  }

  /** @param {any} session the answer of /api/session */
  async welcome(session) {
    this.signedOut = false;
    const before = await this.db.get('meta', 'session');
    const epoch = await this.db.get('meta', 'epoch');
    if (epoch && session.epoch && session.epoch !== epoch) await sealAgain(this.db, session.epoch);
    if (before?.user?.id !== session.user?.id) await clearCopy(this.db);
    const tx = this.db.transaction('meta', 'readwrite');
    tx.store.put(session, 'session');
    // A phone whose store was wiped goes on counting where the server knows it stopped.
    const key = `seq:${session.device_id}`;
    const high = Math.max((await tx.store.get(key)) ?? 0, session.seq_high ?? 0);
    if (high) tx.store.put(high, key);
    await tx.done;
  }

  /** @param {import('./push.js').Result} result @returns {boolean} whether to go on */
  settle({ outcome, retryAfter = 0, problem = null }) {
    this.signedOut = outcome === 'signed_out' || (this.signedOut && outcome !== 'done');
    this.problem = outcome === 'forbidden' ? problem : null;
    this.trouble = outcome === 'later' && problem?.problem ? problem : null;
    if (outcome === 'done') {
      this.failures = 0;
      this.online = true;
      return true;
    }
    if (outcome === 'later') this.online = false;
    this.failures += 1;
    const wait = Math.max(backOff(this.failures, Math.random()), retryAfter * 1000);
    this.notBefore = Date.now() + wait;
    clearTimeout(this.timer);
    if (outcome === 'later' && !this.stopped) this.timer = setTimeout(() => this.run('retry'), wait);
    return false;
  }

  /** Works the status out again and tells whoever listens. */
  async tell() {
    const found = await counts(this.db);
    const stopped = this.problem || (this.signedOut && found.waiting);
    const state = found.needs || stopped ? 'needs' : !found.waiting ? 'safe' : this.running ? 'sending' : 'waiting';
    const { signedOut, online, problem, trouble } = this;
    this.status = { ...found, state, signedOut, online, problem, trouble };
    this.dispatchEvent(new CustomEvent('status', { detail: this.status }));
    return this.status;
  }

  /** Sets the triggers: start, visible, online, every minute while visible. */
  start() {
    addEventListener('online', () => this.run('online'));
    document.addEventListener('visibilitychange', () => document.hidden || this.run('visible'));
    setInterval(() => document.hidden || this.run('tick'), EVERY);
    navigator.serviceWorker?.addEventListener('message', (event) => event.data === 'tw-sync' && this.run('background'));
    return this.run('start');
  }
}
