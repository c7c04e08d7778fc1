/** The registration walk from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('enrol'));

export default {
  props: ['place', 'first'],
  render() {
    return h('div', [h(Part, { place: this.place, first: this.first })]);
  },
};
