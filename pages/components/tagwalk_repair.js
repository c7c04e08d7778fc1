/** A repair from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const loadingComponent = { render: () => h('div', { class: 'tw-skeleton tw-waits-page' }) };
const loader = () => globalThis.tagwalk.part('repair');
const Part = defineAsyncComponent({ loader, loadingComponent, delay: 0 });

export default {
  props: ['id', 'repair', 'places', 'moves'],
  render() {
    return h('div', [h(Part, { ...this.$props })]);
  },
};
