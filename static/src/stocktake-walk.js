/** Walking with the camera open: what is done with each code that comes into view. No screen in here. */
import { read } from './code.js';
import { thingOfBarcode, thingOfTag } from './find.js';
import { fetchCounts, keepRoom, known } from './stocktake-book.js';
import { loudest, standing, take, takeBack } from './stocktakes.js';

const GONE = 2000; // ms out of view after which a code that comes back is looked at anew
const FRESH = 5000; // ms that what was counted last stays on the card, whatever comes into view again

/**
 * @typedef {import('./stocktakes.js').Count} Count
 * @typedef {{text: string, code: string, thing: any, how: 'scan'|'list'|'typed'}} Seen what a code leads to
 * @typedef {{mood: string, why: string, seen: Seen, place?: string | null, count?: Count, id?: string}} Said
 *   what was said of a code last; id: of the count that was written because of it
 * @typedef {(entry: any, photos?: any[], how?: any) => Promise<any>} Seal
 */

export class Walk extends EventTarget {
  /** @param {import('./store.js').Store} db @param {Seal} seal @param {string} id @param {string[]} hosts @param {(word: string) => string} t */
  constructor(db, seal, id, hosts, t) {
    super();
    this.db = db;
    this.seal = seal;
    this.id = id;
    this.hosts = hosts;
    this.t = t;
    this.room = '';
    /** @type {any} */
    this.stocktake = null;
    /** @type {any} */
    this.tally = null;
    /** @type {Map<string, any>} */
    this.things = new Map();
    /** Whether the book has come. */
    this.ready = false;
    /** Codes in view or just gone: when last seen, and what was said of them. @type {Map<string, {at: number, mood: string}>} */
    this.view = new Map();
    /** Batches whose pieces must be counted before they are written down. @type {Seen[]} */
    this.batches = [];
    /** @type {Said | null} */
    this.said = null;
    this.turn = Promise.resolve();
    this.writtenAt = 0;
  }

  /** From what the phone keeps; again whenever more was pulled. */
  async load() {
    const found = await known(this.db, this.id);
    const { stocktake, tally, things, ready } = found;
    Object.assign(this, { stocktake, tally, things, ready, room: this.room || found.room });
    this.tell();
  }

  /** What others have counted since, so that «counted already» is true across phones. @param {import('./api.js').Line} line */
  async hear(line) {
    if (!this.tally) return;
    const fresh = await fetchCounts(this.db, line, this.id);
    const mine = fresh.filter((count) => (count.round ?? this.stocktake.round) >= this.stocktake.round);
    for (const count of mine) take(this.tally, count);
    if (mine.length) this.tell();
  }

  tell() {
    this.dispatchEvent(new Event('change'));
  }

  /** @param {string} text @returns {string} how to outline it */
  moodOf = (text) => this.view.get(text)?.mood ?? '';

  /**
   * All codes of one picture. Each is dealt with when it comes into view, not as long as it stays there.
   * @param {string[]} texts @param {'scan'|'typed'} [how] @param {boolean} [anew] even if it was in view just now
   * @returns {Promise<string | undefined>} what should be heard
   */
  meet(texts, how = 'scan', anew = false) {
    const now = Date.now();
    const fresh = [];
    for (const text of new Set(texts)) {
      const before = this.view.get(text);
      const isNew = anew || !before || now - before.at > GONE;
      this.view.set(text, { at: now, mood: isNew ? '' : (before?.mood ?? '') });
      if (isNew) fresh.push(text);
    }
    if (!fresh.length) return Promise.resolve(undefined);
    return this.next(() => this.deal(fresh, how));
  }

  /** These are in view all the while something is asked: they do not come back when it is answered. @param {string[]} texts */
  still(texts) {
    const at = Date.now();
    for (const text of texts) {
      const known = this.view.get(text);
      if (known && at - known.at <= GONE) known.at = at;
    }
  }

  /** One after the other, however quickly they come. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  next(work) {
    const done = this.turn.then(work);
    this.turn = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  /** @param {string[]} texts @param {'scan'|'typed'} how */
  async deal(texts, how) {
    const moods = [];
    /** @type {Said[]} */
    const sayings = [];
    const found = [];
    for (const text of texts) found.push(await this.lookUp(text, how));
    // A room's label counts for whatever is in the picture beside it.
    for (const seen of found.sort((a, b) => Number(b.thing?.kind === 'place') - Number(a.thing?.kind === 'place'))) {
      const mood = seen.thing?.kind === 'place' ? await this.enter(seen.thing.id) : await this.judge(seen);
      this.view.set(seen.text, { at: Date.now(), mood });
      if (mood) moods.push(mood);
      const { said } = this;
      if (mood && said && said.seen === seen) sayings.push(said);
    }
    const heard = loudest(/** @type {any[]} */ (moods));
    // What is shown is what is heard, not what happened to come last.
    this.said = sayings.filter((said) => said.mood === heard).at(-1) ?? this.said;
    this.tell();
    return moods.includes('room') ? 'room' : heard;
  }

  /** @param {string} text @param {'scan'|'typed'} how @returns {Promise<Seen>} */
  async lookUp(text, how) {
    const { state, code, text: shown } = read(text, this.hosts);
    const thing = state === 'ok' ? await thingOfTag(this.db, code) : await thingOfBarcode(this.db, shown);
    return { text, code: state === 'ok' ? code : shown.slice(0, 400), thing: thing ?? null, how };
  }

  /** @param {string} room @returns {Promise<'room'|''>} */
  async enter(room) {
    if (room === this.room) return '';
    this.room = room;
    this.batches = [];
    this.said = null;
    // What is in view stands otherwise here; labels of rooms do not, or two of them would take turns.
    for (const [text, { mood }] of this.view) if (mood !== 'room') this.view.delete(text);
    await keepRoom(this.db, this.id, room);
    this.tell();
    return 'room';
  }

  /** Says how a thing stands here and writes it down where that is new. @param {Seen} seen @returns {Promise<string>} its mood */
  async judge(seen) {
    if (!this.room) {
      this.said = { mood: 'again', why: 'roomless', seen };
      return '';
    }
    const { mood, why, place, count } = standing(this.tally, this.room, {
      thing: seen.thing?.id ?? null,
      code: seen.code,
    });
    // A glance back at what I counted does not push aside what was just said of another.
    if (mood === 'again' && count?.mine && this.said?.id && Date.now() - this.writtenAt < FRESH) return mood;
    this.said = { mood, why, seen, place, count, id: count?.mine ? count.id : undefined };
    if (mood === 'again') return mood;
    if (seen.thing && this.piecesOf(seen.thing) > 1) {
      if (!this.batches.some((each) => each.thing.id === seen.thing.id)) this.batches.push(seen);
      return mood;
    }
    await this.write(seen);
    return mood;
  }

  /** Pieces under one label, by the book or by the register. @param {any} thing */
  piecesOf = (thing) => this.tally.books.get(thing.id)?.quantity || thing.quantity || 1;

  /** @param {Seen} seen @param {{quantity?: number, condition?: string, note?: string}} [more] @param {any[]} [photos] */
  async write(seen, more = {}, photos = []) {
    const { thing, code } = seen;
    const kind = thing ? 'stocktakes.count' : 'stocktakes.meet';
    const facts = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined && value !== ''));
    const payload = {
      stocktake: this.id,
      place: this.room,
      ...(thing ? {} : { code }),
      ...facts,
      ...(photos.length ? { photos: photos.map(({ sha256 }) => sha256) } : {}),
    };
    const name = thing?.name ?? (code || this.t('stocktakes-walk-nameless'));
    const about = thing
      ? { thing_id: thing.id, ...(read(seen.text, this.hosts).state === 'ok' ? { tag: code } : {}) }
      : {};
    const label = `${this.t(kind.replaceAll('.', '-'))} · ${name} · ${this.things.get(this.room)?.name ?? ''}`;
    const row = await this.seal({ kind, payload, ...about, how: seen.how, label }, photos, { together: true });
    const { quantity = null, condition = 'good' } = more;
    const at = new Date(row.envelope.at).toISOString();
    const own = { quantity, condition, by: '', at, mine: true };
    take(this.tally, { id: row.id, thing: thing?.id ?? null, code: thing ? '' : code, place: this.room, ...own });
    if (this.said?.seen === seen) this.said.id = row.id;
    this.writtenAt = Date.now();
    return row.id;
  }

  /** @param {string} id of a count of mine */
  async undo(id) {
    const count = this.tally.counts.get(id);
    const name = this.things.get(count?.thing)?.name ?? count?.code ?? '';
    const kind = 'stocktakes.uncount';
    const label = `${this.t(kind.replaceAll('.', '-'))} · ${name}`;
    await this.seal({ kind, payload: { stocktake: this.id, count: id }, label }, [], { together: true });
    takeBack(this.tally, id);
    this.tell();
  }

  /** The same thing counted better: the former count is taken back. @param {string} id @param {any} more @param {any[]} [photos] */
  async amend(id, more, photos = []) {
    const { thing, code, quantity, condition } = this.tally.counts.get(id);
    const seen = { text: code, code, thing: thing ? (this.things.get(thing) ?? { id: thing, name: '' }) : null };
    await this.undo(id);
    const kept = { quantity: quantity ?? undefined, condition: condition === 'damaged' ? condition : undefined };
    return this.write({ ...seen, how: 'list' }, { ...kept, ...more }, photos);
  }

  /** This room is done by me. */
  async finish() {
    const kind = 'stocktakes.finish';
    const label = `${this.t(kind.replaceAll('.', '-'))} · ${this.things.get(this.room)?.name ?? ''}`;
    await this.seal({ kind, payload: { stocktake: this.id, place: this.room }, label });
    if (!this.stocktake.done.includes(this.room)) this.stocktake.done.push(this.room);
    await this.db.put('stocktakes', this.stocktake);
    await this.enter('');
  }
}
