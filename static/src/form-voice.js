/** Saying what is wrong instead of writing it: one button starts and ends, then it can be heard again and thrown away. */
import { defineComponent, h, onBeforeUnmount, onMounted, reactive } from 'vue';
import { icon, t } from './ui.js';
import { LONGEST, clockOf, record } from './voice.js';

/**
 * @param {any} form
 * @param {string} said the voice note's hash, if there is one
 * @param {(sha: string) => void} change
 * @param {string} label
 */
export function voiceView(form, said, change, label) {
  const address = said ? form.photos.get(said)?.address : '';
  if (address) {
    return h('div', { class: 'tw-voice' }, [
      h('audio', { controls: true, src: address, 'aria-label': label }),
      h('button', { type: 'button', class: 'tw-button', 'aria-label': t('voice-remove'), onClick: () => change('') }, [
        icon('delete'),
      ]),
    ]);
  }
  return h(Recorder, {
    /** Nothing is saved while somebody speaks: what they say belongs to it. */
    busy: (/** @type {boolean} */ busy) => (form.state.busy = busy),
    spoken: async (/** @type {File} */ file) => {
      const [sha] = await form.takePhotos([file], 'voice');
      if (sha) change(sha);
    },
  });
}

const Recorder = defineComponent({
  name: 'TwRecorder',
  // Functions and no events: what was said while the form closes is kept with its draft all the same.
  props: { spoken: { type: Function, required: true }, busy: { type: Function, required: true } },
  setup(props) {
    const state = reactive({ seconds: -1, problem: '' });
    /** @type {{stop: () => void, done: Promise<File | null>} | null} */
    let running = null;

    async function begin() {
      Object.assign(state, { seconds: 0, problem: '' });
      props.busy(true);
      try {
        running = await record((seconds) => (state.seconds = seconds));
        const file = await running.done;
        if (file) await props.spoken(file);
      } catch (error) {
        const why = /** @type {Error} */ (error).message;
        state.problem = t(`voice-${why}`);
      }
      running = null;
      state.seconds = -1;
      props.busy(false);
    }
    const hide = () => document.hidden && running?.stop();
    onMounted(() => document.addEventListener('visibilitychange', hide));
    onBeforeUnmount(() => (document.removeEventListener('visibilitychange', hide), running?.stop()));

    return () =>
      h('div', { class: 'tw-stack-small' }, [
        state.seconds < 0
          ? h('button', { type: 'button', class: 'tw-button tw-wide tw-speak', onClick: begin }, [
              icon('mic'),
              t('voice-record'),
            ])
          : h(
              'button',
              { type: 'button', class: 'tw-button tw-wide tw-speak tw-speaking', onClick: () => running?.stop() },
              [
                icon('stop'),
                t('voice-stop', { time: clockOf(state.seconds), most: clockOf(LONGEST) }),
                h('progress', { max: LONGEST, value: state.seconds, 'aria-hidden': 'true' }),
              ],
            ),
        state.problem && h('div', { class: 'tw-error', role: 'alert' }, state.problem),
      ]);
  },
});

/** A voice note of a record that the server has; it is not on this phone, so without a network it says so. */
export const Voice = defineComponent({
  name: 'TwVoice',
  props: { sha: { type: String, required: true } },
  setup(props) {
    const state = reactive({ gone: false });
    return () =>
      state.gone
        ? h('button', { type: 'button', class: 'tw-button', onClick: () => (state.gone = false) }, [
            icon('mic'),
            t('voice-away'),
          ])
        : h('audio', {
            class: 'tw-voice-heard',
            controls: true,
            preload: 'metadata',
            src: `/api/photos/${props.sha}`,
            'aria-label': t('repairs-voice'),
            onError: () => (state.gone = true),
          });
  },
});
