/** The outbox from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const loadingComponent = { render: () => h('div', { class: 'tw-skeleton tw-waits-page' }) };
const loader = () => globalThis.tagwalk.part('outbox');
const Part = defineAsyncComponent({ loader, loadingComponent, delay: 0 });

export default {
  render: () => h('div', [h(Part)]),
};
