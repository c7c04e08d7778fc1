/** Hazards on the phone: whose they are to put right, and what this phone did already. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOverdue, mayFix, withRows } from '../../static/src/hazards.js';

/** @param {any} [more] @returns {any} */
const hazard = (more = {}) => ({ id: 'h', state: 'open', owner: 'li', repair: null, due: '2026-11-22', ...more });
const fix = (/** @type {string} */ state) => ({ state, envelope: { kind: 'hazards.fix', payload: { hazard: 'h' } } });

test('its owner puts it right, and whoever decides; not while a repair does', () => {
  const rights = ['hazards.fix'];
  assert.ok(mayFix(hazard(), rights, 'li'));
  assert.ok(!mayFix(hazard(), rights, 'wang'));
  assert.ok(mayFix(hazard({ owner: null }), rights, 'wang'));
  assert.ok(mayFix(hazard(), [...rights, 'hazards.plan'], 'wang'));
  assert.ok(!mayFix(hazard(), [], 'li'));
  assert.ok(!mayFix(hazard({ repair: 'r' }), rights, 'li'));
  assert.ok(!mayFix(hazard({ state: 'fixed' }), rights, 'li'));
});

test('what this phone wrote counts until the server has it, and what was refused does not', () => {
  for (const state of ['sealed', 'sent', 'held']) {
    const { state: now, here } = withRows(hazard(), [fix(state)]);
    assert.deepEqual([now, here], ['fixed', true]);
  }
  for (const state of ['acked', 'rejected', 'conflict']) assert.equal(withRows(hazard(), [fix(state)]).state, 'open');
  assert.equal(withRows(hazard({ id: 'other' }), [fix('sealed')]).state, 'open');
});

test('it is overdue from the day after its deadline', () => {
  assert.ok(!isOverdue(hazard(), '2026-11-22'));
  assert.ok(isOverdue(hazard(), '2026-11-23'));
  assert.ok(!isOverdue(hazard({ state: 'fixed' }), '2026-11-23'));
});
