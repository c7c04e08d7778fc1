/** The service worker: answers failed page loads with the offline app and keeps an exact, hashed list of files. */
import { PrecacheController } from 'workbox-precaching/PrecacheController.js';
import { Router } from 'workbox-routing/Router.js';
import { KEPT } from './stocktake-photos.js';

/** @typedef {{url: string, revision: string, integrity: string}} File */
/** Written in front of this file by the server. @type {{first: File[], later: File[], shell: string}} */
const { first, later, shell } = globalThis.TAGWALK_FILES;
const PATIENCE = 4000;
const KILL_EVERY = 3_600_000;
const LATER = 'tw-later';
const SMALL = /^\/api\/photos\/[0-9a-f]{64}\?small=1$/;
const worker = /** @type {any} */ (self);

const exactly = {
  /** Only a plain answer of our own goes into the cache. @param {{response: Response}} given */
  cacheWillUpdate: async ({ response }) =>
    response.status === 200 && response.type === 'basic' && !response.redirected ? response : null,
};
const files = new PrecacheController({ cacheName: 'tw-files', plugins: [exactly], fallbackToNetwork: true });
files.strategy.matchOptions = { ignoreVary: true };
files.addToCacheList(first);

worker.addEventListener('install', (event) => files.install(event));
worker.addEventListener('activate', (event) => {
  files.activate(event);
  event.waitUntil(worker.registration.navigationPreload?.enable().catch(() => {}));
  event.waitUntil(worker.clients.claim());
});

const router = new Router();
router.registerRoute(
  /** @type {any} */ ({
    method: 'GET',
    match: ({ request }) => request.mode === 'navigate',
    handler: { handle: navigate },
  }),
);
router.registerRoute(
  /** @type {any} */ ({ method: 'GET', match: ({ url }) => isFile(url), handler: { handle: fileAt } }),
);

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin === location.origin && SMALL.test(url.pathname + url.search))
    return event.respondWith(small(event.request));
  if (url.origin !== location.origin || /^\/(api|_nicegui_ws|healthz|sw)\b/.test(url.pathname)) return;
  const answer = router.handleRequest({ request: event.request, event });
  if (answer) event.respondWith(answer);
});

/** A small photo that was kept for counting, else the server's. @param {Request} request */
const small = async (request) => (await caches.match(request, { cacheName: KEPT, ignoreVary: true })) ?? fetch(request);

/** @param {URL} url */
const isFile = (url) =>
  !url.search && Boolean(files.getCacheKeyForURL(url.href) || later.some((file) => file.url === url.pathname));

/** @param {{request: Request, event: any}} given */
async function fileAt({ request, event }) {
  const url = new URL(request.url);
  if (files.getCacheKeyForURL(url.href)) return files.strategy.handle({ request, event });
  const kept = await caches.match(url.pathname, { cacheName: LATER, ignoreVary: true });
  return kept ?? fetch(request);
}

/** The live page; the offline app when none comes in time. @param {{request: Request, event: any}} given */
async function navigate({ request, event }) {
  event.waitUntil(checkKill());
  const live = (async () => (await event.preloadResponse) ?? fetch(request))();
  live.catch(() => {});
  try {
    const late = new Promise((_, fail) => setTimeout(() => fail(new Error('late')), PATIENCE));
    const response = await Promise.race([live, late]);
    if (![502, 503, 504].includes(response.status)) return response;
    return (await files.matchPrecache(shell)) ?? response;
  } catch {
    return (await files.matchPrecache(shell)) ?? live;
  }
}

worker.addEventListener('message', (event) => {
  if (event.data === 'tw-activate') worker.skipWaiting();
  if (event.data === 'tw-fetch-later') event.waitUntil(fetchLater());
});

worker.addEventListener('sync', (event) => {
  if (event.tag === 'tw-sync') event.waitUntil(askPages());
});

worker.addEventListener('push', (event) => event.waitUntil(show(event.data)));

/** A reminder. What is not ours to read is not shown as ours. @param {any} data */
async function show(data) {
  let said = { title: '码上巡 Tagwalk', body: '', path: '/', tag: 'notice', language: 'zh-CN' };
  try {
    said = { ...said, ...data.json() };
  } catch {
    // Browsers want something shown for every push.
  }
  const { title, body, path, tag, language } = said;
  const look = { body, tag, lang: language, icon: '/icons/192.png', badge: '/icons/192.png', data: path };
  await worker.registration.showNotification(title, look);
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

/** Opens a page of ours, in a window that is open already where there is one. @param {unknown} path */
async function open(path) {
  const url = new URL(String(path ?? '/'), worker.location.origin);
  const target = url.origin === worker.location.origin ? url.href : '/';
  const [page] = await worker.clients.matchAll({ type: 'window' });
  if (!page) return worker.clients.openWindow(target);
  await page.focus().catch(() => {});
  return page.navigate(target).catch(() => worker.clients.openWindow(target));
}

/** A page does the sending; it holds the words and the lock. */
async function askPages() {
  for (const page of await worker.clients.matchAll({ type: 'window' })) page.postMessage('tw-sync');
}

/** Big files that only some pages need: fetched when the phone is idle, verified like the others. */
async function fetchLater() {
  const cache = await caches.open(LATER);
  const wanted = new Set(later.map((file) => file.url));
  for (const { url } of await cache.keys()) if (!wanted.has(new URL(url).pathname)) await cache.delete(url);
  for (const { url, integrity } of later) {
    if (await cache.match(url, { ignoreVary: true })) continue;
    const response = await fetch(url, { integrity, cache: 'no-cache' });
    if (await exactly.cacheWillUpdate({ response })) await cache.put(url, response);
  }
}

let killAsked = 0;
/** The way out when a worker does harm: the server says so, and this one leaves with all it kept. */
async function checkKill() {
  if (Date.now() - killAsked < KILL_EVERY) return;
  killAsked = Date.now();
  try {
    const answer = await fetch('/sw-kill.json', { cache: 'no-store', redirect: 'error' });
    if (!answer.ok || (await answer.json()).kill !== true) return;
    for (const name of await caches.keys()) await caches.delete(name);
    await worker.registration.unregister();
  } catch {
    // Not reachable: nothing to obey.
  }
}
