/** The one form, online and offline: a checklist or the fields of a kind; saves through the outbox. */
import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, reactive, ref, watch } from 'vue';
import { allNormal, missing, sent, summary } from './answers.js';
import { draftKey, drafted, dropped, keep, recalled } from './draft.js';
import { fieldsOf, payloadOf, unfilled } from './fields.js';
import { checklistView } from './form-checklist.js';
import { fieldsView } from './form-fields.js';
import { bare, taker, withAddress } from './form-photos.js';
import { Known } from './report-known.js';
import { savedView } from './form-saved.js';
import { banner, glide, icon, t } from './ui.js';

/** What somebody has done with a form before doing anything. */
const blank = () => ({
  note: '',
  quick: false,
  spot: '',
  supersedes: '',
  pointed: /** @type {string[]} */ ([]),
  problem: '',
  restored: false,
});

export default defineComponent({
  name: 'TwForm',
  props: {
    kind: { type: String, required: true },
    kv: { type: Number, default: undefined },
    thing: { type: Object, default: null },
    tag: { type: String, default: '' },
    how: { type: String, default: '' },
    schema: { type: Object, default: null },
    checklist: { type: [Object, String], default: null },
    repair: { type: Object, default: null },
    prefill: { type: Object, default: () => ({}) },
    values: { type: Object, default: () => ({}) },
    known: { type: Array, default: () => [] },
    next: { type: String, default: '' },
    heading: { type: Boolean, default: false },
    preview: { type: Boolean, default: false },
    round: { type: String, default: '' },
    quick: { type: Boolean, default: false },
  },
  emits: ['saved', 'close'],
  setup(props, { emit }) {
    const { db, seal, dirty } = globalThis.tagwalk;
    const state = reactive({
      ready: false,
      /** @type {Record<string, any>} answers by item, or values by field */ values: {},
      ...blank(),
      busy: false,
    });
    /** @type {Map<string, any>} photos taken for this form */
    const photos = reactive(new Map());
    const saved = ref(/** @type {any} */ (null));
    const checklist = ref(/** @type {any} */ (typeof props.checklist === 'string' ? null : props.checklist));
    const rule = ref(/** @type {any} */ (props.schema ? { schema: props.schema, kv: props.kv } : null));
    const root = ref(/** @type {HTMLElement | null} */ (null));
    const key = draftKey({
      ...props,
      checklist: checklist.value ?? (props.checklist ? { id: props.checklist } : null),
    });
    const given = computed(() => ({ ...(props.repair ? { repair: props.repair.id } : {}), ...props.prefill }));
    const fields = computed(() =>
      checklist.value ? [] : fieldsOf(props.kind, rule.value?.schema, given.value, props.thing),
    );
    const items = computed(() => checklist.value?.items ?? []);
    let timer = 0;

    onMounted(async () => {
      if (props.thing && props.tag) await db.put('meta', props.thing.id, 'last_thing');
      if (typeof props.checklist === 'string') checklist.value = await db.get('checklists', props.checklist);
      const kinds = (await db.get('meta', 'kinds')) ?? [];
      rule.value ??= kinds.find((/** @type {any} */ k) => k.kind === props.kind) ?? null;
      const draft = props.preview ? null : await recalled(db, key);
      if (draft) {
        const { values, ...rest } = draft.values;
        Object.assign(state.values, values);
        Object.assign(state, rest);
        for (const photo of draft.photos) photos.set(photo.sha256, withAddress(photo));
        state.restored = true;
        dirty.add(key);
      } else begin();
      state.ready = true;
      if (props.quick && !state.restored && checklist.value && !checklist.value.log) normal();
      await nextTick();
      requestAnimationFrame(() => {
        performance.mark('tw-form-ready');
        globalThis.tagwalk.formReadyAt = Date.now();
      });
      addEventListener('pagehide', flush);
      document.addEventListener('visibilitychange', flush);
    });
    onBeforeUnmount(() => {
      flush();
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      for (const { address } of photos.values()) URL.revokeObjectURL(address);
      dirty.delete(key);
    });

    watch(
      () => props.checklist,
      (next) => props.preview && next && (checklist.value = next),
    );

    /** What stands in the fields before anybody wrote anything. */
    const begin = () => {
      for (const { name, fallback } of fields.value) if (fallback !== null) state.values[name] = fallback;
      Object.assign(state.values, props.values);
    };
    const write = () => props.preview || keep(db, key, drafted(state), [...photos.keys()]);
    const flush = () => timer && (clearTimeout(timer), (timer = 0), saved.value || write());
    const touched = () => {
      if (props.preview) return void (state.problem = '');
      dirty.add(key);
      state.problem = '';
      clearTimeout(timer);
      timer = setTimeout(() => ((timer = 0), saved.value || write()), 250);
    };

    const takePhotos = taker(db, photos, state, touched, props.preview);

    async function startOver() {
      await dropped(db, key);
      for (const name of Object.keys(state.values)) delete state.values[name];
      begin();
      photos.clear();
      Object.assign(state, blank());
      dirty.delete(key);
    }

    async function save() {
      const lacking = checklist.value
        ? missing(items.value, state.values, state.spot)
        : unfilled(fields.value, state.values);
      state.pointed = lacking.map((/** @type {any} */ x) => x.id ?? x.name);
      if (lacking.length) {
        const silent = lacking.every((/** @type {any} */ field) => field.either);
        state.problem = silent ? t('problem-nothing_said') : t('form-missing', { count: lacking.length });
        await nextTick();
        root.value?.querySelector('[data-missing]')?.scrollIntoView({ block: 'center', behavior: glide() });
        return;
      }
      if (props.preview) return void (state.problem = t('form-preview'));
      state.busy = true;
      try {
        const payload = checklist.value ? inspection() : payloadOf(fields.value, state.values, given.value);
        const used = new Set(JSON.stringify(payload).match(/[0-9a-f]{64}/g) ?? []);
        const row = await seal(entry(payload), [...photos.values()].filter((p) => used.has(p.sha256)).map(bare));
        clearTimeout(timer);
        timer = 0;
        dirty.delete(key);
        saved.value = { row, summary: checklist.value ? summary(items.value, state.values) : null };
        scrollTo({ top: 0 });
        emit('saved', { id: row.id, kind: props.kind, thing_id: row.thing_id ?? null, seq: row.seq });
      } catch (error) {
        const enrolled = !(error instanceof globalThis.tagwalk.outbox.NotEnrolled);
        state.problem = t(enrolled ? 'form-not-kept' : 'form-sign-in');
        if (enrolled) console.error(error);
      } finally {
        state.busy = false;
      }
    }

    /** Everything that is not answered yet is normal, but for one item that has to be looked at. */
    async function normal() {
      const { values, spot } = allNormal(items.value, state.values, Math.random());
      Object.assign(state.values, values);
      Object.assign(state, { quick: true, spot, pointed: [] });
      touched();
      await nextTick();
      root.value?.querySelector(`[data-item="${spot}"]`)?.scrollIntoView({ block: 'center', behavior: glide() });
    }

    const inspection = () => ({
      ...given.value,
      checklist: checklist.value.id,
      version: checklist.value.version,
      answers: sent(items.value, state.values),
      ...(state.note.trim() ? { note: state.note.trim() } : {}),
      ...(props.round ? { round: props.round } : {}),
      ...(state.quick ? { quick: true, spot: state.spot } : {}),
    });

    /** @param {any} payload */
    const entry = (payload) => ({
      kind: props.kind,
      kv: rule.value?.kv ?? props.kv ?? 1,
      thing_id: props.thing?.id,
      tag: props.tag || undefined,
      how: props.how || (props.tag ? 'scan' : 'list'),
      payload,
      draft: key,
      supersedes: state.supersedes || undefined,
      label: [props.thing?.name, title()].filter(Boolean).join(' · '),
      base: {
        thing_ver: props.thing?.ver,
        checklist: checklist.value
          ? { id: checklist.value.id, version: checklist.value.version, sha256: checklist.value.sha256 }
          : undefined,
      },
    });

    const title = () =>
      checklist.value ? globalThis.tagwalk.words.pick(checklist.value) : t(props.kind.replaceAll('.', '-'));

    const { thing } = props;
    const form = { state, photos, items, fields, checklist, touched, takePhotos, normal, root, thing };

    return () => {
      if (saved.value) return savedView({ ...saved.value, props, emit });
      if (!state.ready) return h('div', { class: 'tw-skeleton tw-waits-page' });
      if (!checklist.value && !rule.value) return banner('warn', 'alert', t('form-unknown'));
      return h('div', { ref: root, class: 'tw-stack tw-form' }, [
        props.heading &&
          h('div', [
            props.thing?.name && h('div', { class: 'tw-sub' }, props.thing.name),
            h('h1', { class: 'tw-h1' }, title()),
          ]),
        state.restored &&
          banner('info', 'history', [
            t('form-restored'),
            ' ',
            h('button', { type: 'button', class: 'tw-link', onClick: startOver }, t('form-start-over')),
          ]),
        props.kind === 'repairs.report' &&
          props.thing &&
          h(Known, {
            thing: props.thing,
            known: props.known,
            how: props.how,
            onTaken: (/** @type {any} */ row) => (saved.value = { row }),
          }),
        checklist.value ? checklistView(form) : fieldsView(form),
        h('div', { class: 'tw-bottom tw-stack' }, [
          state.problem && h('div', { class: 'tw-error', role: 'alert' }, state.problem),
          h('button', { type: 'button', class: 'tw-primary', disabled: state.busy, onClick: save }, [
            icon('check'),
            t(checklist.value && !checklist.value.log && props.kind !== 'logs.close' ? 'form-finish' : 'form-save'),
          ]),
        ]),
      ]);
    };
  },
});
