/** Tag codes: 12 characters of Crockford base 32, the last one a check over GF(32). */

export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** Product in GF(32) with x^5 + x^2 + 1. @param {number} a @param {number} b */
function times(a, b) {
  let product = 0;
  for (; b; b >>= 1) {
    if (b & 1) product ^= a;
    a <<= 1;
    if (a & 32) a ^= 0b100101;
  }
  return product;
}

/** @param {string} body the first 11 characters @returns {string} */
export function checkCharacter(body) {
  let check = 0;
  let power = 1;
  for (const character of body) {
    power = times(power, 2);
    check ^= times(power, ALPHABET.indexOf(character));
  }
  return ALPHABET[check];
}

/** As people read it: case, hyphens and look-alikes forgiven. @param {string} text */
export function normal(text) {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
}

/** @param {string} code */
export const printed = (code) => code.replace(/(.{4})(?=.)/g, '$1-');

/** @param {string} code normal form @returns {'ok'|'one_wrong'|'not_a_code'} */
export function judge(code) {
  if (code.length !== LENGTH || [...code].some((c) => !ALPHABET.includes(c))) return 'not_a_code';
  return checkCharacter(code.slice(0, LENGTH - 1)) === code[LENGTH - 1] ? 'ok' : 'one_wrong';
}

/**
 * What a scanned or typed text means. A foreign text is only ever shown, never opened.
 * @param {string} text
 * @param {string[]} hosts the hosts whose addresses are ours
 * @returns {{state: 'ok'|'one_wrong'|'not_a_code'|'foreign', code: string, text: string}}
 */
export function read(text, hosts) {
  const shown = text.trim();
  const address = /^https?:\/\/([^/?#]+)\/t\/([^/?#]+)\/?(?:[?#].*)?$/i.exec(shown);
  if (address) {
    const ours = hosts.some((host) => host.toLowerCase() === address[1].toLowerCase());
    const code = normal(address[2]);
    return { state: ours ? judge(code) : 'foreign', code: ours ? code : '', text: shown };
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(shown)) return { state: 'foreign', code: '', text: shown };
  const code = normal(shown);
  return { state: judge(code), code, text: shown };
}
