/** A form from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const loadingComponent = { render: () => h('div', { class: 'tw-skeleton tw-waits-page' }) };
const loader = () => globalThis.tagwalk.part('form');
const Part = defineAsyncComponent({ loader, loadingComponent, delay: 0 });

export default {
  props: [
    'kind', 'kv', 'thing', 'tag', 'how', 'schema', 'checklist', 'repair', 'prefill', 'values', 'known', 'next', 'heading', 'preview', 'round',
    'quick',
  ],
  emits: ['saved'],
  render() {
    return h('div', [h(Part, { ...this.$props, onSaved: (record) => this.$emit('saved', record) })]);
  },
};
