/** A hand-over's list from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('handover'));

export default {
  props: ['id', 'list'],
  render() {
    return h('div', [h(Part, { id: this.id, list: this.list })]);
  },
};
