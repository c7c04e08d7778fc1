/** The door: hands name and password to the server and says why it would not open. */

/** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-to]')).forEach(attend);

/** @param {HTMLFormElement} form */
function attend(form) {
  const refusal = /** @type {HTMLElement} */ (form.querySelector('[role=alert]'));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('[type=submit]'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    refusal.hidden = true;
    button.disabled = true;
    const refused = await hand(form);
    if (!refused) return location.assign(form.dataset.next ?? '/');
    if (refused.problem === 'second_wanted') show(form.querySelector('[data-second]'));
    refusal.textContent = refused.message;
    refusal.hidden = false;
    button.disabled = false;
  });
  for (const person of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-person]'))) {
    person.addEventListener('click', () => choose(form, person));
  }
}

/** Somebody of those who share this phone: only their PIN is left to type. @param {HTMLFormElement} form @param {HTMLElement} person */
function choose(form, person) {
  for (const other of form.querySelectorAll('[data-person]')) other.classList.toggle('tw-primary', other === person);
  /** @type {HTMLInputElement} */ (form.elements.namedItem('name')).value = person.dataset.person ?? '';
  const pin = /** @type {HTMLInputElement} */ (form.elements.namedItem('pin'));
  pin.value = '';
  show(pin.closest('[hidden]') ?? pin);
}

/** @param {Element | null} part */
function show(part) {
  if (!part) return;
  /** @type {HTMLElement} */ (part).hidden = false;
  const field = part.matches('input') ? part : part.querySelector('input:not([type=hidden])');
  /** @type {HTMLElement} */ (field)?.focus();
}

/** @param {HTMLFormElement} form @returns {Promise<{problem?: string, message: string} | null>} why not, or nothing */
async function hand(form) {
  const { to = '', offline = '' } = form.dataset;
  try {
    const answer = await fetch(to, {
      method: 'POST',
      headers: {
        'X-Tagwalk': '1',
        'Content-Type': 'application/json',
        'Accept-Language': document.documentElement.lang,
      },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
    });
    if (answer.ok) return null;
    const refused = await answer.json();
    return { problem: refused.problem, message: refused.message || offline };
  } catch {
    return { message: offline };
  }
}

document.querySelector('[data-language]')?.addEventListener('click', (event) => {
  const { language } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
  document.cookie = `tw-language=${language};path=/;max-age=31536000;samesite=lax`;
  location.reload();
});
