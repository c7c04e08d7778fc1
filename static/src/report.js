/** A fault reported by somebody without an account: a few words, a photo or a voice note, and what became of it. */
import { shrunk } from './photo.js';
import { LONGEST, clockOf, record, typeHere } from './voice.js';

const done = /** @type {HTMLElement} */ (document.querySelector('[data-done]'));

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-to]'))) watch(form);

/** @param {HTMLFormElement} form */
function watch(form) {
  const refusal = /** @type {HTMLElement} */ (form.querySelector('[role=alert]'));
  const send = /** @type {HTMLButtonElement} */ (form.querySelector('[type=submit]'));
  const what = /** @type {HTMLTextAreaElement | null} */ (form.querySelector('textarea'));
  const none = { data: () => '' };
  const photo = what ? photoOf(form, (said) => say(said)) : none;
  const voice = what ? voiceOf(form, (said) => say(said)) : none;

  /** @param {string} said */
  function say(said) {
    refusal.textContent = said;
    refusal.hidden = !said;
  }

  for (const often of form.querySelectorAll('[data-often]'))
    often.addEventListener('click', () => {
      const word = often.textContent ?? '';
      if (!what || what.value.includes(word)) return;
      what.value = what.value ? `${what.value} ${word}` : word;
    });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    say('');
    const body = 'meToo' in form.dataset ? { me_too: true } : said();
    if (!body) return say(form.dataset.nothing ?? '');
    send.disabled = true;
    send.setAttribute('aria-busy', 'true');
    const answer = await hand(form, body);
    send.disabled = false;
    send.removeAttribute('aria-busy');
    if (!answer.ok) return say(answer.message);
    /** @type {HTMLElement} */ (done.querySelector('p')).textContent = answer.message;
    for (const other of document.querySelectorAll('form, details, .tw-banner')) other.remove();
    done.hidden = false;
    done.scrollIntoView({ block: 'center' });
  });

  function said() {
    const text = what?.value.trim() ?? '';
    const found = { what: text, photo: photo.data(), voice: voice.data() };
    return text || found.photo || found.voice ? { ...found, other: 'other' in form.dataset } : null;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, unknown>} body
 * @returns {Promise<{ok: boolean, message: string}>}
 */
async function hand(form, body) {
  const { to = '', offline = '' } = form.dataset;
  try {
    const answer = await fetch(to, {
      method: 'POST',
      headers: {
        'X-Tagwalk': '1',
        'Content-Type': 'application/json',
        'Accept-Language': document.documentElement.lang,
      },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, message: (await answer.json()).message || offline };
  } catch {
    return { ok: false, message: offline };
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {(said: string) => void} say
 * @returns {{data: () => string}} the photo as base64, or nothing
 */
function photoOf(form, say) {
  const thumb = /** @type {HTMLElement} */ (form.querySelector('.tw-thumb'));
  const image = /** @type {HTMLImageElement} */ (thumb.querySelector('img'));
  const take = /** @type {HTMLElement} */ (form.querySelector('.tw-take'));
  const input = /** @type {HTMLInputElement} */ (form.querySelector('[type=file]'));
  let data = '';

  /** @param {string} taken */
  function show(taken) {
    data = taken;
    if (taken) image.src = `data:image/jpeg;base64,${taken}`;
    thumb.hidden = !taken;
    take.hidden = Boolean(taken);
  }

  input.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    input.value = '';
    if (!file) return;
    say('');
    try {
      show(base64((await shrunk(file)).data));
    } catch {
      say(form.dataset.unreadable ?? '');
    }
  });
  thumb.querySelector('button')?.addEventListener('click', () => show(''));
  return { data: () => data };
}

/**
 * @param {HTMLFormElement} form
 * @param {(said: string) => void} say
 * @returns {{data: () => string}} the voice note as base64, or nothing
 */
function voiceOf(form, say) {
  const part = /** @type {HTMLElement} */ (form.querySelector('[data-voice]'));
  const spoken = /** @type {HTMLElement} */ (part.querySelector('.tw-voice'));
  const audio = /** @type {HTMLAudioElement} */ (part.querySelector('audio'));
  const speak = /** @type {HTMLButtonElement} */ (part.querySelector('[data-speak]'));
  const label = /** @type {HTMLElement} */ (speak.querySelector('span'));
  const send = /** @type {HTMLButtonElement} */ (form.querySelector('[type=submit]'));
  const idle = label.textContent ?? '';
  /** @type {{stop: () => void} | null} */
  let running = null;
  let data = '';
  part.hidden = !typeHere() || !navigator.mediaDevices;

  /** @param {File | null} file */
  async function show(file) {
    URL.revokeObjectURL(audio.src);
    data = file ? base64(await file.arrayBuffer()) : '';
    if (file) audio.src = URL.createObjectURL(file);
    spoken.hidden = !file;
    speak.hidden = Boolean(file);
  }

  /** @param {boolean} is */
  function speaking(is) {
    speak.classList.toggle('tw-speaking', is);
    send.disabled = is;
    if (!is) label.textContent = idle;
  }

  speak.addEventListener('click', async () => {
    if (running) return running.stop();
    say('');
    speaking(true);
    try {
      const recording = await record((seconds) => {
        label.textContent = (form.dataset.voiceStop ?? '')
          .replace('{time}', clockOf(seconds))
          .replace('{most}', clockOf(LONGEST));
      });
      running = recording;
      await show(await recording.done);
    } catch (error) {
      say(form.dataset[`voice${WORD[/** @type {Error} */ (error).message] ?? 'Busy'}`] ?? '');
    }
    running = null;
    speaking(false);
  });
  spoken.querySelector('button')?.addEventListener('click', () => show(null));
  return { data: () => data };
}

/** @type {Record<string, string>} why there is no microphone, as the form's words are called */
const WORD = { insecure: 'Insecure', refused: 'Refused', none: 'None', busy: 'Busy' };

/** @param {ArrayBuffer} data */
function base64(data) {
  const bytes = new Uint8Array(data);
  let text = '';
  for (let start = 0; start < bytes.length; start += 32_768)
    text += String.fromCharCode(...bytes.subarray(start, start + 32_768));
  return btoa(text);
}
