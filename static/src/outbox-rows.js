/** The records in the outbox: where each is, why, and what a person can do about it. */
import { h } from 'vue';
import { draftKey } from './draft.js';
import { canDrop } from './outbox.js';
import { formPath } from './routes.js';
import { chip, icon, reason, t, travel, when } from './ui.js';

/** What is written in one form about one thing, and so can be opened again with what was filled in. */
const CORRECTABLE = ['repairs.report', 'remarks.add', 'hazards.report', 'tags.report'];

/** @param {any} row */
export const canCorrect = (row) =>
  CORRECTABLE.includes(row.envelope.kind) &&
  Boolean(row.thing_id) &&
  (row.state === 'rejected' || row.state === 'conflict');

/** Opens the form again with what was filled in; what is saved then takes this record's place. @param {any} db @param {any} row */
export async function correct(db, row) {
  const { kind, payload, photos = [] } = JSON.parse(JSON.stringify(row.envelope)); // a screen's copy cannot be stored
  await db.put('drafts', {
    key: draftKey({ kind, thing: { id: row.thing_id } }),
    values: { values: payload, supersedes: row.id },
    photos: photos.map((/** @type {any} */ { sha256 }) => sha256),
    at: Date.now(),
  });
  travel(formPath(row.thing_id, kind));
}

/** @param {any} row */
const titleOf = (row) => row.label || t(row.envelope.kind.replaceAll('.', '-'));

/** @param {string} word @param {string} symbol @param {() => void} work */
const button = (word, symbol, work) =>
  h('button', { type: 'button', class: 'tw-button tw-small', onClick: work }, [icon(symbol), t(word)]);

/**
 * Not wanted after all: asked twice, since nobody else has it.
 * @param {any} row @param {{asking: string}} state @param {(work: 'drop'|'takeBack'|'dealWith', id: string) => void} act
 */
const dropping = (row, state, act) =>
  !canDrop(row)
    ? []
    : state.asking === row.id
      ? [
          h('div', { class: 'tw-error', role: 'alert' }, t('outbox-drop-sure')),
          h('div', { class: 'tw-line' }, [
            button('outbox-drop-yes', 'delete', () => ((state.asking = ''), act('drop', row.id))),
            button('outbox-drop-no', 'back', () => (state.asking = '')),
          ]),
        ]
      : [h('div', { class: 'tw-line' }, [button('outbox-drop', 'delete', () => (state.asking = row.id))])];

/** @param {any} row @param {{asking: string}} state @param {(work: any, id: string) => void} act */
export function rowView(row, state, act) {
  const [mood, word] =
    row.state === 'acked'
      ? ['ok', row.dealt_at ? 'outbox-dealt' : 'outbox-on-server']
      : row.state === 'held'
        ? ['info', 'outbox-held']
        : row.state === 'dropped'
          ? ['', 'outbox-dropped']
          : ['warn', 'outbox-on-phone'];
  return h('div', { class: 'tw-row', key: row.id, 'data-state': row.state }, [
    h('div', { class: 'tw-row-main tw-stack-small' }, [
      h('div', { class: 'tw-title' }, titleOf(row)),
      h('div', { class: 'tw-sub' }, [
        when(row.sealed_at),
        row.state === 'held' && row.message ? ` · ${row.message}` : '',
      ]),
      ...dropping(row, state, act),
      row.state === 'dropped' && h('div', [button('outbox-take-back', 'undo', () => act('takeBack', row.id))]),
    ]),
    chip(/** @type {any} */ (mood), t(word)),
  ]);
}

/** @param {any} row @param {any} state @param {(work: any, id: string) => void} act @param {() => void} retry @param {any} db */
export function upsetView(row, state, act, retry, db) {
  return h('div', { class: 'tw-row tw-row-tall', key: row.id, 'data-state': row.state }, [
    h('div', { class: 'tw-row-icon tw-row-icon-bad' }, [icon('alert')]),
    h('div', { class: 'tw-row-main tw-stack-small' }, [
      h('div', { class: 'tw-title' }, titleOf(row)),
      h('div', { class: 'tw-reason' }, reason(row)),
      h('div', { class: 'tw-sub' }, [
        when(row.sealed_at),
        ' · ',
        t(row.refusal ? 'outbox-still-here' : row.state === 'conflict' ? 'outbox-office-decides' : 'outbox-refused'),
      ]),
      h('div', { class: 'tw-line' }, [
        canCorrect(row) && button('outbox-correct', 'pen', () => correct(db, row)),
        row.refusal
          ? button('outbox-retry', 'sync', retry)
          : button('outbox-deal', 'check', () => act('dealWith', row.id)),
        row.thing_id && h('a', { class: 'tw-button tw-small', href: `/things/${row.thing_id}` }, t('outbox-see-thing')),
      ]),
      ...dropping(row, state, act),
    ]),
  ]);
}
