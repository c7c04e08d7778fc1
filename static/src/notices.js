/** Reminders on this browser: what it can do, turning them on with the tap that asks, and off again. */

const PATIENCE = 20_000;

/**
 * @typedef {'insecure' | 'install' | 'none' | 'blocked' | 'off' | 'on'} State
 * @returns {Promise<{state: State, endpoint: string}>}  with the address when the browser takes pushes already
 */
export async function look() {
  const not = (/** @type {State} */ state) => ({ state, endpoint: '' });
  if (!isSecureContext) return not('insecure');
  const ready = 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;
  if (!ready) return not(isApple() ? 'install' : 'none');
  if (Notification.permission === 'denied') return not('blocked');
  const worker = await navigator.serviceWorker.getRegistration();
  const kept = await worker?.pushManager.getSubscription();
  return kept ? { state: 'on', endpoint: kept.endpoint } : not('off');
}

/** Asks the person, then the browser. Call it in the tap itself. @param {string} key  of the server */
export async function turnOn(key) {
  try {
    if ((await Notification.requestPermission()) !== 'granted') return look();
    const worker = await navigator.serviceWorker.ready;
    const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
    const kept = await worker.pushManager.getSubscription();
    if (kept && !isSame(kept, options.applicationServerKey)) await kept.unsubscribe();
    const made = await Promise.race([worker.pushManager.subscribe(options), tooLate()]);
    return { state: 'on', endpoint: made.endpoint, subscription: made.toJSON() };
  } catch {
    return { state: 'none', endpoint: '' }; // the maker's push service cannot be reached, or the browser has none
  }
}

/** Some browsers try for ever to reach a push service that is out of reach from where they are. */
const tooLate = () => new Promise((_, fail) => setTimeout(() => fail(new Error('late')), PATIENCE));

export async function turnOff() {
  const worker = await navigator.serviceWorker?.getRegistration();
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
  return look();
}

/** Safari on phones has pushes only for what stands on the home screen. */
function isApple() {
  return /iPhone|iPad/.test(navigator.userAgent) && !matchMedia('(display-mode: standalone)').matches;
}

/** @param {PushSubscription} kept @param {Uint8Array} key */
function isSame(kept, key) {
  const own = kept.options.applicationServerKey;
  return Boolean(own) && String(new Uint8Array(/** @type {ArrayBuffer} */ (own))) === String(key);
}

/** @param {string} text  base 64 for addresses */
function bytes(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (each) => each.charCodeAt(0));
}
