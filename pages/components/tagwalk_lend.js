/** The counter from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('lend'));

export default {
  props: ['mode', 'first'],
  render() {
    return h('div', [h(Part, { mode: this.mode, first: this.first })]);
  },
};
