/** The running stocktakes that somebody counts in, from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('stocktakes'));

export default {
  render() {
    return h('div', [h(Part)]);
  },
};
