/** Stars, sharing, and what was opened lately, from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('memory'));

export default {
  props: ['id', 'name'],
  render() {
    return h('div', [h(Part, { id: this.id, name: this.name })]);
  },
};
