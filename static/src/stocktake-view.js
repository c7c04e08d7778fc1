/** Walk mode: the camera stays open, each thing in view is counted, one hand does the rest. */
import { defineComponent, h, markRaw, onBeforeUnmount, onMounted, reactive, ref, shallowRef, triggerRef } from 'vue';
import { printed } from './code.js';
import { signalMood } from './signal.js';
import Lens from './stocktake-lens.js';
import { List } from './stocktake-list.js';
import { Pad } from './stocktake-pad.js';
import { Rooms } from './stocktake-rooms.js';
import { Walk } from './stocktake-walk.js';
import { Wrong } from './stocktake-wrong.js';
import { mineIn, progressOf } from './stocktakes.js';
import { barView, countedView, ringView, saidView } from './stocktake-parts.js';
import { empty, icon, t } from './ui.js';
import { doneView } from './stocktake-done.js';
import { useAwake } from './awake.js';
import Status from './status.js';

const SHOWN = 30; // earlier counts under the last one
const EVERY = 8000; // ms between two looks at what the others counted

export default defineComponent({
  name: 'TwStocktake',
  props: { id: { type: String, required: true } },
  setup(props) {
    const { db, seal, sync, hosts, outbox } = globalThis.tagwalk;
    const walk = shallowRef(markRaw(new Walk(db, seal, props.id, hosts, t)));
    const lens = ref(/** @type {any} */ (null));
    const state = reactive({
      loaded: false,
      sheet: /** @type {''|'rooms'|'list'|'wrong'|'nameless'|'done'} */ (''),
      about: /** @type {string} */ (''), // the count that the sheet is about
      problem: '',
    });
    const redraw = () => triggerRef(walk);
    useAwake();

    /** @param {Promise<any>} work @returns {Promise<any>} */
    async function doing(work) {
      try {
        state.problem = '';
        return await work;
      } catch (error) {
        state.problem = t(error instanceof outbox.NotEnrolled ? 'form-sign-in' : 'form-not-kept');
      }
    }
    const look = async () => {
      await walk.value.next(() => walk.value.load());
      state.loaded = true;
      if (walk.value.stocktake && !walk.value.room && !state.sheet) state.sheet = 'rooms';
    };
    const hear = () => document.hidden || doing(walk.value.hear(sync.line));
    let pulledAt = 0;
    /** More was pulled: the book, a room, what was refused. */
    async function follow() {
      const at = (await db.get('meta', 'pulled_at')) ?? 0;
      if (at === pulledAt) return;
      pulledAt = at;
      await look();
      await hear();
    }
    const timer = setInterval(hear, EVERY);
    onMounted(async () => {
      document.documentElement.classList.add('tw-walking');
      walk.value.addEventListener('change', redraw);
      sync.addEventListener('status', follow);
      await follow();
    });
    onBeforeUnmount(() => {
      document.documentElement.classList.remove('tw-walking');
      walk.value.removeEventListener('change', redraw);
      sync.removeEventListener('status', follow);
      clearInterval(timer);
    });

    /** Something is asked just now, and nothing else is counted meanwhile. */
    const asks = () => Boolean(state.sheet && state.sheet !== 'rooms') || walk.value.batches.length > 0;
    /** @param {import('./decode.js').Code[]} codes @param {boolean} [photo] */
    async function meet(codes, photo) {
      if (!walk.value.stocktake) return;
      if (photo && !codes.length) return void (state.problem = t('scan-nothing'));
      const texts = codes.map(({ text }) => text);
      if (asks()) return walk.value.still(texts);
      const heard = await doing(walk.value.meet(texts, 'scan', photo));
      if (heard) hears(heard);
    }
    /** @param {any} mood */
    function hears(mood) {
      signalMood(mood);
      if (mood === 'room' && state.sheet === 'rooms') state.sheet = '';
    }
    const typed = async (/** @type {string} */ code) => {
      const heard = await doing(walk.value.meet([code], 'typed', true));
      if (heard) hears(heard);
      state.sheet = '';
    };
    /** Ticked from the list: its label cannot be read. @param {any} thing */
    const tick = async (thing) => {
      const seen = { text: '', code: '', thing, how: /** @type {const} */ ('list') };
      const mood = await doing(walk.value.next(() => walk.value.judge(seen)));
      if (mood) hears(mood);
      if (walk.value.batches.length) state.sheet = '';
      redraw();
    };
    /** @param {number} quantity */
    const pieces = async (quantity) => {
      const [seen] = walk.value.batches;
      await doing(walk.value.next(() => walk.value.write(seen, { quantity })));
      walk.value.batches.shift();
      redraw();
    };
    const later = () => (walk.value.batches.shift(), redraw());
    /** @param {any} facts @param {any[]} photos */
    async function describe(facts, photos) {
      const { value } = walk;
      const nameless = { text: '', code: '', thing: null, how: /** @type {const} */ ('list') };
      const isNew = state.sheet === 'nameless';
      await doing(
        value.next(() => (isNew ? value.write(nameless, facts, photos) : value.amend(state.about, facts, photos))),
      );
      value.said = isNew
        ? { mood: 'unknown', why: 'nameless', seen: nameless, id: mineIn(value.tally, value.room)[0]?.id }
        : value.said && { ...value.said, id: mineIn(value.tally, value.room)[0]?.id, why: 'wrong' };
      state.sheet = '';
      redraw();
    }
    const undo = async (/** @type {string} */ id) => {
      await doing(walk.value.next(() => walk.value.undo(id)));
      walk.value.said = null;
      redraw();
    };
    const enter = async (/** @type {string} */ room) => {
      const heard = await doing(walk.value.enter(room));
      if (heard) signalMood('room');
      state.sheet = '';
    };
    const finish = async () => {
      await doing(walk.value.finish());
      state.sheet = 'rooms';
    };
    const open = (/** @type {typeof state.sheet} */ sheet, about = '') => Object.assign(state, { sheet, about });
    const shut = () => (state.sheet = '');
    const placeName = (/** @type {string | null | undefined} */ id) => walk.value.things.get(id)?.name ?? '';
    const nameOf = (/** @type {any} */ count) =>
      walk.value.things.get(count?.thing)?.name ?? (count?.code ? shown(count.code) : t('stocktakes-walk-nameless'));

    const codeOf = (/** @type {any} */ count) => walk.value.things.get(count.thing)?.code ?? '';
    const moodOf = (/** @type {any} */ { thing }) => {
      const { tally, room } = walk.value;
      const booked = tally.books.get(thing);
      return !booked ? 'unknown' : tally.above(booked.place).includes(room) ? 'here' : 'elsewhere';
    };

    /** @param {any} progress @param {any[]} counted by me here, the latest first */
    const sheetView = (progress, counted) => {
      const { stocktake, tally, things, batches, room } = walk.value;
      if (batches.length && state.sheet !== 'list') {
        const [{ thing }] = batches;
        const expected = stocktake.blind ? 0 : (tally.books.get(thing.id)?.quantity ?? thing.quantity);
        return h(Pad, { key: thing.id, name: thing.name, expected, onCount: pieces, onNever: later });
      }
      if (state.sheet === 'rooms')
        return h(Rooms, { walk: walk.value, closes: Boolean(room), onRoom: enter, onNever: shut });
      if (state.sheet === 'list') {
        const missing = stocktake.blind ? [] : progress.missing;
        const ways = { onTick: tick, onCode: typed, onNameless: () => open('nameless'), onNever: shut };
        return h(List, { missing, things, blind: stocktake.blind, room, ...ways });
      }
      if (state.sheet === 'wrong' || state.sheet === 'nameless') {
        const nameless = state.sheet === 'nameless' || !tally.counts.get(state.about)?.thing;
        const name = state.sheet === 'nameless' ? t('stocktakes-walk-nameless') : nameOf(tally.counts.get(state.about));
        const grab = () => lens.value?.grab() ?? null;
        return h(Wrong, { key: state.about, name, nameless, grab, onSave: describe, onNever: shut });
      }
      if (state.sheet === 'done')
        return doneView(progress, stocktake.blind, placeName(room), { finish, shut, list: () => open('list') });
      const ways = { undo, wrong: (/** @type {string} */ id) => open('wrong', id), placeName, nameOf, shown };
      const shownAbove = walk.value.said ? walk.value.said.id : counted[0]?.id;
      const before = counted.filter(({ id }) => id !== shownAbove).slice(0, SHOWN);
      return [saidView(walk.value, counted[0], ways), countedView(before, { nameOf, codeOf, moodOf, undo })];
    };

    return () => {
      const { stocktake, tally, room, ready } = walk.value;
      const heading = h('h1', { class: 'tw-hidden-text' }, stocktake?.name ?? t('stocktakes-walk'));
      if (!state.loaded)
        return h('div', { class: 'tw-walk tw-dark tw-stack' }, [heading, h('div', { class: 'tw-skeleton' })]);
      if (!stocktake) {
        const more = h('p', { class: 'tw-sub' }, t('stocktakes-walk-none-more'));
        return [heading, empty('count', t('stocktakes-walk-none'), more)];
      }
      const progress = progressOf(tally, room);
      const full = ['rooms', 'list'].includes(state.sheet) && !(walk.value.batches.length && state.sheet !== 'list');
      return h('div', { class: ['tw-walk', 'tw-dark', full && 'tw-walk-full'], 'data-room': room, 'data-sheet': state.sheet }, [
        heading,
        h('header', { class: 'tw-walk-head' }, [
          h('a', { class: 'tw-icon-button', href: '/', 'aria-label': t('stocktakes-walk-leave') }, [icon('close')]),
          h('button', { type: 'button', class: 'tw-walk-room', onClick: () => open('rooms') }, [
            h('strong', room ? placeName(room) : t('stocktakes-walk-which-room')),
            h('span', [stocktake.name, icon('down')]),
          ]),
          h(Status),
        ]),
        h(Lens, { ref: lens, moodOf: walk.value.moodOf, onCodes: meet }),
        h('div', { class: 'tw-walk-panel' }, [
          !ready && h('div', { class: 'tw-banner tw-banner-warn', role: 'status' }, [icon('cloud-off'), h('div', t('stocktakes-walk-no-book'))]),
          state.problem && h('div', { class: 'tw-banner tw-banner-bad', role: 'alert' }, [icon('alert'), h('div', state.problem)]),
          sheetView(progress, mineIn(tally, room)),
        ]),
        room && !state.sheet && !walk.value.batches.length &&
          barView(
            ringView(progress, stocktake.blind, () => open('list')),
            () => open('list'),
            () => open('done'),
          ),
      ]); // prettier-ignore
    };
  },
});

/** A label's code as people read it; a foreign text as it is, never as a link. @param {string} code */
const shown = (code) => (/^[0-9A-Z]{12}$/.test(code) ? printed(code) : code.slice(0, 120));
