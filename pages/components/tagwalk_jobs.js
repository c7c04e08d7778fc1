/** Somebody's repairs from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('jobs'));

export default {
  props: ['most'],
  render() {
    return h('div', [h(Part, { most: this.most })]);
  },
};
