/** The phone's database cannot be opened as this version wants it: what waits in it can still go out as a file. */
import { giveOut } from './outbox-export.js';
import { rowsIn } from './outbox.js';
import { openAsItIs } from './store.js';
import { LANGUAGES, Words } from './words.js';

const NOTHING = /** @type {any} */ ({ get: async () => undefined, put: async () => undefined });

/**
 * Covers the page with what is known and the way out; nothing else can work, so it never comes back.
 * @param {{language?: string, words?: Record<string, string>}} page @param {unknown} error
 * @returns {Promise<never>}
 */
export async function showWayOut(page, error) {
  console.error(error);
  const db = await openAsItIs().catch(() => null);
  const rows = db ? await rowsIn(db, 'sealed', 'sent', 'held', 'conflict', 'rejected').catch(() => null) : null;
  const words = new Words(db ?? NOTHING, globalThis.fetch.bind(globalThis));
  const kept = await db?.get('meta', 'language').catch(() => undefined);
  const language = page.language || kept || Object.keys(LANGUAGES)[0];
  await words.use(language, page.words?.[language]).catch(() => words.refresh(language));
  document.body.append(sheet(words, db, rows?.length ?? null));
  return new Promise(() => {});
}

/** @param {Words} words @param {import('./store.js').Store | null} db @param {number | null} count of what the server has not */
function sheet(words, db, count) {
  const whole = made('div', 'tw-way-out', [
    made('h1', 'tw-h1', words.t('store-lost-title')),
    made('p', '', told(words, count)),
    db && count ? button('tw-primary', words.t('outbox-export'), () => giveOut(db)) : '',
    button('tw-button', words.t('store-lost-again'), () => location.reload()),
  ]);
  whole.setAttribute('role', 'alertdialog');
  whole.setAttribute('aria-label', words.t('store-lost-title'));
  return whole;
}

/** @param {Words} words @param {number | null} count */
function told(words, count) {
  if (count === null) return words.t('store-lost-closed');
  return count ? words.t('store-lost-kept', { count }) : words.t('store-lost-none');
}

/** @param {string} name @param {string} look @param {string | (Node | string)[]} inside */
function made(name, look, inside) {
  const element = document.createElement(name);
  element.className = look;
  element.append(...(typeof inside === 'string' ? [inside] : inside));
  return element;
}

/** @param {string} look @param {string} text @param {() => void} act */
function button(look, text, act) {
  const element = made('button', look, text);
  element.addEventListener('click', act);
  return element;
}
