/** Times on the phone are the school's, whatever the phone's own clock is set to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, said, zoneOf } from '../../static/src/clock.js';

const t = (word, { month, day, time }) => `${word} ${month} ${day} ${time}`;
const noon = Date.parse('2026-11-23T12:00:00+08:00');

for (const own of ['America/New_York', 'Asia/Shanghai', 'Pacific/Auckland']) {
  test(`a phone set to ${own} shows the school's time and the school's day`, () => {
    process.env.TZ = own;
    assert.equal(said('2026-11-23T00:30:00Z', t, 'Asia/Shanghai', noon), '08:30');
    assert.equal(said('2026-11-22T17:30:00Z', t, 'Asia/Shanghai', noon), '01:30', 'today in Shanghai already');
    assert.equal(said('2026-11-22T15:30:00Z', t, 'Asia/Shanghai', noon), 'when-day 11 22 23:30');
    assert.equal(dayOf('2026-11-22T16:00:00Z', 'Asia/Shanghai'), '2026-11-23');
  });
}

test('a time zone the browser does not know leaves the phone’s own', () => {
  assert.equal(zoneOf('Mars/Olympus'), undefined);
  assert.equal(zoneOf('Asia/Shanghai'), 'Asia/Shanghai');
  assert.ok(said(noon, t, zoneOf('Mars/Olympus'), noon));
});
