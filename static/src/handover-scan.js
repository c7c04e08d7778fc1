/** The camera while a room's list is counted: every label in the picture is dealt with once and outlined where it is. */
import { defineComponent, h, reactive } from 'vue';
import { signalMood } from './signal.js';
import Lens from './stocktake-lens.js';
import { loudest } from './stocktakes.js';
import { banner } from './ui.js';

const GONE = 2000; // ms out of view after which a label that comes back is looked at anew

/** @typedef {{mood: 'here'|'elsewhere'|'unknown'|'again'|'', text: string}} Said */

export default defineComponent({
  name: 'TwHandoverScan',
  props: { judge: { type: Function, required: true } }, // what a code is to this list, and noting it
  setup(props) {
    const state = reactive({ said: /** @type {Said} */ ({ mood: '', text: '' }) });
    /** @type {Map<string, {at: number, mood: Said['mood']}>} */
    const view = reactive(new Map());
    let turn = Promise.resolve();

    /** @param {{text: string}[]} codes */
    function meet(codes) {
      const now = Date.now();
      const fresh = [];
      for (const { text } of codes) {
        const before = view.get(text);
        if (!before || now - before.at > GONE) fresh.push(text);
        view.set(text, { at: now, mood: before?.mood ?? '' });
      }
      if (fresh.length) turn = turn.then(() => deal(fresh)).catch((error) => console.error(error));
    }

    /** One after the other, however quickly they come. @param {string[]} texts */
    async function deal(texts) {
      /** @type {Said[]} */
      const said = [];
      for (const text of texts) {
        const one = await props.judge(text);
        view.set(text, { at: Date.now(), mood: one.mood });
        if (one.mood) said.push(one);
      }
      const heard = loudest(/** @type {any[]} */ (said.map(({ mood }) => mood)));
      if (!heard) return;
      signalMood(heard);
      state.said = said.filter(({ mood }) => mood === heard).at(-1) ?? state.said;
    }
    const LOOKS = {
      here: ['ok', 'ok'],
      again: ['info', 'ok'],
      elsewhere: ['warn', 'alert'],
      unknown: ['bad', 'alert'],
    };

    return () =>
      h('div', { class: 'tw-handover-scan tw-stack-small' }, [
        h(Lens, { moodOf: (/** @type {string} */ text) => view.get(text)?.mood ?? '', onCodes: meet }),
        state.said.mood && banner(.../** @type {[any, any]} */ (LOOKS[state.said.mood]), state.said.text),
      ]);
  },
});
