/** The door: hands name and password to the server and says why it would not open. */

const form = /** @type {HTMLFormElement} */ (document.querySelector('form[data-to]'));
const refusal = /** @type {HTMLElement} */ (form.querySelector('[role=alert]'));
const button = /** @type {HTMLButtonElement} */ (form.querySelector('[type=submit]'));
const { to = '', next = '/', offline = '' } = form.dataset;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  refusal.hidden = true;
  button.disabled = true;
  const said = await hand();
  if (!said) return location.assign(next);
  refusal.textContent = said;
  refusal.hidden = false;
  button.disabled = false;
});

/** @returns {Promise<string>} why not, or nothing */
async function hand() {
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
    if (answer.ok) return '';
    return (await answer.json()).message || offline;
  } catch {
    return offline;
  }
}

document.querySelector('[data-language]')?.addEventListener('click', (event) => {
  const { language } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
  document.cookie = `tw-language=${language};path=/;max-age=31536000;samesite=lax`;
  location.reload();
});
