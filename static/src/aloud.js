/** Big buttons and reading aloud, for whoever would rather listen than read: chosen for the device, with the look. */

/** @returns {boolean} */
export const isEasy = () => Boolean(globalThis.tagwalkLook?.chosen().easy);

/** Whether this browser can speak. @returns {boolean} */
export const canSpeak = () => 'speechSynthesis' in globalThis && 'SpeechSynthesisUtterance' in globalThis;

/** Says it at once; what was being said is over. Nothing where the browser cannot. @param {string} text */
export function readAloud(text) {
  if (!canSpeak() || !text) return;
  const said = new SpeechSynthesisUtterance(text);
  said.lang = globalThis.tagwalk?.words.language ?? 'zh-CN';
  said.rate = 0.95; // a little slower than talk: there is noise around
  globalThis.speechSynthesis.cancel();
  globalThis.speechSynthesis.speak(said);
}

/**
 * On to the question below the one that was just answered, which is read out; the last one stays where it is.
 * @param {Element | null} item @param {(id: string) => string} textOf what is read, by the id of a question
 */
export function goOn(item, textOf) {
  let next = item?.nextElementSibling ?? null;
  while (next && !next.matches('[data-item]')) next = next.nextElementSibling;
  if (!(next instanceof HTMLElement)) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  next.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
  readAloud(textOf(next.dataset.item ?? ''));
}
