/** A repair from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('repair'));

export default {
  props: ['id', 'repair', 'places', 'moves'],
  render() {
    return h('div', [h(Part, { ...this.$props })]);
  },
};
