/** Offline home: scan, search, and the things that have checks. */
import { computed, defineComponent, h, onMounted, ref } from 'vue';
import { dayOf } from './clock.js';
import { search } from './find.js';
import { handoverLink } from './handover-cards.js';
import { hazardRow } from './hazard-view.js';
import { hazardsOf } from './hazards.js';
import Jobs from './jobs-view.js';
import { lettersLink } from './letter-view.js';
import { lettersHere, wanted } from './letters.js';
import Memory from './memory-view.js';
import { roundRow } from './round-view.js';
import { isOpen, roundsHere } from './rounds.js';
import Stocktakes from './stocktake-cards.js';
import { chip, empty, icon, t, when } from './ui.js';

const MOST = 60;
const FEW = 5;

export const Home = defineComponent({
  name: 'TwHome',
  setup() {
    const { db } = globalThis.tagwalk;
    const things = ref(/** @type {any[] | null} */ (null));
    const pulled = ref(0);
    const rounds = ref(/** @type {any[]} */ ([]));
    const handovers = ref(0);
    const letters = ref(0);
    const hazards = ref(/** @type {any[]} */ ([]));
    const query = ref('');
    const rights = ref(/** @type {string[]} */ ([]));
    onMounted(async () => {
      const all = await db.getAll('things');
      names = new Map(all.map((/** @type {any} */ thing) => [thing.id, thing.name]));
      things.value = all;
      const now = Date.now();
      const zone = globalThis.tagwalk.zone;
      rounds.value = (await roundsHere(db)).filter(
        (round) => isOpen(round, now) || dayOf(round.by, zone) === dayOf(now, zone),
      );
      handovers.value = ((await db.get('meta', 'handovers')) ?? []).length;
      letters.value = (await lettersHere(db)).filter((letter) => wanted(letter).length).length;
      rights.value = (await db.get('meta', 'rights')) ?? [];
      const me = (await db.get('meta', 'session'))?.user?.id;
      hazards.value = (await hazardsOf(db)).filter(({ owner, state }) => owner === me && state === 'open');
      pulled.value = (await db.get('meta', 'pulled_at')) ?? 0;
    });
    /** @type {Map<string, string>} */
    let names = new Map();
    const found = computed(() => search(things.value ?? [], query.value));
    const due = computed(() =>
      (things.value ?? [])
        .filter((thing) => thing.checks?.length)
        .sort((a, b) => (a.checked_at ?? '').localeCompare(b.checked_at ?? '')),
    );
    const row = (/** @type {any} */ thing) => thingRow(thing, names.get(thing.inside) ?? '');

    return () =>
      h('div', { class: 'tw-stack' }, [
        h('a', { class: 'tw-scan', href: '/scan' }, [icon('scan'), t('shell-scan')]),
        h(Memory),
        h(Stocktakes),
        rounds.value.length > 0 && h('h2', { class: 'tw-section' }, t('rounds-mine')),
        rounds.value.length > 0 && list(rounds.value, (round) => roundRow(round, Date.now())),
        h(Jobs, { most: 4 }),
        handovers.value > 0 && handoverLink(handovers.value),
        letters.value > 0 && lettersLink(letters.value),
        rights.value.includes('loans.lend') &&
          h('div', { class: 'tw-grid' }, [
            h('a', { class: 'tw-button', href: '/lend' }, [icon('loan'), t('loans-lend')]),
            h('a', { class: 'tw-button', href: '/take-back' }, [icon('back'), t('loans-take_back')]),
          ]),
        rights.value.includes('loans.borrow') &&
          !rights.value.includes('loans.lend') &&
          h('div', { class: 'tw-grid' }, [
            h('a', { class: 'tw-button', href: '/borrow' }, [icon('loan'), t('loans-borrow')]),
            h('a', { class: 'tw-button', href: '/give-back' }, [icon('back'), t('loans-give_back')]),
          ]),
        hazards.value.length > 0 && h('h2', { class: 'tw-section' }, t('hazards-mine')),
        hazards.value.length > 0 && list(hazards.value.slice(0, FEW), hazardRow),
        h('label', { class: 'tw-search' }, [
          icon('search'),
          h('input', {
            class: 'tw-input',
            type: 'search',
            value: query.value,
            placeholder: t('shell-search'),
            'aria-label': t('shell-search'),
            onInput: (/** @type {any} */ event) => (query.value = event.target.value),
          }),
        ]),
        query.value.trim()
          ? found.value.length
            ? list(found.value, row)
            : empty('search', t('shell-nothing-found'))
          : things.value &&
            (due.value.length
              ? [h('h2', { class: 'tw-section' }, t('shell-with-checks')), list(due.value.slice(0, MOST), row)]
              : empty('outbox', t(things.value.length ? 'shell-no-checks' : 'shell-no-copy'))),
        pulled.value > 0 && h('p', { class: 'tw-sub tw-centre' }, t('shell-copy-of', { when: when(pulled.value) })),
      ]);
  },
});

/** @param {any[]} things @param {(thing: any) => any} row */
export const list = (things, row) => h('div', { class: 'tw-card tw-card-flush tw-rows' }, things.map(row));

/** @param {any} thing @param {string} below */
export const thingRow = (thing, below) =>
  h('a', { class: 'tw-row', href: `/things/${thing.id}`, key: thing.id }, [
    h('span', { class: 'tw-row-icon' }, [icon(thing.kind === 'place' ? 'place' : 'box')]),
    h('span', { class: 'tw-row-main' }, [
      h('span', { class: 'tw-title tw-block' }, thing.name),
      h('span', { class: 'tw-sub tw-block' }, [thing.code, below].filter(Boolean).join(' · ')),
    ]),
    thing.out_of_use ? chip('bad', t('thing-out-of-use')) : null,
    icon('next'),
  ]);
