/** Kits as this phone knows them: what one lacks now, and which thing is away with its kit. No screen in here. */
import { hindrance } from './lend.js';

/**
 * @typedef {{id: string, name: string, of: number, thing: string | null, missing: number}} KitPart
 * @typedef {{part: string, name: string, count: number}} Lack
 */

/** @param {import('./store.js').Store} db @returns {Promise<any>} */
const told = async (db) => (await db.get('meta', 'borrowers')) ?? {};

/** What belongs into each kit, as the server last said. @param {import('./store.js').Store} db @returns {Promise<Record<string, KitPart[]>>} */
export const partsOf = async (db) => (await told(db)).parts ?? {};

/** The kits that a thing belongs into. @param {import('./store.js').Store} db @param {string} thing */
async function kitsWith(db, thing) {
  const kits = Object.entries(await partsOf(db));
  return kits.filter(([, parts]) => parts.some((part) => part.thing === thing)).map(([kit]) => kit);
}

/**
 * The name of the kit that took a thing along, out already or on this slip; pieces under one label are counted instead.
 * @param {import('./store.js').Store} db @param {any} thing @param {{thing: string}[]} lines
 */
export async function kitWith(db, thing, lines) {
  if (thing.quantity > 1) return '';
  for (const id of await kitsWith(db, thing.id)) {
    const kit = await db.get('things', id);
    const loans = await db.getAllFromIndex('loans', 'thing', id);
    const goes = lines.some((line) => line.thing === id);
    if (kit && (goes || kit.state === 'lent' || loans.length)) return kit.name;
  }
  return '';
}

/** The lines that go along with a kit on the same slip. @template {{thing: string}} L @param {import('./store.js').Store} db @param {L[]} lines */
export async function withoutParts(db, lines) {
  const parts = await partsOf(db);
  const along = new Set(lines.flatMap(({ thing }) => (parts[thing] ?? []).map((part) => part.thing)));
  return lines.filter(({ thing }) => !along.has(thing));
}

/**
 * What a kit lacks: as the server last said, and what this phone has seen happen since.
 * @param {import('./store.js').Store} db @param {string} kit @returns {Promise<Lack[]>}
 */
export async function lacking(db, kit) {
  const { parts = {}, kits = {} } = await told(db);
  const said = new Map((kits[kit] ?? []).map((/** @type {Lack} */ lack) => [lack.part, lack.count]));
  const found = [];
  for (const part of /** @type {KitPart[]} */ (parts[kit] ?? [])) {
    const count = part.thing ? await lacks(db, part, said.get(part.id) ?? 0) : part.missing;
    if (count) found.push({ part: part.id, name: part.name, count });
  }
  return found;
}

/** How many of one part are not in the kit. @param {import('./store.js').Store} db @param {KitPart} part @param {number} said */
async function lacks(db, part, said) {
  const thing = await db.get('things', String(part.thing));
  if (!thing) return part.of; // written off: a phone keeps what is in use
  const loans = await db.getAllFromIndex('loans', 'thing', thing.id);
  const out = loans.reduce((/** @type {number} */ sum, /** @type {any} */ loan) => sum + loan.pieces, 0);
  if (hindrance(thing, out)) return part.of;
  const seen = Math.max(part.missing, part.of - (thing.quantity - out));
  return thing.quantity > 1 ? Math.min(part.of, Math.max(said, seen)) : Math.max(0, Math.min(part.of, seen));
}

/** The parts that go out with a kit, so that each is asked for on return. @param {import('./store.js').Store} db @param {string} kit */
export async function going(db, kit) {
  const parts = (await partsOf(db))[kit];
  if (!parts) return undefined;
  const lacks = new Map((await lacking(db, kit)).map(({ part, count }) => [part, count]));
  return parts.map(({ id, name, of }) => ({ id, name, of: of - (lacks.get(id) ?? 0) })).filter(({ of }) => of > 0);
}
