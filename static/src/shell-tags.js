/** Offline: a label nobody here knows, one that was withdrawn, and another maker's code. */
import { defineComponent, h, onMounted, reactive } from 'vue';
import { judge, printed } from './code.js';
import { banner, icon, t } from './ui.js';

export const UnknownTag = defineComponent({
  name: 'TwUnknownTag',
  props: {
    tag: { type: String, required: true },
    how: { type: String, default: 'link' },
    label: { type: String, default: '' },
  },
  setup(props) {
    const { db, seal } = globalThis.tagwalk;
    const state = reactive({ kept: false, problem: '', rights: /** @type {string[]} */ ([]) });
    onMounted(async () => (state.rights = (await db.get('meta', 'rights')) ?? []));
    async function keep() {
      try {
        await seal({
          kind: 'tags.sighted',
          payload: {},
          tag: props.tag,
          how: props.how,
          label: `${t('tags-sighted')} ${printed(props.tag)}`,
        });
        state.kept = true;
      } catch {
        state.problem = t('form-sign-in');
      }
    }
    const wrong = judge(props.tag) !== 'ok';
    const retired = props.label === 'retired';
    const blank = () => !wrong && !retired && state.rights.includes('enrolments.enrol');
    return () =>
      h('div', { class: 'tw-stack' }, [
        h('h1', { class: 'tw-h1' }, t(retired ? 'tags-retired' : 'shell-unknown-tag')),
        h('div', { class: 'tw-card tw-stack' }, [
          h('div', { class: 'tw-code tw-big-code' }, printed(props.tag)),
          h(
            'p',
            { class: 'tw-sub' },
            t(retired ? 'tags-retired-here' : wrong ? 'scan-one-wrong' : 'shell-unknown-tag-more'),
          ),
        ]),
        blank() &&
          h('a', { class: 'tw-primary', href: `/enrol?tag=${props.tag}` }, [icon('plus'), t('enrolments-with-this')]),
        state.problem && h('div', { class: 'tw-error', role: 'alert' }, state.problem),
        state.kept
          ? banner('ok', 'check', t('shell-sighted'))
          : !wrong &&
            !retired &&
            h('button', { type: 'button', class: blank() ? 'tw-button' : 'tw-primary', onClick: keep }, [
              icon('pen'),
              t('shell-keep-sighting'),
            ]),
        h('a', { class: 'tw-button', href: '/scan' }, [icon('scan'), t('saved-scan-next')]),
      ]);
  },
});

export const UnknownBarcode = defineComponent({
  name: 'TwUnknownBarcode',
  props: { text: { type: String, required: true } },
  setup: (props) => () =>
    h('div', { class: 'tw-stack' }, [
      h('h1', { class: 'tw-h1' }, t('barcodes-unknown')),
      h('div', { class: 'tw-card tw-stack' }, [
        h('div', { class: 'tw-code tw-big-code' }, props.text),
        h('p', { class: 'tw-sub' }, t('barcodes-unknown-here')),
      ]),
      h('a', { class: 'tw-primary', href: '/scan' }, [icon('scan'), t('saved-scan-next')]),
    ]),
});
