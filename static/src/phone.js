/** Runs on every page: opens the store, fetches the words, keeps the outbox moving, and lends its parts to the pages. */
import { zoneOf } from './clock.js';
import { read } from './code.js';
import { dropOld } from './copy.js';
import { Drafts } from './drafts.js';
import { openStore } from './store.js';
import { dress } from './quasar-icons.js';
import { watchConnection } from './connection.js';
import * as notices from './notices.js';
import * as outbox from './outbox.js';
import { Sync } from './sync.js';
import { travel } from './travel.js';
import { LANGUAGES, Words } from './words.js';
import { listen, onSlash } from './wedge.js';
import { register, adviseUpdate } from './worker.js';
import icons from '../node_modules/.tagwalk/icons.svg';

/** What the page says about itself. @type {{language?: string, words?: Record<string, string>, hosts?: string[], user?: string, timezone?: string}} */
const page = JSON.parse(document.getElementById('tw-config')?.textContent || '{}');

/** Parts are fetched when a page first uses them. */
const parts = {
  form: () => import('./form.js'),
  scan: () => import('./scan-view.js'),
  outbox: () => import('./outbox-view.js'),
  enrol: () => import('./enrol-view.js'),
  lend: () => import('./lend-view.js'),
  round: () => import('./round-view.js'),
  handover: () => import('./handover-view.js'),
  repair: () => import('./repair-view.js'),
  stocktake: () => import('./stocktake-view.js'),
  stocktakes: () => import('./stocktake-cards.js'),
  jobs: () => import('./jobs-view.js'),
  look: () => import('./look-view.js'),
  everywhere: () => import('./everywhere-view.js'),
  memory: () => import('./memory-view.js'),
  status: () => import('./status.js'),
};

async function boot() {
  const db = await openStore().catch(async (error) => (await import('./store-lost.js')).showWayOut(page, error));
  const build = /-(\w+)\.js/.exec(import.meta.url)?.[1];
  /** @type {import('./api.js').Line} */
  const line = { fetch: globalThis.fetch.bind(globalThis), language: () => words.language, build };
  const words = new Words(db, line.fetch);
  const sync = new Sync(db, line);
  const session = await db.get('meta', 'session');
  const language = page.language || (await db.get('meta', 'language')) || session?.user?.language || 'zh-CN';
  const tagwalk = {
    db,
    words,
    sync,
    t: words.t.bind(words),
    hosts: [location.host, ...(page.hosts ?? [])],
    dirty: new Drafts(),
    seal: sealer(db, sync),
    use: async (/** @type {string} */ next) => {
      await db.put('meta', next, 'language');
      await words.use(next);
    },
  };
  Object.assign(globalThis.tagwalk, tagwalk);
  await dropOld(db);
  await sync.tell();
  await words.use(language, page.words?.[language]);
  document.documentElement.lang = language;
  if (page.user && page.user !== session?.user?.id) await sync.enrol();
  listen((text) => travel(whereTo(text, tagwalk.hosts)));
  onSlash(search);
  whenIdle(async () => {
    watchConnection(tagwalk.t, () => sync.run('reached'));
    line.kept = await navigator.storage?.persisted?.().catch(() => undefined);
    await sync.start();
    if (await register()) await keepWords(db, words);
    adviseUpdate();
  });
  return globalThis.tagwalk;
}

/** The one search for everything, from the keyboard. */
function search() {
  const field = /** @type {HTMLElement | null} */ (document.querySelector('.tw-find input'));
  if (field) field.focus();
  else travel('/find');
}

/** Where a hardware scanner leads on a page that waits for nothing. @param {string} text @param {string[]} hosts */
function whereTo(text, hosts) {
  const { state, code } = read(text, hosts);
  return state === 'ok' ? `/t/${code}?how=scan` : `/barcode?how=scan&text=${encodeURIComponent(text)}`;
}

/** The other languages too, for whoever changes language without a network. */
async function keepWords(db, words) {
  for (const other of Object.keys(LANGUAGES)) {
    const kept = await db.get('meta', `words:${other}`);
    if (!kept || kept.version !== page.words?.[other]) await words.refresh(other, page.words?.[other]);
  }
}

/** How long records that come one after the other wait for each other, in ms; they are on the phone already. */
const TOGETHER = 2000;
const TOLD = 500; // and how soon at the latest the header says that they wait

/**
 * Seals, asks the browser once to keep our data, and starts sending; with `together` what comes quickly goes at once.
 * The header says that something waits before the screen says that it was saved.
 */
function sealer(db, sync) {
  let timer = 0;
  let telling = 0;
  return async (
    /** @type {outbox.Entry} */ entry,
    /** @type {outbox.Photo[]} */ photos = [],
    { together = false } = {},
  ) => {
    if (!(await db.get('meta', 'session'))?.device_id) await sync.enrol();
    const row = await outbox.seal(db, entry, photos);
    if (together) {
      if (!telling || sync.status.state === 'safe') sync.tell();
      telling ||= setTimeout(() => ((telling = 0), sync.tell()), TOLD);
      timer ||= setTimeout(() => ((timer = 0), sync.run('seal')), TOGETHER);
      return row;
    }
    if (entry.thing_id) await db.put('meta', entry.thing_id, 'last_thing');
    navigator.storage
      ?.persist?.()
      .then((kept) => (sync.line.kept = kept))
      .catch(() => {});
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register('tw-sync')).catch(() => {});
    sync.run('seal');
    await sync.tell();
    return row;
  };
}

/** @param {() => void} work */
function whenIdle(work) {
  const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 200));
  if (document.readyState === 'complete') later(work);
  else addEventListener('load', () => later(work), { once: true });
}

/**
 * A page that stayed open over a new version asks for parts that are gone: it is loaded anew, once in a while, and never
 * under an open form.
 * @param {Error} error @returns {never}
 */
function renewed(error) {
  const before = Number(sessionStorage.getItem('tw-renewed'));
  if (navigator.onLine && !globalThis.tagwalk.dirty?.size && before < Date.now() - RENEWED) {
    sessionStorage.setItem('tw-renewed', String(Date.now()));
    location.reload();
  }
  throw error;
}
const RENEWED = 60_000; // ms

/** Gives a Vue component by name, once the phone is ready. @param {keyof typeof parts} name */
async function part(name) {
  const [module] = await Promise.all([parts[name]().catch(renewed), globalThis.tagwalk.ready]);
  return module.default;
}

globalThis.tagwalk = { icons, outbox, notices, part, dress, zone: zoneOf(page.timezone) };
globalThis.tagwalk.ready = boot();
