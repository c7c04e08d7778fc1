/** The page that helps a phone to trust the server: opens the part for this phone, and goes on once it is trusted. */
import { openDB } from 'idb';

const EVERY = 4000;
const agent = navigator.userAgent;
const apple = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
const own = apple ? 'apple' : /Android|HarmonyOS|OpenHarmony/.test(agent) ? 'android' : 'computer';
document.querySelector(`details[data-for=${own}]`)?.setAttribute('open', '');

const done = /** @type {HTMLElement | null} */ (document.querySelector('[data-secure]'));
const unsent = /** @type {HTMLElement | null} */ (document.querySelector('[data-unsent]'));

/** Whether the browser takes our certificate: an answer nobody may read is one all the same. @param {string} url */
const answers = (url) =>
  fetch(new URL('/healthz', url), { mode: 'no-cors', cache: 'no-store' }).then(
    () => true,
    () => false,
  );

/** Records that were written at the old http address stay in its own store: whoever leaves it must know of them. */
async function hasUnsent() {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === 'tagwalk')) return false;
  const db = await openDB('tagwalk');
  try {
    const rows = db.objectStoreNames.contains('outbox') ? await db.getAll('outbox') : [];
    return rows.some((/** @type {any} */ row) => ['sealed', 'sent'].includes(row.state));
  } finally {
    db.close();
  }
}

async function look() {
  if (!done || isSecureContext) return;
  const url = done.dataset.secure ?? '';
  if (!(await answers(url))) return void setTimeout(look, EVERY);
  done.hidden = false;
  if (!unsent || unsent.hidden) location.replace(url);
}

async function begin() {
  if (unsent && (await hasUnsent().catch(() => false))) unsent.hidden = false;
  await look();
}

document.querySelector('[data-language]')?.addEventListener('click', (event) => {
  const { language } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
  document.cookie = `tw-language=${language};path=/;max-age=31536000;samesite=lax`;
  location.reload();
});

begin();
