/** Hardware scanners: they type a code faster than anybody's fingers and end it with Enter, wherever the cursor is not. */

const GAP = 80; // ms between two of their keys at most
const LEAST = 6; // characters
const MOST = 400;

/** What a key gives on the keyboard that scanners play, for when an input method has taken its letter. */
const PLAIN = { Slash: '/?', Period: '.>', Minus: '-_', Semicolon: ';:', Equal: '=+', Comma: ',<', Space: '  ' };

/** @typedef {(text: string) => void} Hear @type {Hear[]} who is asked, the last one first */
const listeners = [];
let typed = '';
let before = -Infinity;
let isSet = false;
let slash = () => {};

/** @param {Hear} hear gets what was scanned, until the function that comes back is called */
export function listen(hear) {
  if (!isSet) addEventListener('keydown', take, true);
  isSet = true;
  listeners.push(hear);
  return () => {
    const place = listeners.lastIndexOf(hear);
    if (place >= 0) listeners.splice(place, 1);
  };
}

/** @param {() => void} search what a lone slash begins; a scanner's is none */
export const onSlash = (search) => void (slash = search);

/** Whether keys belong to something that is being written. @param {EventTarget | null} target */
export function isWriting(target) {
  const { tagName = '', isContentEditable = false } = /** @type {any} */ (target ?? {});
  return isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(tagName);
}

/** @param {KeyboardEvent} event */
function take(event) {
  if (isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const quick = event.timeStamp - before <= GAP;
  if (event.key === 'Enter') {
    const text = quick ? typed.trim() : '';
    typed = '';
    if (text.length < LEAST) return;
    // A button that has the focus is not meant.
    event.preventDefault();
    event.stopImmediatePropagation();
    listeners.at(-1)?.(text);
    return;
  }
  const character = characterOf(event);
  if (!character) return;
  typed = (quick ? typed : '') + character;
  if (typed.length > MOST) typed = '';
  const now = (before = event.timeStamp);
  if (!quick && character === '/') {
    event.preventDefault();
    setTimeout(() => before === now && slash(), GAP);
  }
  // Its spaces must not press a button or turn the page.
  if (quick && character === ' ') event.preventDefault();
}

/** @param {KeyboardEvent} event @returns {string} nothing for keys that give no character */
export function characterOf({ key, code, shiftKey }) {
  if (key.length === 1) return key;
  if (key !== 'Process' && key !== 'Unidentified') return '';
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  if (digit) return shiftKey ? '' : digit;
  return PLAIN[/** @type {keyof typeof PLAIN} */ (code)]?.[shiftKey ? 1 : 0] ?? '';
}
