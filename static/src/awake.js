/** Keeps the screen lit while something is on it that is looked at for long and seldom touched. */
import { onBeforeUnmount, onMounted } from 'vue';

export function useAwake() {
  /** @type {any} */
  let held = null;
  let wanted = true;
  async function ask() {
    if (document.hidden || !wanted) return;
    try {
      held = await navigator.wakeLock?.request('screen');
      if (!wanted) held?.release();
    } catch {
      // The battery is low or the browser has none of it: the screen goes dark as it always did.
    }
  }
  onMounted(() => {
    document.addEventListener('visibilitychange', ask);
    ask();
  });
  onBeforeUnmount(() => {
    wanted = false;
    document.removeEventListener('visibilitychange', ask);
    held?.release?.().catch(() => {});
  });
}
