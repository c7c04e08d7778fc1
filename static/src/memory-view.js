/** On a thing's page: its star, and sharing its address. On the first page: the last room, stars, and what was opened lately. */
import { defineComponent, h, onMounted, reactive } from 'vue';
import { hasStar, remembered, star, visit } from './memory.js';
import { icon, t } from './ui.js';

const FEW = 6;
const SAID = 4000;

export default defineComponent({
  name: 'TwMemory',
  props: { id: { type: String, default: '' }, name: { type: String, default: '' } },
  setup: (props) => (props.id ? ofThing(props) : lately()),
});

/** @param {{id: string, name: string}} thing */
function ofThing({ id, name }) {
  const { db } = globalThis.tagwalk;
  const state = reactive({ on: false, said: '' });
  onMounted(async () => {
    state.on = await hasStar(db, id);
    await visit(db, (await db.get('things', id)) ?? { id });
  });
  const turn = async () => {
    state.on = !state.on;
    await star(db, id, state.on);
  };
  const give = async () => {
    const outcome = await share(name, `${location.origin}/things/${id}`);
    if (!outcome) return;
    state.said = outcome === 'copied' ? t('memory-copied') : t('memory-not-copied');
    setTimeout(() => (state.said = ''), SAID);
  };
  return () =>
    h('span', { class: 'tw-keep' }, [
      button('memory-star', state.on ? 'star' : 'star-off', turn, { 'aria-pressed': String(state.on) }),
      button('memory-share', 'share', give),
      h('span', { class: 'tw-keep-said', role: 'status' }, state.said),
    ]);
}

/** @param {string} word @param {string} symbol @param {() => void} onClick @param {Record<string, string>} [more] */
const button = (word, symbol, onClick, more) =>
  h('button', { type: 'button', class: 'tw-icon-button', 'aria-label': t(word), title: t(word), onClick, ...more }, [
    icon(symbol),
  ]);

/**
 * Gives an address to another app, or puts it where it can be pasted from.
 * @param {string} title @param {string} url @returns {Promise<''|'copied'|'not copied'>} nothing where another app took it
 */
async function share(title, url) {
  if (navigator.share) {
    try {
      await navigator.share({ title, url });
      return '';
    } catch (error) {
      if (/** @type {Error} */ (error).name === 'AbortError') return '';
    }
  }
  try {
    await navigator.clipboard.writeText(url);
    return 'copied';
  } catch {
    return copiedByHand(url) ? 'copied' : 'not copied';
  }
}

/** Where there is no clipboard to write to: plain http, older phones. @param {string} text */
function copiedByHand(text) {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'tw-hidden-text';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

function lately() {
  const { db, sync } = globalThis.tagwalk;
  const state = reactive({
    room: /** @type {any} */ (null),
    stars: /** @type {any[]} */ ([]),
    recent: /** @type {any[]} */ ([]),
  });
  const look = async () => Object.assign(state, await remembered(db));
  onMounted(() => {
    look();
    sync.addEventListener('status', look, { once: true }); // the first copy may only just be coming
  });
  return () => {
    const { room, stars, recent } = state;
    if (!room && !stars.length && !recent.length) return null;
    return h('nav', { class: 'tw-stack tw-lately', 'aria-label': t('memory-lately') }, [
      h('h2', { class: 'tw-section' }, t('memory-lately')),
      h('div', { class: 'tw-lately-doors' }, [
        ...stars.slice(0, FEW).map((thing) => door(thing, 'star')),
        room && door(room, 'room'),
        ...recent.slice(0, FEW).map((thing) => door(thing, thing.kind === 'place' ? 'place' : 'box')),
      ]),
    ]);
  };
}

/** @param {any} thing @param {string} symbol */
const door = (thing, symbol) =>
  h('a', { class: 'tw-button tw-small', href: `/things/${thing.id}`, key: thing.id }, [icon(symbol), thing.name]);
