/** The outbox from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('outbox'));

export default {
  render: () => h('div', [h(Part)]),
};
