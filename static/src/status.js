/** The badge in the header: waiting, sending, all safe, or needs you. */
import { computed, defineComponent, h } from 'vue';
import { icon, t, useStatus } from './ui.js';

/** @type {Record<string, {symbol: string, look: string}>} */
const LOOK = {
  safe: { symbol: 'cloud-check', look: '' },
  sending: { symbol: 'sync', look: '' },
  waiting: { symbol: 'phone', look: 'tw-badge-waiting' },
  needs: { symbol: 'alert', look: 'tw-badge-bad' },
};

export default defineComponent({
  name: 'TwStatus',
  setup() {
    const status = useStatus();
    const text = computed(() => {
      const { state, waiting, needs, signedOut } = status.value;
      if (state === 'needs' && !needs && signedOut) return t('outbox-sign-in', { count: waiting });
      return t(`outbox-${state}`, { count: state === 'needs' ? Math.max(needs, 1) : waiting });
    });
    return () =>
      h(
        'a',
        { class: ['tw-badge', LOOK[status.value.state].look], href: '/outbox', 'data-state': status.value.state },
        [icon(LOOK[status.value.state].symbol), h('span', { 'aria-live': 'polite' }, text.value)],
      );
  },
});
