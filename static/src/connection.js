/** A live page that lost its server: it says so, its forms go on, and its links lead out by a full load. */

const PATIENCE = 5000;
const UNANSWERED = 3000;

/** @param {(id: string) => string} t @param {() => void} reached called when the server is there again */
export function watchConnection(t, reached) {
  const socket = /** @type {any} */ (globalThis).socket;
  if (!socket) return;
  /** @type {HTMLElement | null} */
  let bar = null;
  let timer = 0;
  socket.on('disconnect', () => (timer ||= setTimeout(() => (bar = show(t)), PATIENCE)));
  socket.on('connect', () => {
    clearTimeout(timer);
    timer = 0;
    bar?.remove();
    reached();
  });
  document.addEventListener('visibilitychange', () => document.hidden || socket.connected || socket.connect());
  addEventListener('click', (event) => follow(event, socket.connected), true);
}

/**
 * NiceGUI follows links over its socket. Without one the browser does it; with one that answers nothing it does it
 * a little later. The service worker has the offline app ready either way.
 * @param {MouseEvent} event @param {boolean} connected
 */
function follow(event, connected) {
  const link = /** @type {HTMLAnchorElement | null} */ (
    /** @type {Element} */ (event.target).closest?.('a[href^="/"]')
  );
  if (!link || link.target === '_blank' || link.download || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!connected) return event.stopImmediatePropagation();
  const from = location.href;
  if (link.href === from) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => location.href === from && location.assign(link.href), UNANSWERED);
}

/** @type {any} */
let waiting = 0;

/** @param {(id: string) => string} t */
function show(t) {
  const bar = document.createElement('div');
  bar.className = 'tw-banner tw-banner-warn tw-lost';
  bar.setAttribute('role', 'status');
  const text = document.createElement('div');
  const link = document.createElement('a');
  link.href = '/offline';
  link.textContent = t('live-offline-app');
  text.append(t('live-lost'), ' ', link);
  bar.append(text);
  document.body.append(bar);
  return bar;
}
