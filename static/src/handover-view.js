/** Counting a room that is handed over: scan or tick, online and offline; half a count is never lost. */
import { computed, defineComponent, h, onBeforeUnmount, onMounted, reactive, watch } from 'vue';
import { dropped, keep, recalled } from './draft.js';
import { read } from './code.js';
import { pathOf, rightsAt, thingOfBarcode, thingOfTag } from './find.js';
import { bare, taker, withAddress } from './form-photos.js';
import { found, withOwn } from './handover-list.js';
import { lineRow, MOST } from './handover-row.js';
import CountScan from './handover-scan.js';
import { linesOf, signatures, signing } from './handover-sign.js';
import { asked, counted, listHere, newer, ownHere, unanswered } from './handovers.js';
import { smallPhoto } from './stocktake-photos.js';
import { banner, empty, icon, t } from './ui.js';

export default defineComponent({
  name: 'TwHandover',
  props: {
    id: { type: String, required: true },
    list: { type: Object, default: null },
    role: { type: String, default: '' }, // who signs, on the screen that is turned to them
  },
  emits: ['go'],
  setup(props, { emit }) {
    const { db, seal, sync, dirty, hosts } = globalThis.tagwalk;
    const key = `handovers.recheck:${props.id}`;
    const state = reactive({
      known: /** @type {any} */ (props.list),
      own: /** @type {any[]} */ ([]),
      room: /** @type {any} */ (null),
      may: false,
      answers: /** @type {Record<string, any>} */ ({}),
      extra: /** @type {any[]} */ ([]),
      scanning: false,
      last: '',
      saved: false,
      problem: '',
      ready: false,
    });

    /** @type {Map<string, any>} photos taken for this count */
    const photos = reactive(new Map());
    /** What the things look like, where somebody has taken a picture of them. @type {Map<string, string>} */
    const pictures = new Map();

    async function look() {
      const known = newer(props.list, await listHere(db, props.id));
      const room = known && ((await db.get('things', known.room)) ?? { id: known.room, name: known.name });
      const rights = room ? await rightsAt(db, room, await pathOf(db, room)) : [];
      const may = rights.includes('handovers.sign');
      const things = await Promise.all(
        (known?.lines ?? []).map((/** @type {any} */ line) => db.get('things', line.thing)),
      );
      for (const thing of things) if (thing?.photo) pictures.set(thing.id, smallPhoto(thing.photo));
      Object.assign(state, { known, own: await ownHere(db, props.id), room, may, ready: true });
    }
    onMounted(async () => {
      sync.addEventListener('status', look);
      const draft = await recalled(db, key);
      if (draft) Object.assign(state, { answers: draft.values.answers ?? {}, extra: draft.values.extra ?? [] });
      for (const photo of draft?.photos ?? []) photos.set(photo.sha256, withAddress(photo));
      await look();
    });
    onBeforeUnmount(() => {
      sync.removeEventListener('status', look);
      dirty.delete(key);
      for (const { address } of photos.values()) URL.revokeObjectURL(address);
    });
    watch(() => props.list, look);

    const list = computed(() => state.known && found(withOwn(state.known, state.own)));
    const waiting = computed(() => state.own.filter((row) => row.state !== 'acked').length);
    const left = computed(() => unanswered(list.value, state.answers));

    async function write() {
      Object.assign(state, { saved: false, problem: '' });
      dirty.add(key);
      await keep(db, key, { answers: state.answers, extra: state.extra }, [...photos.keys()]);
    }
    const taking = { photos, takePhotos: taker(db, photos, state, () => (state.problem ? undefined : write()), false) };
    /** @param {string} thing @param {any} more */
    function answer(thing, more) {
      state.answers[thing] = { ...state.answers[thing], ...more };
      state.last = thing;
      return write();
    }
    /** What a code is to this list; it is noted. @param {string} text */
    async function judge(text) {
      const { state: kind, code, text: shown } = read(text, hosts);
      const thing = await (kind === 'ok' ? thingOfTag(db, code) : thingOfBarcode(db, shown));
      if (!thing && kind === 'foreign')
        return { mood: 'unknown', text: t('scan-foreign', { text: shown.slice(0, 120) }) };
      if (!thing) return { mood: 'unknown', text: t('handovers-unknown-tag') };
      if (thing.kind === 'place') return { mood: '', text: '' };
      const line = asked(list.value).find((each) => each.thing === thing.id);
      if (line) {
        const again = state.answers[line.thing] && state.answers[line.thing].condition !== 'missing';
        // Many under one label are written down once somebody has said how many.
        if (!again && line.quantity === 1) await answer(line.thing, { condition: 'good', how: 'scan' });
        return {
          mood: again ? 'again' : 'here',
          text: t(again ? 'handovers-again' : 'handovers-here', { name: line.name }),
          line,
        };
      }
      if (!state.extra.some((each) => each.id === thing.id)) {
        state.extra.push({ id: thing.id, name: thing.name });
        await write();
      }
      const place = (thing.inside && (await db.get('things', thing.inside)))?.name;
      const usual = place ? ` ${t('stocktakes-walk-usual', { place })}` : '';
      return { mood: 'elsewhere', text: t('handovers-elsewhere', { name: thing.name }) + usual };
    }
    /** What the open camera and the thumb say about a line. @param {string} thing @param {any} more @param {any[]} [taken] */
    async function note(thing, more, taken = []) {
      for (const photo of taken) photos.set(photo.sha256, withAddress(photo));
      const kept = [...(state.answers[thing]?.photos ?? []), ...taken.map(({ sha256 }) => sha256)];
      await answer(thing, { how: 'scan', ...more, ...(taken.length ? { photos: kept.slice(0, MOST) } : {}) });
    }
    async function rest(/** @type {'good'|'missing'} */ condition) {
      for (const line of left.value) state.answers[line.thing] = { condition, how: 'list' };
      await write();
    }
    async function send() {
      try {
        const payload = counted(list.value, state.answers, state.extra.map((each) => each.id)); // prettier-ignore
        const used = payload.answers.flatMap((each) => each.photos ?? []);
        await seal({
          kind: 'handovers.recheck',
          thing_id: list.value.room,
          how: 'list',
          payload,
          label: `${t('handovers-recheck')} · ${list.value.name}`,
        }, used.flatMap((sha) => photos.get(sha) ?? []).map(bare)); // prettier-ignore
        await dropped(db, key);
        dirty.delete(key);
        Object.assign(state, { answers: {}, extra: [], scanning: false, saved: true, problem: '' });
        scrollTo({ top: 0 });
        await look();
      } catch (error) {
        const enrolled = !(error instanceof globalThis.tagwalk.outbox.NotEnrolled);
        state.problem = t(enrolled ? 'form-not-kept' : 'form-sign-in');
      }
    }

    const head = () => {
      const total = asked(list.value).length;
      const done = total - left.value.length;
      const said = t('handovers-progress', { done, total });
      return h('div', { class: 'tw-card tw-stack-small', 'data-handover': list.value.id }, [
        h('div', { class: 'tw-line' }, [h('strong', said), h('span', { class: 'tw-spacer' })]),
        h('div', {
          class: 'tw-progress',
          style: { '--value': total ? done / total : 0 },
          role: 'progressbar',
          'aria-valuenow': done,
          'aria-valuemax': total,
          'aria-label': said,
        }),
        state.scanning
          ? h(CountScan, { judge, note })
          : h('button', { type: 'button', class: 'tw-primary', onClick: () => (state.scanning = true) }, [
              icon('scan'),
              t('handovers-scan'),
            ]),
      ]); // prettier-ignore
    };

    /** @param {any} line */
    const row = (line) =>
      lineRow(line, state.answers[line.thing], { last: state.last, picture: pictures.get(line.thing), answer, taking });

    return () => {
      if (!state.ready) return h('div', { class: 'tw-skeleton' });
      if (!list.value) return empty('handover', t('handovers-unknown-here'));
      if (props.role) return signing(list.value, state.room, props.role, () => emit('go', `/handovers/${props.id}`));
      const some = Object.keys(state.answers).length > 0;
      const here = !props.list; // no page of the server's stands around this
      const open = list.value.state === 'drawn' && !list.value.signed.length;
      return h('div', { class: 'tw-stack' }, [
        here &&
          h('h1', { class: 'tw-h1' }, [t(`handovers-draw-occasion-${list.value.occasion}`), ' · ', list.value.owner]),
        state.saved && banner('ok', 'ok', t('handovers-counted')),
        waiting.value > 0 && banner('info', 'cloud-off', t('handovers-waiting', { count: waiting.value })),
        here && signatures(list.value, state.may),
        open ? head() : here && linesOf(list.value),
        open && state.extra.length > 0 &&
          banner('warn', 'alert', t('handovers-extra', { names: state.extra.map((each) => each.name).join(t('handovers-and')) })), // prettier-ignore
        open && h('div', { class: 'tw-card tw-card-flush' }, asked(list.value).map(row)),
        open && left.value.length > 0 &&
          h('div', { class: 'tw-grid tw-fit' }, [
            h('button', { type: 'button', class: 'tw-button', onClick: () => rest('good') }, [icon('check'), t('handovers-rest-good', { count: left.value.length })]),
            h('button', { type: 'button', class: 'tw-button', onClick: () => rest('missing') }, [icon('close'), t('handovers-rest-missing', { count: left.value.length })]),
          ]), // prettier-ignore
        open &&
          h('div', { class: 'tw-bottom tw-stack' }, [
            state.problem && h('div', { class: 'tw-error', role: 'alert' }, state.problem),
            h('button', { type: 'button', class: 'tw-primary', disabled: !some, onClick: send }, [
              icon('check'),
              left.value.length ? t('handovers-send-part', { count: left.value.length }) : t('handovers-send'),
            ]),
          ]),
      ]);
    };
  },
});
