/** The scanner: live camera, a photo of the label where there is none, or the code typed by hand. */
import { defineComponent, h, onBeforeUnmount, onMounted, reactive, ref } from 'vue';
import { close, hasLamp, light, openCamera } from './camera.js';
import { normal, printed, read } from './code.js';
import { textsIn, warmUp } from './decode.js';
import { thingOfTag } from './find.js';
import { opened } from './photo.js';
import { signal } from './signal.js';
import { icon, t, travel } from './ui.js';

const PAUSE = 70;
const SAME_AGAIN = 2500;

export default defineComponent({
  name: 'TwScan',
  props: { go: { type: Boolean, default: true } },
  emits: ['scan'],
  setup(props, { emit }) {
    const { db, hosts } = globalThis.tagwalk;
    const video = ref(/** @type {HTMLVideoElement | null} */ (null));
    const state = reactive({
      camera: 'starting',
      lamp: false,
      lit: false,
      typed: '',
      message: '',
      found: '',
      busy: false,
    });
    /** @type {MediaStream | null} */
    let stream = null;
    let timer = 0;
    let alive = true;
    let last = { text: '', at: 0 };

    onMounted(() => {
      warmUp();
      start();
      document.addEventListener('visibilitychange', follow);
      addEventListener('pageshow', follow);
    });
    onBeforeUnmount(() => {
      alive = false;
      stop();
      document.removeEventListener('visibilitychange', follow);
      removeEventListener('pageshow', follow);
    });
    const follow = () => (document.hidden ? stop() : ((state.found = ''), stream || start()));

    async function start() {
      state.camera = 'starting';
      try {
        stream = await openCamera();
        if (!alive || !video.value) return stop();
        video.value.srcObject = stream;
        await video.value.play();
        state.camera = 'on';
        state.lamp = hasLamp(stream);
        look();
      } catch (error) {
        state.camera = ['insecure', 'refused', 'none', 'busy'].includes(/** @type {Error} */ (error).message)
          ? /** @type {Error} */ (error).message
          : 'busy';
      }
    }
    function stop() {
      clearTimeout(timer);
      if (stream) close(stream);
      stream = null;
      state.lit = false;
    }

    async function look() {
      if (!stream || state.found) return;
      try {
        if (video.value && video.value.readyState >= 2) {
          const texts = await textsIn(video.value);
          if (texts.length) await meet(texts[0], 'scan');
        }
      } catch (error) {
        console.warn(error);
      }
      timer = setTimeout(look, PAUSE);
    }

    /** @param {string} text @param {'scan'|'typed'} how */
    async function meet(text, how) {
      if (how === 'scan' && text === last.text && Date.now() - last.at < SAME_AGAIN) return;
      last = { text, at: Date.now() };
      const seen = read(text, hosts);
      if (seen.state !== 'ok') {
        // A bare text from a camera that is not one of our codes is somebody else's.
        const word = how === 'scan' && !/^https?:/i.test(seen.text) ? 'foreign' : seen.state;
        state.message = t(`scan-${word.replaceAll('_', '-')}`, { text: seen.text.slice(0, 120) });
        signal(false);
        return;
      }
      performance.mark('tw-decoded');
      sessionStorage.setItem('tw-decoded-at', String(Date.now()));
      signal(true);
      state.message = '';
      state.found = printed(seen.code);
      emit('scan', { code: seen.code, how, text: seen.text });
      if (props.go) travel(`/t/${seen.code}?how=${how}`);
      const thing = await thingOfTag(db, seen.code);
      if (thing) state.found = thing.name;
    }

    async function fromPhoto(/** @type {any} */ event) {
      const [file] = event.target.files;
      event.target.value = '';
      if (!file) return;
      state.busy = true;
      try {
        const texts = await textsIn(await opened(file));
        if (texts.length) await meet(texts[0], 'scan');
        else (signal(false), (state.message = t('scan-nothing')));
      } catch {
        signal(false);
        state.message = t('photo-unreadable');
      } finally {
        state.busy = false;
      }
    }

    const typed = (/** @type {Event} */ event) => {
      event.preventDefault();
      last = { text: '', at: 0 };
      if (state.typed.trim()) meet(state.typed, 'typed');
    };

    return () => {
      const live = state.camera === 'on' || state.camera === 'starting';
      return h('div', { class: 'tw-stack tw-scanner', 'data-camera': state.camera }, [
        h('div', { class: ['tw-viewfinder', !live && 'tw-viewfinder-off'] }, [
          h('video', { ref: video, muted: true, playsinline: true, 'aria-label': t('scan-view'), hidden: !live }),
          live && h('div', { class: ['tw-frame', state.found && 'tw-frame-found'] }),
          live &&
            h(
              'div',
              { class: 'tw-viewfinder-text', role: 'status' },
              state.found || t(state.camera === 'on' ? 'scan-aim' : 'scan-starting'),
            ),
          !live &&
            h('div', { class: 'tw-viewfinder-why', role: 'status' }, [
              icon('camera-off'),
              h('p', t(`scan-camera-${state.camera}`)),
            ]),
          state.lamp &&
            h(
              'button',
              {
                type: 'button',
                class: 'tw-lamp',
                'aria-pressed': String(state.lit),
                'aria-label': t('scan-lamp'),
                onClick: () => stream && light(stream, (state.lit = !state.lit)).catch(() => (state.lamp = false)),
              },
              [icon(state.lit ? 'lamp-on' : 'lamp')],
            ),
        ]),
        state.message &&
          h('div', { class: 'tw-banner tw-banner-warn', role: 'alert' }, [icon('alert'), h('div', state.message)]),
        h('label', { class: live ? 'tw-button' : 'tw-primary', 'aria-busy': String(state.busy) }, [
          h('input', {
            type: 'file',
            accept: 'image/*',
            capture: 'environment',
            class: 'tw-hidden-text',
            onChange: fromPhoto,
          }),
          icon('camera'),
          t(state.busy ? 'scan-reading' : 'scan-photo'),
        ]),
        h('form', { class: 'tw-typed', onSubmit: typed }, [
          h('label', { class: 'tw-field' }, [
            h('span', { class: 'tw-label' }, t('scan-type')),
            h('input', {
              class: 'tw-input tw-code',
              value: state.typed,
              placeholder: 'XXXX-XXXX-XXXX',
              autocapitalize: 'characters',
              autocomplete: 'off',
              autocorrect: 'off',
              spellcheck: 'false',
              maxlength: 80,
              enterkeyhint: 'go',
              onInput: (/** @type {any} */ event) => {
                state.typed = event.target.value;
                state.message = '';
                if (normal(state.typed).length === 12 && read(state.typed, hosts).state === 'ok')
                  meet(state.typed, 'typed');
              },
            }),
          ]),
          h('button', { type: 'submit', class: 'tw-button', 'aria-label': t('scan-go') }, [
            icon('arrow'),
            t('scan-go'),
          ]),
        ]),
      ]);
    };
  },
});
