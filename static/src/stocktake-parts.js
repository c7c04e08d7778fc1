/** Pieces of walk mode's screen: what was said of the last code, the ring, and the bar under the thumb. */
import { h } from 'vue';
import { icon, t, when } from './ui.js';

/** The same signs as on the outlines in the picture. @type {Record<string, string>} */
const SIGNS = { here: 'check', elsewhere: 'arrow', unknown: 'help', again: 'equal' };
const ROUND = 2 * Math.PI * 42;

/**
 * @param {import('./stocktake-walk.js').Walk} walk @param {any} last the latest count of mine here
 * @param {{undo: any, wrong: any, placeName: any, nameOf: any, shown: any}} ways
 */
export function saidView(walk, last, { undo, wrong, placeName, nameOf, shown }) {
  const { said, stocktake } = walk;
  const takeBack = (/** @type {string} */ id) =>
    h('button', { type: 'button', class: 'tw-button', onClick: () => undo(id) }, [
      icon('undo'),
      t('stocktakes-walk-undo'),
    ]);
  if (!said)
    return h('div', { class: 'tw-said', 'data-mood': '' }, [
      h('div', { class: 'tw-said-text' }, [
        h('strong', last ? nameOf(last) : t('stocktakes-walk-start')),
        h('span', last ? t('stocktakes-walk-last', { when: when(last.at) }) : t('stocktakes-walk-start-more')),
      ]),
      last && h('div', { class: 'tw-said-ways' }, [takeBack(last.id)]),
    ]);
  const { mood, why, seen, place, count, id } = said;
  const facts = {
    place: placeName(place),
    by: count?.mine || !count?.by ? t('stocktakes-walk-me') : count.by,
    when: count ? when(count.at) : '',
  };
  const word = why === 'elsewhere' && stocktake.blind ? 'elsewhere-blind' : why;
  const mine = id && walk.tally.counts.get(id);
  const pieces = mine?.quantity ?? null;
  const booked = seen.thing && !stocktake.blind ? (walk.tally.books.get(seen.thing.id)?.quantity ?? null) : null;
  return h('div', { class: 'tw-said', 'data-mood': mood, 'data-why': why, 'data-count': id, role: 'status' }, [
    h('div', { class: 'tw-said-top' }, [
      h('span', { class: 'tw-said-sign' }, [icon(SIGNS[mood])]),
      h('div', { class: 'tw-said-text' }, [
        h('strong', [seen.thing?.name ?? (seen.code ? shown(seen.code) : t('stocktakes-walk-nameless')), pieces === null ? '' : ` × ${pieces}`]),
        seen.thing?.code && h('span', seen.thing.code),
        h('span', { class: 'tw-said-word' }, t(`stocktakes-walk-said-${word}`, facts)),
        pieces !== null && booked !== null && pieces !== booked && h('span', { class: 'tw-said-differs' }, t(pieces < booked ? 'stocktakes-walk-short' : 'stocktakes-walk-over', { count: Math.abs(pieces - booked), booked })),
      ]),
    ]),
    mine &&
      !mine.undone &&
      h('div', { class: 'tw-said-ways' }, [
        takeBack(id),
        h('button', { type: 'button', class: 'tw-button', onClick: () => wrong(id) }, [icon('alert'), t('stocktakes-walk-wrong')]),
      ]),
  ]); // prettier-ignore
}

/** @param {any} progress @param {boolean} blind @param {() => void} list */
export function ringView({ expected, found, extra, missing }, blind, list) {
  const share = blind || !expected ? 0 : found / expected;
  const said = blind
    ? t('stocktakes-walk-counted', { count: found + extra })
    : missing.length
      ? t('stocktakes-walk-missing', { count: missing.length })
      : t('stocktakes-walk-all-found');
  return h('button', { type: 'button', class: 'tw-ring', 'data-found': found, 'data-expected': blind ? '' : expected, 'data-extra': extra, onClick: list }, [
    h('svg', { viewBox: '0 0 100 100', 'aria-hidden': 'true' }, [
      h('circle', { class: 'tw-ring-way', cx: 50, cy: 50, r: 42 }),
      !blind && h('circle', { class: 'tw-ring-done', cx: 50, cy: 50, r: 42, 'stroke-dasharray': `${share * ROUND} ${ROUND}` }),
      h('text', { x: 50, y: blind ? 52 : 44, class: 'tw-num' }, String(blind ? found + extra : found)),
      !blind && h('text', { x: 50, y: 68, class: 'tw-ring-of' }, `/ ${expected}`),
    ]),
    h('span', [h('strong', said), extra > 0 && !blind && h('small', t('stocktakes-walk-extra', { count: extra }))]),
  ]); // prettier-ignore
}

/** @param {any} ring @param {() => void} list @param {() => void} done */
export const barView = (ring, list, done) =>
  h('div', { class: 'tw-walk-bar' }, [
    ring,
    h('button', { type: 'button', class: 'tw-button', onClick: list }, [
      icon('list'),
      h('span', t('stocktakes-walk-unlabelled')),
    ]),
    h('button', { type: 'button', class: 'tw-button tw-walk-done', onClick: done }, [
      icon('check'),
      h('span', t('stocktakes-walk-finish')),
    ]),
  ]);

/**
 * What I counted before, each to be taken back.
 * @param {any[]} counts @param {{nameOf: any, codeOf: any, moodOf: any, undo: (id: string) => void}} ways
 */
export const countedView = (counts, { nameOf, codeOf, moodOf, undo }) =>
  h('div', { class: 'tw-counted' }, counts.map((count) =>
    h('div', { key: count.id, 'data-count': count.id }, [
      h('span', { class: ['tw-counted-sign', `tw-mood-${moodOf(count)}`] }, [icon(SIGNS[moodOf(count)])]),
      h('span', { class: 'tw-row-main' }, [
        h('span', { class: 'tw-block' }, [nameOf(count), count.quantity === null ? '' : ` × ${count.quantity}`]),
        codeOf(count) && h('span', { class: 'tw-sub tw-block' }, codeOf(count)),
      ]),
      count.condition === 'damaged' &&
        h('span', { class: 'tw-counted-bad', title: t('stocktakes-walk-damaged') }, [icon('alert')]),
      h('span', { class: 'tw-sub' }, when(count.at)),
      h('button', { type: 'button', class: 'tw-icon-button', 'aria-label': `${t('stocktakes-walk-undo')} ${nameOf(count)}`, onClick: () => undo(count.id) }, [icon('undo')]),
    ]),
  )); // prettier-ignore
