/** A form from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('form'));

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
