/** One search for everything, from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('everywhere'));

export default {
  props: ['doors'],
  render() {
    return h('div', [h(Part, { doors: this.doors })]);
  },
};
