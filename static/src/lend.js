/** A slip at the counter: what is in the cart, what stands in its way, and what is written for it. No screen in here. */
import { v5 as uuid5 } from 'uuid';
import { going, kitWith, lacking, withoutParts } from './lend-kits.js';

/**
 * @typedef {{thing: string, name: string, code: string, of: number, quantity: number, how: string, out: number,
 *   loan?: string, who?: string, due?: string | null, condition?: 'good'|'worn'|'damaged', note?: string,
 *   photos?: string[], parts?: Part[], missing?: Record<string, number>, claim?: boolean,
 *   lacks?: import('./lend-kits.js').Lack[]}} Line
 * @typedef {{id: string, name: string, of: number}} Part of a kit, and how many of it went out
 * @typedef {'lend'|'back'} Mode
 * @typedef {{kind: 'staff'|'class'|'unit'|'outside', id?: string, name: string}} Borrower
 * @typedef {(entry: import('./outbox.js').Entry, photos?: any[]) => Promise<{id: string}>} Seal
 */

export const RULES = ['lesson', 'day', 'week', 'term', 'custody', 'date'];

/** What was scanned when this phone was last used. @param {import('./store.js').Store} db @param {Mode} mode @returns {Promise<Line[]>} */
export const kept = async (db, mode) => (await db.get('meta', `cart:${mode}`)) ?? [];

/** @param {import('./store.js').Store} db @param {Mode} mode @param {Line[]} lines */
export const keep = (db, mode, lines) => db.put('meta', JSON.parse(JSON.stringify(lines)), `cart:${mode}`);

/** Which word stands in the way of lending a thing, as far as this phone knows. @param {any} thing @param {number} out */
export function hindrance(thing, out) {
  if (thing.kind === 'place' || thing.out_of_use || thing.state === 'repair') return 'not_lendable';
  if (thing.state === 'writeoff' || thing.state === 'retired') return 'writeoff';
  if (thing.state === 'lent' || out >= thing.quantity) return 'lent';
  return '';
}

/**
 * What a thing means for the cart: a new line, one more of several pieces, or why not.
 * @param {import('./store.js').Store} db @param {Mode} mode @param {Line[]} lines @param {any} thing @param {string} how
 * @param {boolean} [alone] without the counter: only what one has oneself comes back
 * @returns {Promise<{state: 'new'|'more'|'again'|'not_lendable'|'writeoff'|'lent'|'not_out'|'kit_out', line?: Line, kit?: string}>}
 */
export async function meet(db, mode, lines, thing, how, alone = false) {
  const loans = await db.getAllFromIndex('loans', 'thing', thing.id);
  const here = loans.reduce((/** @type {number} */ sum, /** @type {any} */ loan) => sum + loan.pieces, 0);
  const out = Math.max(here, thing.out ?? 0);
  const known = lines.find((line) => line.thing === thing.id);
  const most = mode === 'lend' ? thing.quantity - out : out;
  if (known) {
    if (thing.quantity === 1 || known.quantity >= most) return { state: 'again', line: known };
    return { state: 'more', line: { ...known, quantity: known.quantity + 1 } };
  }
  const why = mode === 'lend' && hindrance(thing, out);
  if (why) return { state: why };
  const kit = mode === 'lend' && (await kitWith(db, thing, lines));
  if (kit) return { state: 'kit_out', kit };
  if (mode === 'back' && !out && (alone || thing.state !== 'lent')) return { state: 'not_out' };
  const own = loans.length === 1 ? loans[0] : null;
  /** @type {Line} */
  const line = { thing: thing.id, name: thing.name, code: thing.code ?? '', of: thing.quantity, quantity: 1, how, out };
  if (mode === 'lend') {
    const lacks = await lacking(db, thing.id);
    if (lacks.length) line.lacks = lacks;
  }
  if (mode === 'back') {
    Object.assign(line, {
      quantity: Math.max(1, own?.pieces ?? 1),
      condition: 'good',
      note: '',
      photos: [],
      claim: false,
    });
    Object.assign(line, { loan: own?.id, who: [...new Set(loans.map(whoOf))].join(' · '), due: own?.due ?? null });
    if (own?.parts) Object.assign(line, { parts: own.parts, missing: {} });
  }
  return { state: 'new', line };
}

const whoOf = (/** @type {any} */ loan) => loan.who;

/** How many of a line can be chosen at most. @param {Mode} mode @param {Line} line */
export const mostOf = (mode, line) => (mode === 'lend' ? line.of - line.out : Math.max(1, line.out));

/** How many pieces a cart holds. @param {Line[]} lines */
export const pieces = (lines) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** @param {string} slip @param {string} thing the id that the server gives the loan of a thing on a slip */
export const loanId = (slip, thing) => uuid5(thing, slip);

/**
 * Writes the slip; on this phone its things are out at once.
 * @param {import('./store.js').Store} db @param {Seal} seal @param {Line[]} all @param {Borrower} borrower
 * @param {{rule: string, due?: string, dueAt?: string | null, purpose?: string, mark?: string, leaves?: boolean, signature?: string,
 *   despite?: boolean, photos?: string[], alone?: boolean}} terms
 * @param {any[]} photos @param {string} label
 */
export async function lend(db, seal, all, borrower, terms, photos, label) {
  const lines = await withoutParts(db, all);
  const whole = lines.filter((line) => line.of === 1 || line.quantity + line.out >= line.of);
  const things = await Promise.all(whole.map(({ thing }) => db.get('things', thing)));
  const parts = await Promise.all(lines.map(({ thing }) => going(db, thing)));
  const at = new Date().toISOString();
  const { kind, name } = borrower;
  return seal(
    {
      kind: terms.alone ? 'loans.borrow' : 'loans.lend',
      payload: {
        things: lines.map(goesOut),
        ...(terms.alone ? {} : { borrower_kind: kind }),
        ...(terms.alone ? {} : kind === 'staff' ? { person: borrower.id } : { borrower: name }),
        rule: terms.rule,
        ...(terms.rule === 'date' ? { due: terms.due } : {}),
        ...(terms.purpose ? { purpose: terms.purpose } : {}),
        ...(terms.leaves ? { leaves: true } : {}),
        ...(terms.mark ? { mark: terms.mark } : {}),
        ...(terms.despite ? { despite: true } : {}),
        ...(terms.photos?.length ? { photos: terms.photos } : {}),
        ...(terms.signature ? { signature: terms.signature } : {}),
      },
      label,
      how: lines[0].how,
      foresee: (id) => ({
        things: things.filter(Boolean).map((thing) => ({ ...thing, state: 'lent' })),
        loans: lines.map(({ thing, quantity }, nth) => ({
          ...{ id: loanId(id, thing), slip: id, thing, pieces: quantity, state: 'out', kind, who: name, at },
          ...(parts[nth] ? { parts: parts[nth] } : {}),
          due: terms.dueAt ?? null,
        })),
        meta: { 'cart:lend': [] },
      }),
    },
    photos,
  );
}

/** A thing as it goes out: what is wrong with it already is not the borrower's doing. @param {Line} line */
const goesOut = ({ thing, quantity, condition, note, photos }) => ({
  ...{ thing, quantity },
  ...(condition === 'worn' ? { condition } : {}),
  ...(note ? { note } : {}),
  ...(photos?.length ? { photos } : {}),
});

/**
 * Writes what came back; on this phone it is here at once, what is damaged is out of use.
 * @param {import('./store.js').Store} db @param {Seal} seal @param {Line[]} lines
 * @param {{brought?: string, signature?: string, photos?: string[], alone?: boolean}} more @param {any[]} photos @param {string} label
 */
export async function takeBack(db, seal, lines, more, photos, label) {
  const things = await Promise.all(lines.map(({ thing }) => db.get('things', thing)));
  const damaged = new Set(
    lines.filter((line) => line.condition === 'damaged' && line.of === 1).map((line) => line.thing),
  );
  /** @type {any[]} */ const left = [];
  /** @type {string[]} */ const gone = [];
  for (const line of lines) {
    let count = line.quantity;
    for (const loan of await db.getAllFromIndex('loans', 'thing', line.thing)) {
      if (line.loan && loan.id !== line.loan) continue;
      const back = Math.min(count, loan.pieces);
      count -= back;
      if (loan.pieces > back) left.push({ ...loan, pieces: loan.pieces - back });
      else gone.push(loan.id);
    }
  }
  return seal(
    {
      kind: more.alone ? 'loans.give_back' : 'loans.take_back',
      payload: {
        things: lines.map(({ thing, loan, quantity, condition, note, photos: taken, missing, claim }) => ({
          ...{ thing, quantity, condition },
          ...(loan ? { loan } : {}),
          ...(note ? { note } : {}),
          ...(taken?.length ? { photos: taken } : {}),
          ...lacks(missing),
          ...(claim && (condition === 'damaged' || lacks(missing)) ? { claim } : {}),
        })),
        ...(more.brought ? { brought_by: more.brought } : {}),
        ...(more.signature ? { signature: more.signature } : {}),
        ...(more.photos?.length ? { photos: more.photos } : {}),
      },
      label,
      how: lines[0].how,
      foresee: () => ({
        things: things.filter(Boolean).map((thing) => ({
          ...thing,
          state: thing.state === 'lent' ? 'in_use' : thing.state,
          out_of_use: thing.out_of_use || damaged.has(thing.id),
        })),
        loans: left,
        gone: { things: [], tags: [], loans: gone },
        meta: { 'cart:back': [] },
      }),
    },
    photos,
  );
}

/** What of a kit did not come back. @param {Record<string, number> | undefined} missing */
function lacks(missing) {
  const found = Object.entries(missing ?? {}).filter(([, count]) => count > 0);
  return found.length ? { missing: found.map(([part, count]) => ({ part, count })) } : null;
}

/** Several conditions of one thing: so many are whole and so many are not. @param {Line} line @param {number} damaged @returns {Line[]} */
export function parted(line, damaged) {
  const good = line.quantity - damaged;
  const whole = /** @type {Line} */ ({
    ...line,
    quantity: good,
    condition: 'good',
    note: '',
    photos: [],
    claim: false,
  });
  const broken = /** @type {Line} */ ({ ...line, quantity: damaged, condition: 'damaged' });
  return [...(good > 0 ? [whole] : []), ...(damaged > 0 ? [broken] : [])];
}

/** Borrowers whose name has what was typed, those of before first. @param {Borrower[]} all @param {string} typed @param {Borrower[]} before */
export function matching(all, typed, before, most = 12) {
  const wanted = typed.normalize('NFKC').toLowerCase().trim();
  const rank = (/** @type {Borrower} */ each) => {
    const at = before.findIndex((other) => other.name === each.name && other.id === each.id);
    return at < 0 ? before.length : at;
  };
  return all
    .filter(({ name }) => name.normalize('NFKC').toLowerCase().includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'zh', { numeric: true }))
    .slice(0, most);
}

/** A pupil's mark as it may be: numbers and letters, which hold no name. @param {string} typed */
export const markOf = (typed) => typed.normalize('NFKC').replace(/[^0-9A-Za-z-]/g, '');

/** A digit on the number pad. @param {number} count @param {string} digit @param {number} most @param {boolean} fresh */
export function pressed(count, digit, most, fresh) {
  if (digit === '⌫') return Math.trunc(count / 10);
  return Math.min(most, fresh ? Number(digit) : count * 10 + Number(digit));
}
