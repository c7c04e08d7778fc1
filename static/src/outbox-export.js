/** A way out for what is kept here, when no server can be reached: a file that only the school's server can open. */
import { localTime, rowsIn } from './outbox.js';

/** One JSON file with everything not yet safe (or everything kept), photos in base64. @param {import('./store.js').Store} db @param {{all?: boolean}} [options] */
export async function exported(db, { all = false } = {}) {
  const states = /** @type {import('./outbox.js').State[]} */ ([
    'sealed',
    'sent',
    'held',
    'conflict',
    'rejected',
    ...(all ? ['acked'] : []),
  ]);
  const rows = await rowsIn(db, ...states);
  const hashes = new Set(rows.flatMap((row) => (row.envelope.photos ?? []).map((/** @type {any} */ p) => p.sha256)));
  const photos = (await Promise.all([...hashes].map((sha) => db.get('photos', sha)))).filter(Boolean);
  return {
    format: 'tagwalk-outbox',
    version: 1,
    exported_at: localTime(new Date()),
    session: await db.get('meta', 'session'),
    records: rows.map(({ envelope, state, code, message }) => ({ state, code, message, envelope })),
    photos: photos.map(({ sha256, mime, data }) => ({ sha256, mime, base64: base64(new Uint8Array(data)) })),
  };
}

/** What `exported` gives, sealed to the server's key (age, X25519), and a name for it. @param {import('./store.js').Store} db @param {{all?: boolean}} [options] */
export async function rescueFile(db, options) {
  const whole = await exported(db, options);
  const name = `tagwalk-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '')}.json`;
  const text = JSON.stringify(whole);
  const key = whole.session?.rescue_key;
  if (!key) return { name, bytes: new TextEncoder().encode(text) }; // not signed in since the server has a key
  const { Encrypter } = await import('age-encryption');
  withoutSubtle();
  const sealing = new Encrypter();
  sealing.addRecipient(key);
  return { name: `${name}.age`, bytes: await sealing.encrypt(text) };
}

/** Hands the file to the browser to be kept. @param {import('./store.js').Store} db */
export async function giveOut(db) {
  const { name, bytes } = await rescueFile(db);
  const file = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: 'application/octet-stream' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Plain http has no crypto.subtle; the library works without it if told in the words it expects. */
function withoutSubtle() {
  if (globalThis.crypto.subtle) return;
  const importKey = () => Promise.reject(new DOMException('plain http', 'NotSupportedError'));
  Object.defineProperty(globalThis.crypto, 'subtle', { value: { importKey }, configurable: true });
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 32_768) text += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  return btoa(text);
}
