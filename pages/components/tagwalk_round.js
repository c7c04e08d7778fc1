/** A round from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const loadingComponent = { render: () => h('div', { class: 'tw-skeleton tw-waits-page' }) };
const loader = () => globalThis.tagwalk.part('round');
const Part = defineAsyncComponent({ loader, loadingComponent, delay: 0 });

export default {
  props: ['id', 'round'],
  render() {
    return h('div', [h(Part, { id: this.id, round: this.round })]);
  },
};
