/** What answers to a checklist mean: which items show, what is a fault, what is missing, what is sent. No screen in here. */

/**
 * @typedef {{id: string, zh: string, en: string, type: 'ok'|'number'|'text'|'choice'|'photo'|'signature', section?: string, hint?: string, unit?: string, unit_en?: string, min?: number,
 *   max?: number, warn_below?: number, warn_above?: number, choices?: {v: string, zh: string, en: string, fault?: boolean}[],
 *   required?: boolean, blocks_use?: boolean, fix_now?: boolean, opens_repair?: boolean,
 *   show_if?: Record<string, any[]>}} Item
 * @typedef {{value?: any, note?: string, photos?: string[]}} Answer
 * @typedef {Record<string, Answer>} Answers
 * @typedef {''|'ok'|'warn'|'fault'|'na'|'done'} Verdict
 */

/** Items on the screen now: an item hidden behind a hidden item is hidden too. @param {Item[]} items @param {Answers} answers */
export function shown(items, answers) {
  const byId = new Map(items.map((item) => [item.id, item]));
  /** @type {(item: Item, seen: Set<string>) => boolean} */
  const isShown = (item, seen) =>
    Object.entries(item.show_if ?? {}).every(([id, values]) => {
      const parent = byId.get(id);
      if (!parent || seen.has(id)) return true;
      return isShown(parent, new Set([...seen, id])) && values.map(String).includes(String(answers[id]?.value));
    });
  return items.filter((item) => isShown(item, new Set([item.id])));
}

/** Answered by a picture alone. @param {Item} item */
export const isPicture = (item) => item.type === 'photo' || item.type === 'signature';

/** @param {Item} item */
export const isRequired = (item) => item.required ?? ['ok', 'number', 'choice'].includes(item.type);

/** @param {Item} item @param {Answer} [answer] */
export function isAnswered(item, answer) {
  if (isPicture(item)) return Boolean(answer?.photos?.length);
  if (item.type === 'number') return numberOf(answer?.value) !== null;
  return answer?.value !== undefined && answer.value !== null && String(answer.value).trim() !== '';
}

/** A number as typed on a Chinese or European keyboard. @param {any} text @returns {number | null} */
export function numberOf(text) {
  if (typeof text === 'number') return Number.isFinite(text) ? text : null;
  const plain = String(text ?? '')
    .normalize('NFKC')
    .trim()
    .replace(/[,。]/, '.')
    .replace(/[−–]/, '-');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** Limits are inclusive: only outside them is a fault. @param {Item} item @param {Answer} [answer] @returns {Verdict} */
export function judge(item, answer) {
  if (!isAnswered(item, answer)) return '';
  const value = answer?.value;
  if (item.type === 'ok') return value;
  if (item.type === 'choice') return item.choices?.find((choice) => choice.v === value)?.fault ? 'fault' : 'ok';
  if (item.type !== 'number') return 'done';
  const n = /** @type {number} */ (numberOf(value));
  if ((item.min !== undefined && n < item.min) || (item.max !== undefined && n > item.max)) return 'fault';
  const low = item.warn_below !== undefined && n < item.warn_below;
  return low || (item.warn_above !== undefined && n > item.warn_above) ? 'warn' : 'ok';
}

/** @param {Item} item */
export const opensRepair = (item) => item.opens_repair ?? true;

/**
 * What keeps the form from being saved: unanswered items, faults that must be put right now and say nothing of how.
 * The item of a spot check is wanted even where it is optional.
 * @param {Item[]} items @param {Answers} answers @param {string} [spot]
 */
export const missing = (items, answers, spot = '') =>
  shown(items, answers).filter(
    (item) =>
      ((isRequired(item) || item.id === spot) && !isAnswered(item, answers[item.id])) ||
      (item.type === 'number' &&
        String(answers[item.id]?.value ?? '').trim() !== '' &&
        !isAnswered(item, answers[item.id])) ||
      (item.fix_now && judge(item, answers[item.id]) === 'fault' && !answers[item.id]?.note?.trim()),
  );

/** @param {Item[]} items @param {Answers} answers */
export function summary(items, answers) {
  const visible = shown(items, answers);
  const faults = visible.filter((item) => judge(item, answers[item.id]) === 'fault');
  return {
    total: visible.length,
    done: visible.filter((item) => isAnswered(item, answers[item.id])).length,
    faults,
    repairs: faults.filter(opensRepair),
    blocking: faults.filter((item) => item.blocks_use),
    missing: missing(items, answers),
  };
}

const PHOTO_SPOTS = 0.2; // of all spot checks, where the checklist has room for a photo

/**
 * «All normal»: fills in what is not answered yet, and names one item at random that has to be looked at all the same,
 * so that it does not become a habit: now and then a photo, else one of those that take a thing out of use.
 * @param {Item[]} items @param {Answers} answers @param {number} random 0..1
 * @returns {{values: Answers, spot: string}}
 */
export function allNormal(items, answers, random) {
  const open = shown(items, answers).filter((item) => !isAnswered(item, answers[item.id]));
  const plain = open.filter((item) => item.type === 'ok');
  const photo = open.find((item) => item.type === 'photo');
  const grave = plain.filter((item) => item.blocks_use);
  const asked = grave.length ? grave : plain;
  const spot =
    photo && random < PHOTO_SPOTS
      ? photo.id
      : (asked[Math.min(asked.length - 1, Math.floor(random * asked.length))]?.id ?? '');
  /** @type {Answers} */
  const values = {};
  for (const item of plain) if (item.id !== spot) values[item.id] = { ...answers[item.id], value: 'ok' };
  return { values, spot };
}

/** The answers as sent: hidden and empty ones left out, numbers as numbers. @param {Item[]} items @param {Answers} answers @returns {Answers} */
export function sent(items, answers) {
  /** @type {Answers} */
  const result = {};
  for (const item of shown(items, answers)) {
    const answer = answers[item.id];
    const note = answer?.note?.trim();
    if (!isAnswered(item, answer) && !note && !answer?.photos?.length) continue;
    result[item.id] = {};
    if (isAnswered(item, answer) && !isPicture(item)) {
      result[item.id].value = item.type === 'number' ? numberOf(answer.value) : answer.value;
    }
    if (note) result[item.id].note = note;
    if (answer?.photos?.length) result[item.id].photos = [...answer.photos];
  }
  return result;
}

/** A number's unit in somebody's language; the server knows what it is called in English. @param {Item} item @param {string} language */
export const unitIn = ({ unit = '', unit_en = unit }, language) => (language === 'en' ? unit_en : unit);

/**
 * The word for a number's limits and its facts; an empty word where it has none.
 * @param {Item} item @returns {[string, Record<string, string>]}
 */
export function limitsIn({ min, max, unit = '' }) {
  if (min !== undefined && min === max) return ['form-exactly', { value: `${min}`, unit }];
  if (min !== undefined && max !== undefined) return ['form-between', { min: `${min}`, max: `${max}`, unit }];
  if (min !== undefined) return ['form-at-least', { min: `${min}`, unit }];
  if (max !== undefined) return ['form-at-most', { max: `${max}`, unit }];
  return ['', {}];
}
