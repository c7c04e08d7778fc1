/** The words: two languages, kept for offline use. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { phone } from './bench.js';
import { bundleOf, Words } from '../../static/src/words.js';
import { routeOf, formPath } from '../../static/src/routes.js';

const FOLDER = new URL('../../app/words/', import.meta.url);
const text = (language) => readFileSync(new URL(`${language}.ftl`, FOLDER), 'utf8');
const serve = async (path) => new Response(text(path.split('/').pop().split('?')[0]));

test('words come from the server once and then from the phone', async () => {
  const { db } = await phone();
  await new Words(db, /** @type {any} */ (serve)).use('en', 'v1');
  const offline = new Words(db, async () => {
    throw new TypeError('offline');
  });
  await offline.use('en', 'v1');
  assert.equal(offline.t('answer-ok'), 'OK');
  assert.equal(offline.t('outbox-waiting', { count: 3 }), '3 waiting');
  assert.equal(offline.t('no-such-word'), 'no-such-word');
});

test('a login page in place of words is not kept', async () => {
  const { db } = await phone();
  const words = new Words(db, /** @type {any} */ (async () => new Response('<html>')));
  await words.use('en');
  assert.equal(await db.get('meta', 'words:en'), undefined);
});

test('a problem is the server’s sentence, else a word of ours, else its code', async () => {
  const { db } = await phone();
  const words = new Words(db, /** @type {any} */ (serve));
  await words.use('en');
  assert.equal(words.problem('any', 'Already lent.'), 'Already lent.');
  assert.match(words.problem('photo_lost'), /photo/);
  assert.match(words.problem('something_new'), /something_new/);
});

test('every word the phone’s code uses exists in both languages', () => {
  const source = new URL('../../static/src/', import.meta.url);
  const used = readdirSync(source)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) =>
      [...readFileSync(new URL(file, source), 'utf8').matchAll(/\bt\(\s*'([a-z][\w-]+)'/g)].map((m) => m[1]),
    );
  assert.ok(used.length > 50);
  for (const language of ['zh-CN', 'en']) {
    const bundle = bundleOf(language, text(language));
    for (const state of ['phone', 'server', 'held', 'look']) used.push(`saved-${state}`, `saved-${state}-more`);
    for (const why of ['insecure', 'refused', 'none', 'busy']) used.push(`scan-camera-${why}`);
    assert.deepEqual(
      [...new Set(used)].filter((id) => !bundle.hasMessage(id)),
      [],
      language,
    );
  }
});

test('offline addresses are the live pages’ addresses', () => {
  const at = (path) => routeOf(new URL(path, 'http://x'));
  assert.equal(at('/').name, 'home');
  assert.equal(at('/T/ABCD').code, 'ABCD');
  assert.equal(at('/things/a1').name, 'thing');
  assert.equal(at('/people').name, 'elsewhere');
  assert.equal(at('/t/ABCD/do/x').name, 'elsewhere');
  assert.deepEqual([at('/repairs/r1').name, at('/repairs/r1').repair], ['repair', 'r1']);
  assert.equal(at('/things/a1/do/remarks.add').kind, 'remarks.add');
  const form = at(formPath('a1', 'inspections.inspect', { checklist: 'fan-monthly', tag: 'X', how: 'scan' }));
  assert.deepEqual(
    [form.name, form.id, form.kind, form.checklist, form.tag, form.how],
    ['form', 'a1', 'inspections.inspect', 'fan-monthly', 'X', 'scan'],
  );
});
