/** Choosing this device's look, from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('look'));

export default {
  render() {
    return h('div', [h(Part)]);
  },
};
