/**
 * Which look this device has chosen, or asks for: theme, contrast, size of type and of buttons, as classes of <html>.
 * It stands in the head of every page and runs before anything is drawn, so it is small and imports nothing.
 */
const KEY = 'tw-look';
const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
const more = matchMedia('(prefers-contrast: more)');

/** @typedef {{theme?: string, contrast?: string, text?: string, easy?: string}} Look what was chosen; nothing where the device decides */

/** @returns {Look} */
function chosen() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {};
  } catch {
    return {}; // a browser that keeps nothing, or keeps what is not ours
  }
}

function dress() {
  const { theme, contrast, text, easy } = chosen();
  root.classList.toggle('tw-dark', theme ? theme === 'dark' : dark.matches);
  root.classList.toggle('tw-contrast', contrast ? contrast === 'more' : more.matches);
  root.classList.toggle('tw-easy', Boolean(easy));
  root.dataset.text = text ?? '';
  dispatchEvent(new Event('tw-look'));
}

/** Keeps a choice on this device; an empty one leaves it to the device. @param {Look} choice */
function choose(choice) {
  const kept = Object.entries({ ...chosen(), ...choice }).filter(([, value]) => value);
  localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)));
  dress();
}

dress();
dark.addEventListener('change', dress);
more.addEventListener('change', dress);
addEventListener('storage', (event) => event.key === KEY && dress()); // chosen in another tab
Object.assign(globalThis, { tagwalkLook: { chosen, choose } });
