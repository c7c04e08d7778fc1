/** Small pieces every screen is made of. */
import { h, onBeforeUnmount, ref } from 'vue';
import { said } from './clock.js';

/** @param {string} name */
export const icon = (name) =>
  h('svg', { class: 'tw-icon', 'aria-hidden': 'true' }, [h('use', { href: `${globalThis.tagwalk.icons}#${name}` })]);

/** @param {string} id @param {Record<string, any>} [facts] @returns {string} */
export const t = (id, facts) => globalThis.tagwalk.t(id, facts);

/** @param {'ok'|'warn'|'bad'|'info'|''} mood @param {string} text */
export const chip = (mood, text) => h('span', { class: ['tw-chip', mood && `tw-chip-${mood}`] }, text);

/** @param {'ok'|'warn'|'bad'|'info'} mood @param {string} symbol @param {any} content */
export const banner = (mood, symbol, content, role = 'status') =>
  h('div', { class: ['tw-banner', `tw-banner-${mood}`], role }, [icon(symbol), h('div', content)]);

/** `h1` where there is nothing else on the page. @param {string} symbol @param {string} text @param {any} [below] */
export const empty = (symbol, text, below, tag = 'p') =>
  h('div', { class: 'tw-empty' }, [icon(symbol), h(tag, text), below]);

/** The outbox's state, kept fresh while the component is on the screen. */
export function useStatus() {
  const { sync } = globalThis.tagwalk;
  const status = ref(sync.status);
  const hear = (/** @type {any} */ event) => (status.value = event.detail);
  sync.addEventListener('status', hear);
  sync.tell();
  onBeforeUnmount(() => sync.removeEventListener('status', hear));
  return status;
}

/** A moment as people say it, by the school's clock. @param {number | string} moment */
export const when = (moment) => said(moment, t, globalThis.tagwalk.zone);

/** The sentence for why a record needs a person. @param {any} row an outbox row */
export function reason(row) {
  const { words } = globalThis.tagwalk;
  const source = row.refusal ?? row;
  return words.problem(source.code, source.message);
}

/** How a page moves to something: at once for whoever asked for less motion. @returns {ScrollBehavior} */
export const glide = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

export { travel } from './travel.js';
