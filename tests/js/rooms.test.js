/** Somebody with rooms of their own: what their phone offers there and elsewhere. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phone } from './bench.js';
import { ownPlaces, rightsAt } from '../../static/src/find.js';

const place = (id, inside = null) => ({ id, inside, kind: 'place', name: id });
const things = [place('campus'), place('room', 'campus'), place('corner', 'room'), place('other', 'campus')];
const fan = { id: 'fan', inside: 'room', kind: 'asset' };

test('only the own rooms and what is inside them are offered for registering', () => {
  const names = (user) => ownPlaces([...things, fan], user).map((each) => each.id);
  assert.deepEqual(names({ rooms: ['room'] }), ['room', 'corner']);
  assert.deepEqual(names({ rooms: [] }), ['campus', 'room', 'corner', 'other']);
  assert.deepEqual(names(undefined), ['campus', 'room', 'corner', 'other']);
  const circle = [place('a', 'b'), place('b', 'a')];
  assert.deepEqual(ownPlaces(circle, { rooms: ['room'] }), []);
});

test('elsewhere the phone offers looking and reporting', async () => {
  const { db } = await phone({ user: { id: 'u1', rooms: ['room'], elsewhere: ['remarks.add'] } });
  await db.put('meta', ['enrolments.enrol', 'remarks.add'], 'rights');
  assert.deepEqual(await rightsAt(db, fan, [things[0], things[1]]), ['enrolments.enrol', 'remarks.add']);
  assert.deepEqual(await rightsAt(db, things[3], [things[0]]), ['remarks.add']);
});
