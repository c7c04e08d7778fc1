/** Reading aloud: one thing at a time, in the language on the screen, and nothing where the browser cannot. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { canSpeak, isEasy, readAloud } from '../../static/src/aloud.js';

afterEach(() => {
  for (const name of ['speechSynthesis', 'SpeechSynthesisUtterance', 'tagwalk', 'tagwalkLook']) delete globalThis[name];
});

test('a browser that cannot speak is asked nothing', () => {
  assert.equal(canSpeak(), false);
  readAloud('滑梯');
});

test('what is said ends what was being said, in the language of the screen', () => {
  const done = [];
  globalThis.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
  globalThis.speechSynthesis = { cancel: () => done.push('cancel'), speak: (it) => done.push(`${it.lang} ${it.text}`) };
  globalThis.tagwalk = { words: { language: 'en' } };
  readAloud('Slide');
  readAloud('');
  assert.deepEqual(done, ['cancel', 'en Slide']);
});

test('big buttons are as this device has chosen', () => {
  assert.equal(isEasy(), false);
  globalThis.tagwalkLook = { chosen: () => ({ easy: 'on' }) };
  assert.equal(isEasy(), true);
});
