/** The scanner: live camera, a photo of the label where there is none, or the code typed by hand. */
import { defineComponent, h, onBeforeUnmount, reactive } from 'vue';
import { normal, printed, read } from './code.js';
import { textsIn } from './decode.js';
import { thingOfBarcode, thingOfTag } from './find.js';
import { useCamera } from './live.js';
import { lengthOf, mended } from './mend.js';
import { opened } from './photo.js';
import { buttons, fingers, focusRing, meant, slider } from './scan-parts.js';
import { signal } from './signal.js';
import { icon, t, travel } from './ui.js';
import { listen } from './wedge.js';

const PAUSE = 70;
const SAME_AGAIN = 2500;
const PHONE = /iPhone|iPad|iPod/.test(navigator.userAgent)
  ? 'ios'
  : /Android/.test(navigator.userAgent)
    ? 'android'
    : '';

export default defineComponent({
  name: 'TwScan',
  props: {
    go: { type: Boolean, default: true },
    many: { type: Boolean, default: false }, // goes on after a label; whoever listens says what it was
    others: { type: Boolean, default: false }, // other makers' codes are wanted, not ours
    quiet: { type: Boolean, default: false }, // whoever listens makes the sound
    hint: { type: String, default: '' },
    found: { type: Boolean, default: false },
  },
  emits: ['scan'],
  setup(props, { emit, slots }) {
    const { db, hosts } = globalThis.tagwalk;
    const state = reactive({
      camera: 'starting',
      lamp: false,
      lit: false,
      zoom: /** @type {import('./lens.js').Zoom | null} */ (null),
      focus: false,
      other: false,
      mirrored: false,
      ring: /** @type {{x: number, y: number, key: number} | null} */ (null),
      typed: '',
      message: '',
      found: '',
      strange: '',
      meant: /** @type {import('./mend.js').Mended[]} */ ([]),
      busy: false,
    });
    let last = { text: '', at: 0, handled: false };
    const camera = useCamera(state, look, { pause: PAUSE, back: () => (state.found = '') });
    const { video, start } = camera;
    const touch = fingers(state, camera);
    // A hardware scanner plays a keyboard; it is as good as the camera.
    const deaf = listen((text) => ((last = { text: '', at: 0, handled: false }), meet(text, 'scan')));
    onBeforeUnmount(deaf);

    /** @param {HTMLVideoElement} picture */
    async function look(picture) {
      if (state.found) return;
      const texts = await textsIn(picture, props.others || !props.many);
      if (texts.length) await meet(texts.find(isOurs) ?? texts[0], 'scan', true);
    }

    const isOurs = (/** @type {string} */ text) => read(text, hosts).state === 'ok';

    /** @param {string} text @param {'scan'|'typed'} how @param {boolean} [live] from the running camera */
    async function meet(text, how, live = false) {
      const again = text === last.text && Date.now() - last.at < SAME_AGAIN;
      const handled = again && last.handled;
      const seen = read(text, hosts);
      // A barcode half in view may be misread: another maker's code counts once it was seen twice.
      const sure = seen.state === 'ok' || !live || again;
      last = { text, at: Date.now(), handled: handled || sure };
      if ((how === 'scan' && handled) || !sure) return;
      Object.assign(state, { strange: '', meant: [] });
      if (seen.state !== 'ok') {
        if (props.others) return (signal(true), emit('scan', { code: '', how, text: seen.text }));
        const thing = props.many ? undefined : await thingOfBarcode(db, seen.text);
        if (thing) return arrive(thing, seen.text, how);
        // A bare text from a camera that is not one of our codes is somebody else's.
        const word = how === 'scan' && !/^https?:/i.test(seen.text) ? 'foreign' : seen.state;
        state.message = t(`scan-${word.replaceAll('_', '-')}`, { text: seen.text.slice(0, 120), ...lengthOf(text) });
        if (how === 'typed') state.meant = await mended(db, text);
        const strange = word === 'foreign' || (how === 'typed' && word === 'not_a_code');
        if (strange && !props.many) state.strange = seen.text.slice(0, 200);
        signal(false);
        return;
      }
      performance.mark('tw-decoded');
      sessionStorage.setItem('tw-decoded-at', String(Date.now()));
      state.message = '';
      if (!props.quiet) signal(true);
      if (props.many) return (emit('scan', { code: seen.code, how, text: seen.text }), (state.typed = ''));
      state.found = printed(seen.code);
      emit('scan', { code: seen.code, how, text: seen.text });
      if (props.go) travel(`/t/${seen.code}?how=${how}`);
      const thing = await thingOfTag(db, seen.code);
      if (thing) await db.put('meta', thing.id, 'last_thing');
      if (thing) state.found = thing.name;
    }

    /** @param {any} thing @param {string} text @param {string} how */
    function arrive(thing, text, how) {
      signal(true);
      state.message = '';
      state.found = thing.name;
      travel(`/barcode?how=${how}&text=${encodeURIComponent(text)}`);
    }

    async function fromPhoto(/** @type {any} */ event) {
      const [file] = event.target.files;
      event.target.value = '';
      if (!file) return;
      state.busy = true;
      try {
        const texts = await textsIn(await opened(file), props.others || !props.many);
        if (texts.length) await meet(texts.find(isOurs) ?? texts[0], 'scan');
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
      last = { text: '', at: 0, handled: false };
      if (state.typed.trim()) meet(state.typed, 'typed');
    };

    const typedView = () =>
      h('form', { class: 'tw-typed', onSubmit: typed }, [
        h('label', { class: 'tw-field' }, [
          h('span', { class: props.many ? 'tw-hidden-text' : 'tw-label' }, t('scan-type')),
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
              Object.assign(state, { message: '', meant: [] });
              if (normal(state.typed).length === 12 && isOurs(state.typed)) meet(state.typed, 'typed');
            },
          }),
        ]),
        h('button', { type: 'submit', class: 'tw-button', 'aria-label': t(props.many ? 'scan-ok' : 'scan-go') }, [
          icon('arrow'),
          t(props.many ? 'scan-ok' : 'scan-go'),
        ]),
      ]);

    return () => {
      const live = state.camera === 'on' || state.camera === 'starting';
      return h('div', { class: 'tw-stack tw-scanner', 'data-camera': state.camera }, [
        h('div', { class: ['tw-viewfinder', !live && 'tw-viewfinder-off', props.many && 'tw-viewfinder-low'] }, [
          h('video', {
            ref: video,
            muted: true,
            playsinline: true,
            class: state.mirrored && 'tw-mirrored',
            'aria-label': t('scan-view'),
            hidden: !live,
            ...touch,
          }),
          live && focusRing(state.ring),
          live && h('div', { class: ['tw-frame', (state.found || props.found) && 'tw-frame-found'] }),
          live &&
            h(
              'div',
              { class: 'tw-viewfinder-text', role: 'status' },
              state.found || (state.camera !== 'on' ? t('scan-starting') : props.hint || t('scan-aim')),
            ),
          !live &&
            h('div', { class: 'tw-viewfinder-why', role: 'status' }, [
              icon('camera-off'),
              h('p', t(`scan-camera-${state.camera}`)),
              state.camera === 'refused' && PHONE && h('p', t(`scan-camera-refused-${PHONE}`)),
              state.camera === 'insecure'
                ? h('a', { class: 'tw-button tw-small', href: '/trust', target: '_blank' }, t('trust-why'))
                : h('button', { type: 'button', class: 'tw-button tw-small', onClick: start }, [
                    icon('refresh'),
                    t('scan-camera-again'),
                  ]),
            ]),
          live && buttons(state, camera),
        ]),
        live && state.zoom && slider(state.zoom, camera.zoomTo),
        slots.default?.(),
        state.message &&
          h('div', { class: 'tw-banner tw-banner-warn', role: 'alert' }, [icon('alert'), h('div', state.message)]),
        state.meant.length > 0 && meant(state.meant, (code) => meet(code, 'typed')),
        state.strange &&
          h('a', { class: 'tw-button', href: `/barcode?how=scan&text=${encodeURIComponent(state.strange)}` }, [
            icon('search'),
            t('scan-other'),
          ]),
        (!props.many || !live) &&
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
        !props.others &&
          (props.many
            ? h('details', [h('summary', { class: 'tw-summary' }, [t('scan-type'), icon('down')]), typedView()])
            : typedView()),
      ]);
    };
  },
});
