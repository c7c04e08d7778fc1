/** The counter: scanning one thing after another into a slip, and taking things back the same way. */
import { defineComponent, h, markRaw, onBeforeUnmount, onMounted, reactive, watch } from 'vue';
import { thingOfTag } from './find.js';
import { bare, taker } from './form-photos.js';
import { finishView } from './lend-finish.js';
import { doneView, lineView, padView } from './lend-parts.js';
import { clashes, isFresh, untilOf } from './lend-promised.js';
import { askedFor } from './lend-terms.js';
import { keep, kept, lend, meet, mostOf, parted, pieces, takeBack } from './lend.js';
import Scan from './scan-view.js';
import { signal } from './signal.js';
import { banner, icon, t } from './ui.js';

const TITLES = { lend: ['loans-lend', 'loans-borrow'], back: ['loans-take_back', 'loans-give_back'] };
const FLASH = 1200;
const NOBODY = { at: '', people: [], classes: [], units: [], outside: [], due: {}, promises: [], kits: {}, own: [] };
const REMEMBERED = 8;

export default defineComponent({
  name: 'TwLend',
  props: { mode: { type: String, default: 'lend' }, first: { type: String, default: '' } },
  setup(props) {
    const { db, seal, outbox } = globalThis.tagwalk;
    const alone = props.mode === 'borrow' || props.mode === 'give';
    const mode = /** @type {'lend'|'back'} */ ({ borrow: 'lend', give: 'back' }[props.mode] ?? props.mode);
    const state = reactive({
      stage: /** @type {'scan'|'finish'|'done'} */ ('scan'),
      lines: /** @type {any[]} */ ([]),
      known: /** @type {any} */ (NOBODY),
      before: /** @type {any[]} */ ([]),
      kind: 'class',
      typed: '',
      borrower: /** @type {any} */ (null),
      rule: 'day',
      due: '',
      purpose: '',
      leaves: false,
      mark: '',
      brought: '',
      despite: false,
      wearing: false,
      clashes: /** @type {any[]} */ ([]),
      photos: /** @type {string[]} */ ([]),
      signature: /** @type {string[]} */ ([]),
      said: { mood: '', text: '' },
      flash: false,
      counting: '',
      fresh: true,
      busy: false,
      problem: '',
      done: 0,
      isClass: false,
    });
    const photos = reactive(new Map());
    const form = { photos, takePhotos: taker(db, photos, state, () => {}, true) };
    /** @type {any} */ let user = {};
    let timer = 0;
    let turn = Promise.resolve();

    onMounted(async () => {
      state.lines = await kept(db, mode);
      user = (await db.get('meta', 'session'))?.user ?? {};
      state.isClass = alone && Boolean(user.roles?.includes('class_monitor'));
      if (mode === 'lend') await learn();
      if (props.first) await add((await db.get('things', props.first)) ?? (await asked('thing', props.first)), 'list');
    });
    onBeforeUnmount(() => clearTimeout(timer));

    /** Who may borrow: what was known last, and what the server says now. */
    async function learn() {
      state.known = markRaw({ ...NOBODY, ...(await db.get('meta', 'borrowers')) });
      state.before = (await db.get('meta', 'borrowers:before')) ?? [];
      const last = await db.get('meta', 'lend:rule');
      if (last) state.rule = last;
      if (state.before[0]) state.kind = state.before[0].kind;
      try {
        const answer = await fetch('/api/loans/borrowers', { signal: AbortSignal.timeout(8000) });
        if (!answer.ok) return;
        const known = await answer.json();
        state.known = markRaw({ ...NOBODY, ...known });
        await db.put('meta', known, 'borrowers');
      } catch {
        // Without a network what was known last holds.
      }
    }

    const asked = (/** @type {'tag'|'thing'} */ by, /** @type {string} */ which) =>
      mode === 'lend' ? askedFor(by, which) : undefined;
    const found = async (/** @type {string} */ code) => (await thingOfTag(db, code)) ?? asked('tag', code);
    /** One label after the other, however quickly they come. @param {{code: string, how: string}} seen */
    const scanned = (seen) => (turn = turn.then(async () => add(await found(seen.code), seen.how)));
    /** @param {any} thing @param {string} how */
    async function add(thing, how) {
      if (!thing) return say('warn', t('loans-unknown'));
      const { state: met, line, kit } = await meet(db, mode, state.lines, thing, how, alone);
      state.counting = '';
      if (met === 'new') state.lines.push(line);
      else if (met === 'more') state.lines.splice(place(thing.id), 1, line);
      else return say('warn', t(`loans-scan-${met}`, { name: thing.name, kit: kit ?? '' }));
      if (line && mostOf(mode, line) > 1) Object.assign(state, { counting: thing.id, fresh: true });
      say('ok', t(mode === 'lend' ? 'loans-added' : 'loans-came', { name: thing.name }));
      await keep(db, mode, state.lines);
    }
    const place = (/** @type {string} */ thing) => state.lines.findIndex((line) => line.thing === thing);
    /** @param {string} mood @param {string} text */
    function say(mood, text) {
      signal(mood === 'ok');
      Object.assign(state, { said: { mood, text }, flash: mood === 'ok' });
      clearTimeout(timer);
      timer = setTimeout(() => (state.flash = false), FLASH);
    }
    /** @param {string} thing @param {any} change */
    async function change(thing, change) {
      Object.assign(state.lines[place(thing)], change);
      await keep(db, mode, state.lines);
    }
    async function drop(/** @type {string} */ thing) {
      state.lines.splice(place(thing), 1);
      if (state.counting === thing) state.counting = '';
      await keep(db, mode, state.lines);
    }

    /** Who borrows alone: a class's account is the class. */
    const oneself = () =>
      state.known.own[0]
        ? { kind: 'class', name: state.known.own[0] }
        : { kind: 'staff', id: user.id, name: user.display ?? '' };

    async function write() {
      state.busy = true;
      const lines = JSON.parse(JSON.stringify(state.lines));
      const [signature] = state.signature;
      const taken = [...photos.values()].map(bare);
      const count = pieces(lines);
      try {
        if (mode === 'lend') {
          const { rule, due, purpose, leaves, mark, despite, known, photos: pictures } = state;
          const borrower = alone ? oneself() : state.borrower;
          const dueAt = rule === 'date' ? `${due}T23:59` : isFresh(known) ? known.due[rule] : null;
          const own = { alone, mark: borrower.kind === 'class' ? mark.trim() : '', photos: pictures, despite };
          const terms = { rule, due, purpose: purpose.trim(), signature, leaves, dueAt, ...own };
          await lend(db, seal, lines, borrower, terms, taken, t('loans-label_lend', { count, name: borrower.name }));
          await db.put('meta', rule, 'lend:rule');
          if (!alone) await remember(borrower);
        } else {
          const all = lines.flatMap((/** @type {any} */ line) =>
            line.condition === 'damaged' ? parted(line, line.quantity > 1 ? (line.broken ?? 1) : 1) : [line],
          );
          const more = { alone, brought: state.brought.trim(), signature, photos: [...state.photos] };
          await takeBack(db, seal, all, more, taken, t('loans-label_back', { count }));
        }
        Object.assign(state, { stage: 'done', done: count, lines: [] });
        scrollTo({ top: 0 });
      } catch (error) {
        state.problem = t(error instanceof outbox.NotEnrolled ? 'form-sign-in' : 'form-not-kept');
      } finally {
        state.busy = false;
      }
    }
    /** @param {any} borrower who borrowed last is offered first */
    async function remember(borrower) {
      const others = state.before.filter((each) => each.name !== borrower.name || each.kind !== borrower.kind);
      const before = [JSON.parse(JSON.stringify(borrower)), ...others].slice(0, REMEMBERED);
      await db.put('meta', before, 'borrowers:before');
      state.before = before;
    }
    const again = () => (
      photos.clear(),
      Object.assign(state, {
        ...{
          stage: 'scan',
          lines: [],
          borrower: null,
          typed: '',
          purpose: '',
          leaves: false,
          mark: '',
          brought: '',
          signature: [],
          photos: [],
        },
        ...{ said: { mood: '', text: '' }, counting: '', problem: '', despite: false, wearing: false, clashes: [] },
      })
    );
    /** What the slip would take from others who reserved it, as it stands now. */
    async function compare() {
      const { lines, known, rule, due, borrower } = state;
      const whose = alone ? oneself() : borrower;
      const who = whose ? `${whose.kind}:${whose.id ?? whose.name}` : '';
      state.clashes = await clashes(db, known.promises, lines, who, untilOf(known, rule, due));
      if (!state.clashes.length) state.despite = false;
    }
    const terms = () => [state.stage, state.rule, state.due, state.borrower, state.known, state.lines.length];
    if (mode === 'lend') watch(terms, () => state.stage === 'finish' && compare());

    /** @param {'scan'|'finish'} stage */
    const go = (stage) => (Object.assign(state, { stage, counting: '' }), scrollTo({ top: 0 }));

    const word = TITLES[mode][Number(alone)];
    const scanView = () => {
      const counted = state.lines.find((line) => line.thing === state.counting);
      return h('div', { class: 'tw-stack tw-enrol' }, [
        h('div', { class: 'tw-enrol-head' }, [
          h('h1', { class: 'tw-h2 tw-row-main' }, t(word)),
          h('div', { class: 'tw-enrol-count', role: 'status' }, [
            h('strong', { class: 'tw-num' }, String(pieces(state.lines))),
            h('span', { class: 'tw-sub' }, t('loans-so_far')),
          ]),
        ]),
        h(Scan, {
          ...{ go: false, many: true, quiet: true, found: state.flash, onScan: scanned },
          hint: t(mode === 'lend' ? 'loans-scan_hint' : 'loans-back_hint'),
        }, () => [
          counted
            ? padView(counted, mostOf(mode, counted), state.fresh, (count, done) => {
                change(counted.thing, { quantity: count });
                Object.assign(state, { fresh: false, counting: done ? '' : counted.thing });
              })
            : state.said.text && banner(state.said.mood, state.said.mood === 'ok' ? 'check' : 'alert', h('strong', state.said.text)),
        ]),
        state.lines.length > 0 &&
          h('div', { class: 'tw-card tw-card-flush tw-rows' }, [...state.lines].reverse().map((line) =>
            lineView(mode, line, line.lacks, {
              count: () => Object.assign(state, { counting: line.thing, fresh: true }),
              drop: () => drop(line.thing),
            }),
          )),
        h('div', { class: 'tw-bottom' }, [
          h('button', { type: 'button', class: 'tw-primary', disabled: !state.lines.length, 'data-next': true, onClick: () => go('finish') }, [
            icon('arrow'),
            t(mode === 'back' ? 'loans-how_is_it' : alone ? 'loans-until' : 'loans-to_whom'),
          ]),
        ]),
      ]); // prettier-ignore
    };

    const deeds = {
      ...{ alone, change, write, back: () => go('scan') },
      choose: (/** @type {any} */ borrower) => Object.assign(state, { borrower }),
    };

    return () =>
      state.stage === 'done'
        ? doneView(mode, state, again)
        : state.stage === 'finish'
          ? finishView(mode, state, form, deeds)
          : scanView();
  },
});
