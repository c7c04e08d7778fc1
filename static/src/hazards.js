/** Hazards on the phone: which are open, what this phone did about them, and who may put them right. No screen in here. */

/**
 * @typedef {{id: string, ref: string, thing: string, what: string, level: string, due: string, state: string,
 *   measure: string, photos: string[], owner: string | null, owner_name: string, repair: string | null, here?: boolean}} Hazard
 */

const DECIDE = 'hazards.plan'; // whoever may do this decides about other people's hazards

/** A hazard with what this phone did about it since; what was refused does not count. @param {Hazard} hazard @param {any[]} rows of the outbox @returns {Hazard} */
export function withRows(hazard, rows) {
  const mine = rows.filter(
    ({ envelope, state }) =>
      envelope.kind === 'hazards.fix' &&
      envelope.payload.hazard === hazard.id &&
      ['sealed', 'sent', 'held'].includes(state),
  );
  return mine.length ? { ...hazard, state: 'fixed', here: true } : hazard;
}

/** Whether somebody may say that it has been put right. @param {Hazard} hazard @param {string[]} rights @param {string} me */
export const mayFix = (hazard, rights, me) =>
  hazard.state === 'open' &&
  !hazard.repair &&
  rights.includes('hazards.fix') &&
  (!hazard.owner || hazard.owner === me || rights.includes(DECIDE));

/** Of a thing and of what stands right in it, or all; the first to end first. @param {any} db @param {string} [thing] @returns {Promise<Hazard[]>} */
export async function hazardsOf(db, thing) {
  const rows = await db.getAll('outbox');
  const inside = thing ? await db.getAllKeysFromIndex('things', 'inside', thing) : [];
  const found = thing
    ? (
        await Promise.all(
          [thing, ...inside].map((/** @type {string} */ id) => db.getAllFromIndex('hazards', 'thing', id)),
        )
      ).flat()
    : await db.getAll('hazards');
  return found
    .map((/** @type {Hazard} */ each) => withRows(each, rows))
    .sort((/** @type {Hazard} */ a, /** @type {Hazard} */ b) => a.due.localeCompare(b.due));
}

/** Whether its deadline is over. @param {Hazard} hazard @param {string} today as 2026-11-22 */
export const isOverdue = (hazard, today) => hazard.state === 'open' && hazard.due < today;
