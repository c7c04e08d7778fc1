/** What is half written, in this tab and in others: no new version takes over under an open form. */

const LOCK = 'tw-form';

/** The forms of this tab that somebody has begun; as long as there is one, other tabs know. @extends {Set<string>} */
export class Drafts extends Set {
  /** @type {(() => void) | null} */
  #release = null;

  /** @param {string} key */
  add(key) {
    super.add(key);
    const locks = globalThis.navigator?.locks;
    if (locks && !this.#release) {
      const written = new Promise((done) => (this.#release = () => done(undefined)));
      locks.request(LOCK, { mode: 'shared' }, () => written);
    }
    return this;
  }

  /** @param {string} key */
  delete(key) {
    const had = super.delete(key);
    if (!this.size) {
      this.#release?.();
      this.#release = null;
    }
    return had;
  }
}

/** Does the work if no tab has a form begun. @param {() => void} work */
export function whenNobodyWrites(work) {
  const locks = globalThis.navigator?.locks;
  return locks ? locks.request(LOCK, { ifAvailable: true }, (lock) => lock && work()) : work();
}
