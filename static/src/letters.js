/** Safety responsibility letters as this phone knows them. No screen in here. */

/**
 * @typedef {{id: string, year: number, title: string, lines: string[], name: string, signed: string[], may: string[],
 *   digest: string}} Letter
 */

export const ROLES = ['head', 'holder'];

/** Verdicts after which a signature is none. */
const REFUSED = ['rejected', 'conflict'];

/**
 * The letters with what this phone has signed and the server's copy does not hold yet.
 * @param {Letter[]} letters @param {any[]} rows of the outbox @returns {Letter[]}
 */
export function withOwn(letters, rows) {
  const own = rows.filter(({ envelope, state }) => envelope.kind === 'letters.sign' && !REFUSED.includes(state));
  return letters.map((letter) => {
    const mine = own.filter(({ envelope }) => envelope.payload.letters.includes(letter.id));
    const signed = [...new Set([...letter.signed, ...mine.map(({ envelope }) => envelope.payload.role)])];
    return { ...letter, signed };
  });
}

/** Who may sign a letter on this phone and has not yet. @param {Letter} letter @returns {string[]} */
export const wanted = (letter) => ROLES.filter((role) => letter.may.includes(role) && !letter.signed.includes(role));

/** @param {import('./store.js').Store} db @returns {Promise<Letter[]>} */
export async function lettersHere(db) {
  const known = (await db.get('meta', 'letters')) ?? [];
  return known.length ? withOwn(known, await db.getAll('outbox')) : [];
}
