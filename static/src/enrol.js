/** Registration walks: what a blank label becomes, and taking the last one back. No screen in here. */

/**
 * @typedef {{place: string, where: string, name: string, custodian?: string, category?: string}} Plan
 * @typedef {{id: string, code: string, name: string}} Step
 * @typedef {{plan: Plan, steps: Step[]}} Walk
 * @typedef {(entry: import('./outbox.js').Entry) => Promise<{id: string}>} Seal
 */
const KEY = 'enrolment';

/** @param {string} name @param {number} number */
export const numbered = (name, number) => `${name} ${String(number).padStart(2, '0')}`;

/** The walk that was going on when this phone was last used. @param {import('./store.js').Store} db @returns {Promise<Walk | undefined>} */
export const resumed = (db) => db.get('meta', KEY);

/** @param {import('./store.js').Store} db @param {Plan} plan @returns {Promise<Walk>} */
export async function begin(db, plan) {
  const walk = { plan, steps: [] };
  await db.put('meta', walk, KEY);
  return walk;
}

/** The walk is over; what was chosen is offered again the next time. @param {import('./store.js').Store} db @param {Walk} walk */
export async function end(db, walk) {
  await db.put('meta', walk.plan, `${KEY}:plan`);
  await db.delete('meta', KEY);
}

/** @param {import('./store.js').Store} db @returns {Promise<Plan | undefined>} */
export const lastPlan = (db) => db.get('meta', `${KEY}:plan`);

/** The number after the highest one in the room, what waits on this phone included. @param {import('./store.js').Store} db @param {Plan} plan */
export async function nextNumber(db, { place, name }) {
  const things = await db.getAllFromIndex('things', 'inside', place);
  const numbers = things
    .filter((/** @type {any} */ thing) => thing.name.startsWith(`${name} `))
    .map((/** @type {any} */ thing) => thing.name.slice(name.length + 1))
    .filter((/** @type {string} */ rest) => /^\d{1,4}$/.test(rest))
    .map(Number);
  return Math.max(0, ...numbers) + 1;
}

/**
 * What this phone knows of a label.
 * @param {import('./store.js').Store} db @param {Walk} walk @param {string} code
 * @returns {Promise<{state: 'blank'|'again'|'taken'|'retired', name?: string, where?: string}>}
 */
export async function look(db, walk, code) {
  const step = walk.steps.find((each) => each.code === code);
  if (step) return { state: 'again', name: step.name };
  const tag = await db.get('tags', code);
  if (tag?.state === 'retired') return { state: 'retired' };
  if (!tag?.thing) return { state: 'blank' };
  const thing = await db.get('things', tag.thing);
  const place = thing?.inside ? await db.get('things', thing.inside) : undefined;
  return { state: 'taken', name: thing?.name ?? '', where: place?.name ?? '' };
}

/**
 * The next thing of the walk, with this label on it. It is in this phone's own copy at once.
 * @param {import('./store.js').Store} db @param {Seal} seal @param {Walk} walk @param {string} code @param {'scan'|'typed'} how
 * @returns {Promise<Walk>}
 */
export async function enrol(db, seal, walk, code, how) {
  const { place, where, name, custodian, category } = walk.plan;
  const number = await nextNumber(db, walk.plan);
  const called = numbered(name, number);
  const after = (/** @type {string} */ id) => ({ ...walk, steps: [...walk.steps, { id, code, name: called }] });
  const row = await seal({
    kind: 'enrolments.enrol',
    payload: {
      code,
      inside: place,
      name,
      number,
      ...(custodian ? { custodian } : {}),
      ...(category ? { category } : {}),
    },
    tag: code,
    how,
    label: `${called} · ${where}`,
    foresee: (/** @type {string} */ id) => ({
      things: [{ id, kind: 'asset', name: called, inside: place, ver: 1, quantity: 1, state: 'in_use', checks: [] }],
      tags: [{ code, thing: id }],
      meta: { [KEY]: after(id) },
    }),
  });
  return after(row.id);
}

/** Takes the last one back. @param {import('./store.js').Store} db @param {Seal} seal @param {Walk} walk @param {string} label @returns {Promise<Walk>} */
export async function undo(db, seal, walk, label) {
  const last = walk.steps.at(-1);
  if (!last) return walk;
  const after = { ...walk, steps: walk.steps.slice(0, -1) };
  await seal({
    kind: 'enrolments.undo',
    payload: { enrolment: last.id },
    label: `${label} ${last.name}`,
    foresee: () => ({ gone: { things: [last.id], tags: [last.code] }, meta: { [KEY]: after } }),
  });
  return after;
}

/**
 * How each step stands: its outbox row, and the name it has by now, which the server may have had to change.
 * @param {import('./store.js').Store} db @param {Walk} walk
 */
export async function standing(db, walk) {
  const found = [];
  for (const step of walk.steps) {
    const [row, thing] = await Promise.all([db.get('outbox', step.id), db.get('things', step.id)]);
    found.push({ ...step, name: thing?.name ?? step.name, row });
  }
  return found;
}
