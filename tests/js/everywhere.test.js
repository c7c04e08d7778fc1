/** One search for everything the phone knows: what comes first, and that nothing is missed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phone } from './bench.js';
import { checkCharacter } from '../../static/src/code.js';
import { everythingIn, look } from '../../static/src/everywhere.js';

async function school() {
  const { db } = await phone();
  for (const thing of [
    { id: 'r1', kind: 'place', name: '三(2)班教室' },
    { id: 'f1', kind: 'asset', name: '吊扇', code: 'QH2021-0007', inside: 'r1' },
    { id: 'f2', kind: 'asset', name: '吊扇', code: 'QH2021-0008', inside: 'r2' },
    { id: 'c1', kind: 'asset', name: 'Ceiling fan remote', code: 'QH2021-0009', spec: 'ＲＦ 433', inside: 'r1' },
  ])
    await db.put('things', thing);
  await db.put('repairs', { id: 'p1', what: '吊扇异响', thing: 'f1' });
  return everythingIn(db, [['/lend', 'loan', '借出']]);
}
const hrefs = (/** @type {any[]} */ found) => found.map(({ href }) => href);

test('things, places, repairs and pages are found by name, code and place', async () => {
  const all = await school();
  assert.deepEqual(hrefs(look(all, '吊扇')), ['/things/f1', '/things/f2', '/repairs/p1']);
  assert.deepEqual(hrefs(look(all, 'qh2021-0008')), ['/things/f2']);
  assert.deepEqual(hrefs(look(all, '借')), ['/lend']);
  assert.deepEqual(hrefs(look(all, '三(2)班 吊扇')), ['/things/f1'], 'every word counts, the place too');
  assert.deepEqual(hrefs(look(all, '三（２）')), ['/things/r1', '/things/c1', '/things/f1'], 'width does not matter');
  assert.deepEqual(hrefs(look(all, 'rf 433 FAN')), ['/things/c1']);
  assert.deepEqual(look(all, '   '), []);
  assert.deepEqual(look(all, 'nowhere'), []);
});

test('a whole code of a label leads to it, and a whole code of a thing comes first', async () => {
  const all = await school();
  const code = `A8B3CD0FGHJ${checkCharacter('A8B3CD0FGHJ')}`;
  assert.deepEqual(hrefs(look(all, code.toLowerCase())), [`/t/${code}?how=typed`]);
  assert.equal(look(all, 'QH2021-0009')[0].href, '/things/c1');
});
