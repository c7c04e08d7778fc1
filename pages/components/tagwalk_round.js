/** A round from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('round'));

export default {
  props: ['id', 'round'],
  render() {
    return h('div', [h(Part, { id: this.id, round: this.round })]);
  },
};
