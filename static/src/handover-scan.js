/** The camera while a room's list is counted: every label in the picture is dealt with once and outlined where it is. */
import { computed, defineComponent, h, nextTick, onMounted, reactive, ref, watch } from 'vue';
import { signalMood } from './signal.js';
import Lens from './stocktake-lens.js';
import { Pad } from './stocktake-pad.js';
import { Wrong } from './stocktake-wrong.js';
import { loudest } from './stocktakes.js';
import { banner, glide, icon, t } from './ui.js';

const GONE = 2000; // ms out of view after which a label that comes back is looked at anew

/**
 * @typedef {{thing: string, name: string, quantity: number}} Line of the list
 * @typedef {{mood: 'here'|'elsewhere'|'unknown'|'again'|'', text: string, line?: Line}} Said
 */

export default defineComponent({
  name: 'TwHandoverScan',
  props: {
    judge: { type: Function, required: true }, // what a code is to this list, and noting it
    note: { type: Function, required: true }, // writing more about a line: its pieces, what is wrong with it
  },
  setup(props) {
    const lens = ref(/** @type {any} */ (null));
    const state = reactive({
      said: /** @type {Said} */ ({ mood: '', text: '' }),
      /** Lines of many pieces that are still to be counted. */ many: /** @type {Line[]} */ ([]),
      wrong: /** @type {Line | null} */ (null),
    });
    /** @type {Map<string, {at: number, mood: Said['mood']}>} */
    const view = reactive(new Map());
    const asks = computed(() => Boolean(state.many.length || state.wrong)); // nothing else is noted meanwhile
    let turn = Promise.resolve();
    const root = ref(/** @type {HTMLElement | null} */ (null));
    onMounted(() => root.value?.scrollIntoView({ block: 'start', behavior: glide() }));
    watch(asks, async () => {
      await nextTick(); // what is asked is never asked below the screen's edge
      const sheet = root.value?.querySelector('.tw-sheet');
      (sheet ?? root.value)?.scrollIntoView({ block: sheet ? 'end' : 'start', behavior: glide() });
    });

    /** @param {{text: string}[]} codes */
    function meet(codes) {
      const now = Date.now();
      const fresh = [];
      for (const { text } of codes) {
        const before = view.get(text);
        const isNew = !before || now - before.at > GONE;
        if (asks.value && isNew) continue; // it is dealt with once the question is answered
        if (isNew) fresh.push(text);
        view.set(text, { at: now, mood: before?.mood ?? '' });
      }
      if (fresh.length) turn = turn.then(() => deal(fresh)).catch((error) => console.error(error));
    }

    /** One after the other, however quickly they come. @param {string[]} texts */
    async function deal(texts) {
      /** @type {Said[]} */
      const said = [];
      for (const text of texts) {
        const one = /** @type {Said} */ (await props.judge(text));
        view.set(text, { at: Date.now(), mood: one.mood });
        if (one.mood) said.push(one);
        if (one.mood === 'here' && one.line && one.line.quantity > 1) state.many.push(one.line);
      }
      const heard = loudest(/** @type {any[]} */ (said.map(({ mood }) => mood)));
      if (!heard) return;
      signalMood(heard);
      state.said = said.filter(({ mood }) => mood === heard).at(-1) ?? state.said;
    }
    /** @param {number} quantity */
    async function counted(quantity) {
      const [line] = state.many;
      await props.note(line.thing, {
        ...(quantity ? { condition: 'good', quantity } : { condition: 'missing' }),
        how: 'scan',
      });
      state.many.shift();
    }
    /** @param {{note: string, condition?: string}} facts @param {any[]} photos */
    async function described(facts, photos) {
      await props.note(state.wrong?.thing, facts, photos);
      state.wrong = null;
    }
    const LOOKS = {
      here: ['ok', 'ok'],
      again: ['info', 'ok'],
      elsewhere: ['warn', 'alert'],
      unknown: ['bad', 'alert'],
    };

    const below = () => {
      const [line] = state.many;
      if (line) {
        const { thing, name, quantity } = line;
        return h(Pad, { key: thing, name, expected: quantity, onCount: counted, onNever: () => state.many.shift() });
      }
      if (state.wrong) {
        const grab = () => lens.value?.grab() ?? null;
        const { thing, name } = state.wrong;
        return h(Wrong, { key: thing, name, grab, onSave: described, onNever: () => (state.wrong = null) });
      }
      const { said } = state;
      return [
        said.mood && banner(.../** @type {[any, any]} */ (LOOKS[said.mood]), said.text),
        said.line &&
          h('button', { type: 'button', class: 'tw-button', onClick: () => (state.wrong = said.line ?? null) }, [
            icon('alert'),
            t('stocktakes-walk-wrong'),
          ]),
      ];
    };

    return () =>
      h('div', { ref: root, class: 'tw-handover-scan tw-stack-small', 'data-asks': asks.value || undefined }, [
        h(Lens, { ref: lens, moodOf: (/** @type {string} */ text) => view.get(text)?.mood ?? '', onCodes: meet }),
        below(),
      ]);
  },
});
