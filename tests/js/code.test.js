/** Tag codes as people read, type and scan them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALPHABET, checkCharacter, judge, normal, printed, read } from '../../static/src/code.js';

const BODY = '0123456789A';
const CODE = BODY + checkCharacter(BODY);
const HOSTS = ['tags.example.edu.cn'];

test('the check character is the one the server computes', () => {
  assert.equal(CODE, '0123456789AK');
});

test('every single wrong character is noticed', () => {
  for (let at = 0; at < 12; at++) {
    for (const other of ALPHABET) {
      if (other !== CODE[at]) assert.equal(judge(CODE.slice(0, at) + other + CODE.slice(at + 1)), 'one_wrong');
    }
  }
});

test('every swap of neighbours is noticed', () => {
  for (let at = 0; at < 11; at++) {
    const swapped = CODE.slice(0, at) + CODE[at + 1] + CODE[at] + CODE.slice(at + 2);
    if (swapped !== CODE) assert.equal(judge(swapped), 'one_wrong');
  }
});

test('case, hyphens, spaces and look-alikes are forgiven', () => {
  for (const typed of ['0123-4567-89ak', 'oi23 4567 89AK', '０１２３-４５６７-８９ＡＫ', ' O L23–4567–89ak ']) {
    assert.equal(normal(typed), CODE, typed);
  }
  assert.equal(printed(CODE), '0123-4567-89AK');
});

test('our address is read in any case, with or without a query', () => {
  for (const text of [
    `https://TAGS.EXAMPLE.EDU.CN/T/${CODE}`,
    `https://tags.example.edu.cn/t/${CODE.toLowerCase()}/?how=x`,
  ]) {
    assert.deepEqual(read(text, HOSTS), { state: 'ok', code: CODE, text });
  }
});

test('a foreign address is shown and never resolved', () => {
  for (const text of [
    `https://evil.example/t/${CODE}`,
    `https://tags.example.edu.cn.evil.example/t/${CODE}`,
    'javascript:alert(1)',
    'weixin://x',
    `https://a@evil.example/t/${CODE}`,
  ]) {
    assert.deepEqual(read(text, HOSTS), { state: 'foreign', code: '', text });
  }
});

test('other texts are not codes', () => {
  assert.equal(read('hello', HOSTS).state, 'not_a_code');
  assert.equal(read('', HOSTS).state, 'not_a_code');
  assert.equal(read('UUUU-UUUU-UUUU', HOSTS).state, 'not_a_code');
});
