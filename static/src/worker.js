/** The service worker from the page's side: registering, filling its larder when idle, renewing when no draft is open. */

import { whenNobodyWrites } from './drafts.js';

const LATER = 4000;

/** @returns {Promise<boolean>} whether this phone can start without a network */
export async function register() {
  if (!navigator.serviceWorker) return false;
  if (await isUnwanted()) {
    await leave();
    return false;
  }
  try {
    const policy = globalThis.trustedTypes?.createPolicy('tagwalk', {
      createScriptURL: (/** @type {string} */ url) => url,
    });
    await navigator.serviceWorker.register(policy ? policy.createScriptURL('/sw.js') : '/sw.js', { scope: '/' });
    const { active } = await navigator.serviceWorker.ready;
    setTimeout(() => active?.postMessage('tw-fetch-later'), LATER);
    return true;
  } catch {
    // No secure context, or the server has no worker now: everything but an offline start goes on as it is.
    return false;
  }
}

/** A new worker takes over when nothing half-written is open, in any tab. */
export async function adviseUpdate() {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return;
  const offer = () => registration.waiting && whenNobodyWrites(() => registration.waiting?.postMessage('tw-activate'));
  offer();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  document.addEventListener('visibilitychange', offer);
}

/** The server may ask every phone to do without: see /sw-kill.json. */
async function isUnwanted() {
  try {
    const answer = await fetch('/sw-kill.json', { cache: 'no-store', redirect: 'error' });
    return answer.ok && (await answer.json()).kill === true;
  } catch {
    return false;
  }
}

async function leave() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) if (/^tw-/.test(name)) await caches.delete(name);
}
