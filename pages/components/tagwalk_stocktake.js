/** Walk mode of a stocktake from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('stocktake'));

export default {
  props: ['id'],
  render() {
    return h('div', [h(Part, { id: this.id })]);
  },
};
