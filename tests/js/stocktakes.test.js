/** Counting on the phone: how a thing stands, how far a room is, and that counts merge in any order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phone } from './bench.js';
import { seal } from '../../static/src/outbox.js';
import { clearCopy } from '../../static/src/copy.js';
import { keepBooks } from '../../static/src/stocktake-book.js';
import { DUE, keepDuePhotos } from '../../static/src/stocktake-photos.js';
import {
  aboveIn, begin, countsOf, loudest, mineIn, progressOf, standing, take, takeBack, tallied,
} from '../../static/src/stocktakes.js'; // prettier-ignore
import { Walk } from '../../static/src/stocktake-walk.js';

const places = new Map(
  [
    { id: 'school', inside: null },
    { id: 'r301', inside: 'school' },
    { id: 'cupboard', inside: 'r301' },
    { id: 'r302', inside: 'school' },
  ].map((place) => [place.id, place]),
);
const above = aboveIn(places);
const stocktake = {
  id: 's',
  name: 'Term end',
  at: '',
  blind: false,
  round: 1,
  places: ['r301', 'r302'],
  mine: [],
  done: [],
};
/** @type {any[]} */
const LINES = [['desk', 'r301', 48], ['fan', 'r301', 1], ['scope', 'cupboard', 1], ['globe', 'r302', 1], ['lost', null, 1]]; // prettier-ignore
const count = (id, thing, place, more = {}) => ({
  id, thing, code: '', place, quantity: null, condition: 'good', by: 'Li', at: `2026-11-22T01:00:${id.slice(-2)}Z`, ...more,
}); // prettier-ignore

test('a thing is here, belongs elsewhere, is on no book, or is counted already', () => {
  const tally = begin(LINES, above);
  const at = (room, thing, code = '') => standing(tally, room, { thing, code });
  assert.equal(at('r301', 'fan').mood, 'here');
  assert.equal(at('r301', 'scope').mood, 'here', 'a cupboard belongs to its room');
  assert.deepEqual([at('r301', 'globe').mood, at('r301', 'globe').place], ['elsewhere', 'r302']);
  assert.equal(at('r301', 'lost').why, 'unplaced');
  assert.deepEqual([at('r301', 'new').mood, at('r301', 'new').why], ['unknown', 'unlisted']);
  assert.equal(at('r301', null, 'HTTP://OTHER/X').mood, 'unknown');
  take(tally, count('c01', 'fan', 'r301'));
  assert.equal(at('r301', 'fan').mood, 'again');
  assert.deepEqual(
    [at('r302', 'fan').mood, at('r302', 'fan').why, at('r302', 'fan').place],
    ['elsewhere', 'moved', 'r301'],
  );
  takeBack(tally, 'c01');
  assert.equal(at('r301', 'fan').mood, 'here');
});

test('a code on no book is known again in its room, by whoever met it', () => {
  const tally = begin(LINES, above);
  take(tally, count('c01', null, 'r301', { code: 'XYZ' }));
  assert.equal(standing(tally, 'r301', { thing: null, code: 'XYZ' }).mood, 'again');
  assert.equal(standing(tally, 'r302', { thing: null, code: 'XYZ' }).mood, 'unknown');
});

test('the ring counts what the books have in a room; what is from elsewhere stands beside it', () => {
  const tally = begin(LINES, above);
  assert.deepEqual([progressOf(tally, 'r301').found, progressOf(tally, 'r301').expected], [0, 3]);
  take(tally, count('c01', 'desk', 'r301', { quantity: 47 }));
  take(tally, count('c02', 'globe', 'r301'));
  take(tally, count('c03', null, 'r301', { code: 'XYZ' }));
  take(tally, count('c04', 'fan', 'r302'));
  take(tally, count('c05', 'scope', 'r301', { quantity: 0 }));
  const { found, expected, extra, missing } = progressOf(tally, 'r301');
  assert.deepEqual([found, expected, extra], [1, 3, 2]);
  assert.deepEqual(missing, [
    { thing: 'scope', place: 'cupboard', seen: null },
    { thing: 'fan', place: 'r301', seen: 'r302' },
  ]);
  assert.equal(progressOf(tally, 'school').expected, 4, 'a floor holds what its rooms hold');
});

test('counts and taking back merge to the same in every order and however often they are told', () => {
  /** @type {((tally: any) => void)[]} */
  const told = [
    (tally) => take(tally, count('c01', 'fan', 'r301')),
    (tally) => takeBack(tally, 'c01'),
    (tally) => take(tally, count('c01', 'fan', 'r301', { undone: true })),
    (tally) => take(tally, count('c02', 'fan', 'r301', { mine: true, by: '' })),
    (tally) => take(tally, count('c02', 'fan', 'r301')),
    (tally) => take(tally, count('c03', 'desk', 'r302', { quantity: 3 })),
  ];
  const seen = new Set();
  for (let turn = 0; turn < 300; turn++) {
    const tally = begin(LINES, above);
    const order = told.flatMap((work) => Array(1 + (turn % 2)).fill(work)).sort(() => Math.random() - 0.5);
    for (const work of order) work(tally);
    seen.add(
      JSON.stringify([
        progressOf(tally, 'r301'), countsOf(tally, 'fan').map(({ id, mine }) => [id, mine]), mineIn(tally, 'r301').map(({ id }) => id),
      ]), // prettier-ignore
    );
  }
  assert.equal(seen.size, 1, [...seen].join('\n'));
});

test('a second count starts anew: what was counted in the first round says nothing', () => {
  const told = [count('c01', 'fan', 'r301', { round: 1 }), count('c02', 'desk', 'r301', { round: 2 })];
  const second = tallied(LINES, above, { ...stocktake, round: 2 }, told, []);
  assert.equal(standing(second, 'r301', { thing: 'fan', code: '' }).mood, 'here');
  assert.equal(standing(second, 'r301', { thing: 'desk', code: '' }).mood, 'again');
});

test('of several codes in one picture the most serious is heard', () => {
  assert.equal(loudest(['here', 'again', 'elsewhere']), 'elsewhere');
  assert.equal(loudest(['again', 'here']), 'again');
  assert.equal(loudest([]), undefined);
});

const HOSTS = ['school.example'];
const address = (code) => `https://school.example/T/${code}`;
const [FAN, GLOBE, DOOR, BATCH] = ['0000000000A6', '0000000000BT', '0000000000CR', '0000000000D5'];

/** A phone in front of a shelf. */
async function counter() {
  const { db, name } = await phone();
  const { judge, checkCharacter } = await import('../../static/src/code.js');
  const real = Object.fromEntries([FAN, GLOBE, DOOR, BATCH].map((code) => [code, code.slice(0, 11) + checkCharacter(code.slice(0, 11))]));
  for (const code of Object.values(real)) assert.equal(judge(code), 'ok');
  for (const place of places.values()) await db.put('things', { ...place, kind: 'place', name: place.id });
  for (const [id, place, quantity] of LINES) await db.put('things', { id, kind: 'asset', name: id, inside: place, quantity });
  for (const [code, thing] of [[FAN, 'fan'], [GLOBE, 'globe'], [DOOR, 'r302'], [BATCH, 'desk']])
    await db.put('tags', { code: real[code], thing });
  await db.put('stocktakes', { ...stocktake, done: [] });
  await db.put('books', { id: 's', round: 1, lines: LINES, next: 0 });
  const walk = await walking(db);
  return { db, name, walk, text: (code) => address(real[code]) };
} // prettier-ignore

async function walking(db) {
  const walk = new Walk(
    db,
    (entry, photos) => seal(db, entry, photos),
    's',
    HOSTS,
    (word) => word,
  );
  await walk.load();
  return walk;
}

const sealed = async (db) => (await db.getAll('outbox')).map(({ envelope }) => envelope.kind);

test('a walk: what is in view is counted once, a batch waits for its number, a label at the door changes the room', async () => {
  const { db, walk, text } = await counter();
  assert.equal(await walk.meet([text(FAN)]), undefined, 'no room is chosen');
  assert.deepEqual(await sealed(db), []);
  await walk.enter('r301');
  assert.equal(await walk.meet([text(FAN), text(BATCH), 'https://other.example/t/1'], 'scan', true), 'unknown');
  assert.deepEqual(await sealed(db), ['stocktakes.count', 'stocktakes.meet']);
  assert.equal(await walk.meet([text(FAN)]), undefined, 'it is still in view');
  assert.equal(walk.moodOf(text(FAN)), 'here');
  assert.equal(walk.batches.length, 1);
  walk.still([text(FAN), text(GLOBE)]);
  assert.deepEqual(
    [...walk.view.keys()].includes(text(GLOBE)),
    false,
    'what comes into view while something is asked is new later',
  );
  await walk.write(walk.batches.shift(), { quantity: 47 });
  assert.equal(progressOf(walk.tally, 'r301').found, 2);
  assert.equal(await walk.meet([text(FAN)], 'scan', true), 'again');
  assert.equal(await walk.meet([text(GLOBE), text(DOOR)]), 'room');
  assert.equal(walk.room, 'r302');
  assert.equal(walk.moodOf(text(GLOBE)), 'here', 'the label at the door counts for what is beside it');
  const [own] = mineIn(walk.tally, 'r302');
  await walk.undo(own.id);
  assert.equal(progressOf(walk.tally, 'r302').found, 0);
});

test('a browser that was killed goes on where it was: room, counts and what was taken back', async () => {
  const { db, walk, text } = await counter();
  await walk.enter('r301');
  await walk.meet([text(FAN)]);
  await walk.meet([text(GLOBE)]);
  await walk.undo(mineIn(walk.tally, 'r301')[0].id);
  const again = await walking(db);
  assert.equal(again.room, 'r301');
  assert.deepEqual(progressOf(again.tally, 'r301'), progressOf(walk.tally, 'r301'));
  assert.equal(again.tally.counts.size, 2);
  assert.equal(await again.meet([text(FAN)]), 'again');
});

test('what others counted is known once it is heard, and the server may tell my own as well', async () => {
  const { db, walk, text } = await counter();
  await walk.enter('r301');
  await walk.meet([text(FAN)]);
  const own = (await db.getAll('outbox'))[0].id;
  const pages = [
    { counts: [count(own, 'fan', 'r301', { n: 4 }), count('c07', 'globe', 'r301', { n: 5 })], next: 5 },
    { counts: [], next: 5 },
  ];
  const asked = [];
  const answer = async (path) => (asked.push(path), new Response(JSON.stringify(pages.shift()), { headers: { 'content-type': 'application/json' } }));
  await walk.hear(/** @type {any} */ ({ fetch: answer }));
  assert.deepEqual(asked.map((path) => path.split('after=')[1]), ['0', '5']);
  assert.deepEqual([await walk.meet([text(GLOBE)]), walk.said?.count?.by], ['again', 'Li']);
  assert.equal(mineIn(walk.tally, 'r301').length, 1);
  assert.equal((await walking(db)).tally.counts.size, 2, 'they are kept for when there is no network');
}); // prettier-ignore

test('a book is fetched once a round, again when rooms have joined, and forgotten with its stocktake', async () => {
  const { db } = await phone();
  await db.put('stocktakes', stocktake);
  await db.put('counts', { ...count('c01', 'fan', 'r301'), stocktake: 's' });
  let asked = 0;
  const line = /** @type {any} */ ({
    fetch: async () => ((asked += 1), new Response(JSON.stringify({ lines: LINES }), { headers: { 'content-type': 'application/json' } })),
  });
  await keepBooks(db, line);
  await keepBooks(db, line);
  assert.deepEqual([asked, (await db.get('books', 's')).lines.length], [1, 5]);
  await db.put('stocktakes', { ...stocktake, round: 2 });
  await keepBooks(db, line);
  assert.equal(asked, 2);
  await db.put('stocktakes', { ...stocktake, round: 2, edition: 2 });
  await keepBooks(db, line);
  await keepBooks(db, line);
  assert.equal(asked, 3);
  await db.delete('stocktakes', 's');
  await keepBooks(db, line);
  assert.deepEqual([await db.count('books'), await db.count('counts')], [0, 0]);
}); // prettier-ignore

/** The browser's cache, as far as it is used here. */
class Kept extends Map {
  keys = () => [...super.keys()].map((path) => ({ url: `https://school.example${path}` }));
  put = async (path, answer) => void this.set(path, answer);
  delete = async (request) => super.delete(new URL(request.url).pathname + new URL(request.url).search);
}

test('photos of what is counted are kept, those of my rooms first, and go with the count or the copy', async () => {
  const { db } = await phone();
  const kept = new Kept();
  const asked = [];
  const get = async (path) => (asked.push(path), new Response('jpeg'));
  globalThis.caches = { open: async () => kept, delete: async () => kept.clear() };
  for (const [id, photo] of [['fan', 'aa'], ['globe', 'bb'], ['desk', '']]) await db.put('things', { id, photo });
  await db.put('stocktakes', { ...stocktake, mine: ['r302'] });
  await db.put('books', { id: 's', round: 1, lines: LINES, next: 0 });
  const keepPhotos = async (/** @type {any} */ way) => (await db.put('meta', 1, DUE), await keepDuePhotos(db, way));
  await keepPhotos(get);
  assert.deepEqual(asked, ['/api/photos/bb?small=1', '/api/photos/aa?small=1']);
  await keepPhotos(get);
  assert.equal(asked.length, 2, 'what is here is not asked for again');
  await db.put('books', { id: 's', round: 2, lines: LINES.slice(3), next: 0 });
  await keepPhotos(get);
  assert.deepEqual([...kept.entries()].map(([path]) => path), ['/api/photos/bb?small=1']);
  await keepPhotos(() => Promise.reject(new Error('no network')));
  await clearCopy(db);
  assert.equal(kept.size, 0);
  delete globalThis.caches;
}); // prettier-ignore

test('photos whose fetching was cut off are fetched the next time, also where the book is here already', async () => {
  const { db } = await phone();
  const kept = new Kept();
  globalThis.caches = { open: async () => kept, delete: async () => kept.clear() };
  await db.put('things', { id: 'fan', photo: 'aa' });
  await db.put('stocktakes', stocktake);
  let photos = () => Promise.reject(new Error('the page was closed'));
  const line = /** @type {any} */ ({
    fetch: async (/** @type {string} */ path) =>
      path.startsWith('/api/photos') ? photos() : new Response(JSON.stringify({ lines: LINES }), { headers: { 'content-type': 'application/json' } }),
  });
  await keepBooks(db, line);
  await keepDuePhotos(db, line.fetch);
  assert.deepEqual([kept.size, await db.count('books')], [0, 1]);
  photos = async () => new Response('busy', { status: 503 });
  await keepDuePhotos(db, line.fetch);
  assert.equal(kept.size, 0, 'a busy server is asked again');
  photos = async () => new Response('jpeg');
  await keepBooks(db, line);
  await keepDuePhotos(db, line.fetch);
  assert.deepEqual([...kept.entries()].map(([path]) => path), ['/api/photos/aa?small=1']);
  assert.equal(await db.get('meta', DUE), undefined, 'nothing is due any more');
  delete globalThis.caches;
}); // prettier-ignore
