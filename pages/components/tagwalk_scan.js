/** The scanner from the phone's own code. */
import { defineAsyncComponent, h } from 'vue';

const Part = defineAsyncComponent(() => globalThis.tagwalk.part('scan'));

export default {
  props: ['go', 'many', 'others'],
  emits: ['scan'],
  render() {
    return h('div', [h(Part, { ...this.$props, onScan: (seen) => this.$emit('scan', seen) })]);
  },
};
