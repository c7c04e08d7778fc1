/** The scanner from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const loadingComponent = { render: () => h('div', { class: 'tw-skeleton tw-waits-lens' }) };
const loader = () => globalThis.tagwalk.part('scan');
const Part = defineAsyncComponent({ loader, loadingComponent, delay: 0 });

export default {
  props: ['go', 'many', 'others'],
  emits: ['scan'],
  render() {
    return h('div', [h(Part, { ...this.$props, onScan: (seen) => this.$emit('scan', seen) })]);
  },
};
