/** SHA-256 without crypto.subtle, which plain http does not have. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/** @param {Uint8Array} bytes @returns {string} lower-case hex */
export const hashOf = (bytes) => bytesToHex(sha256(bytes));

/**
 * The digest of an envelope: over the canonical JSON (RFC 8785) of every field but `digest`.
 * @param {Record<string, any>} envelope
 */
export function digestOf(envelope) {
  const { digest: _digest, ...rest } = envelope;
  return hashOf(utf8ToBytes(/** @type {string} */ (canonicalize(rest))));
}
