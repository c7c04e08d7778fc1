/** The outbox's badge from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('status'));

export default {
  render: () => h('span', [h(Part)]),
};
