/** Signing a room's list on this phone, with or without a network: who has signed, and the field for the next. */
import { h } from 'vue';
import Form from './form.js';
import { digestHere, isReady, signers } from './handover-list.js';
import { asked } from './handovers.js';
import { banner, chip, icon, t } from './ui.js';

export const NAMELESS = 'pupil'; // signs for the class; no pupil's name is kept

/** The three, and what each of them still has to do. @param {import('./handovers.js').List} list @param {boolean} may */
export const signatures = (list, may) => [
  h('h2', { class: 'tw-section' }, t('handovers-signatures')),
  h('div', { class: 'tw-card tw-stack', 'data-signed': list.signed.length }, [
    list.state === 'drawn' && !isReady(list) && h('p', { class: 'tw-sub' }, t('handovers-count-first', { count: list.open })),
    ...signers(list).map((role) =>
      h('div', { class: 'tw-line', key: role }, [
        h('div', { class: 'tw-row-main tw-title' }, t(`handovers-role-${role}`)),
        list.signed.includes(role)
          ? chip('ok', t('handovers-state-signed'))
          : may && isReady(list)
            ? h('a', { class: 'tw-button tw-strong-button', href: `/handovers/${list.id}/sign/${role}` }, [
                icon('draw'),
                t('handovers-sign-here'),
              ])
            : chip('', t('handovers-not-signed')),
      ]),
    ),
  ]),
]; // prettier-ignore

/** @param {import('./handovers.js').Line} line */
const lineOf = (line) =>
  h('div', { class: 'tw-line', key: line.thing }, [
    h('span', { class: 'tw-row-main' }, line.quantity > 1 ? `${line.name} × ${line.quantity}` : line.name),
    chip(isWorse(line) ? 'warn' : 'ok', t(`handovers-found-${line.found || line.condition}`)),
  ]);

/** What was signed, to be read. @param {import('./handovers.js').List} list */
export const linesOf = (list) => h('div', { class: 'tw-card tw-stack-small' }, asked(list).map(lineOf));

/** @param {import('./handovers.js').Line} line */
const isWorse = (line) => (line.found || line.condition) !== 'good';

/**
 * One of the three signs, on a screen that is turned to them: what it is for, and the field.
 * @param {import('./handovers.js').List} list as it stands @param {any} room @param {string} role @param {() => void} done
 */
export function signing(list, room, role, done) {
  const lines = asked(list);
  const facts = { room: list.name, count: lines.length, worse: lines.filter(isWorse).length };
  const name = role === NAMELESS ? { name: '' } : {};
  return h('div', { class: 'tw-stack', 'data-signing': role }, [
    h('nav', { class: 'tw-crumbs', 'aria-label': t('thing-where') }, [h('a', { href: `/handovers/${list.id}` }, list.name)]),
    h('h1', { class: 'tw-h1' }, t(`handovers-role-${role}`)),
    h('p', { class: 'tw-wrap' }, t('handovers-sign-for', facts)),
    h('details', { class: 'tw-card' }, [
      h('summary', t('handovers-lines', { count: lines.length })),
      ...lines.map(lineOf),
    ]),
    role === NAMELESS && banner('info', 'alert', t('handovers-no-names')),
    h(Form, {
      kind: 'handovers.sign',
      thing: room,
      how: 'list',
      prefill: { handover: list.id, role, digest: digestHere(list), ...name },
      onSaved: done,
    }),
  ]); // prettier-ignore
}
