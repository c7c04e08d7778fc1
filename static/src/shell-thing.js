/** Offline: one thing and what can be done with it; a page that needs the network. */
import { defineComponent, h, onMounted, reactive } from 'vue';
import { checksOf, pathOf, rightsAt } from './find.js';
import { MOOD, chipsOf, repairsOf } from './repair-parts.js';
import { handoverRow } from './handover-cards.js';
import { hazardRow } from './hazard-view.js';
import { hazardsOf } from './hazards.js';
import Memory from './memory-view.js';
import { formPath } from './routes.js';
import { roundsHere, wanting } from './rounds.js';
import { list, thingRow } from './shell-home.js';
import { lending } from './shell-lend.js';
import Form from './form.js';
import { banner, chip, empty, icon, t, when } from './ui.js';

export const Thing = defineComponent({
  name: 'TwThing',
  props: {
    thing: { type: Object, required: true },
    tag: { type: String, default: '' },
    how: { type: String, default: '' },
    label: { type: String, default: '' },
  },
  setup({ thing, tag, how, label }) {
    const { db, words } = globalThis.tagwalk;
    const around = reactive({
      path: [],
      checks: [],
      logs: [],
      open: [],
      repairs: [],
      hazards: [],
      handovers: [],
      inside: [],
      waiting: [],
      rights: [],
      due: '',
      ready: false,
    });
    onMounted(async () => {
      const checks = await checksOf(db, thing);
      const path = await pathOf(db, thing);
      const open = await globalThis.tagwalk.outbox.rowsIn(db, 'sealed', 'sent', 'held');
      const [round] = wanting(await roundsHere(db), thing.id, Date.now());
      const stop = round?.stops.find((/** @type {any} */ each) => each.thing === thing.id);
      Object.assign(around, {
        due: stop?.checks.length === 1 ? stop.checks[0] : '',
        path,
        checks: checks.filter((/** @type {any} */ check) => !check.log),
        logs: checks.filter((/** @type {any} */ check) => check.log),
        open: await db.getAllFromIndex('logs', 'thing', thing.id),
        repairs: await repairsOf(db, thing.id),
        hazards: await hazardsOf(db, thing.id),
        handovers: ((await db.get('meta', 'handovers')) ?? []).filter(
          (/** @type {any} */ each) => each.room === thing.id,
        ),
        inside: await db.getAllFromIndex('things', 'inside', thing.id, 100),
        waiting: open.filter((/** @type {any} */ row) => row.thing_id === thing.id),
        rights: await rightsAt(db, thing, path),
        ready: true,
      });
    });
    const may = (/** @type {string} */ kind) => /** @type {string[]} */ (around.rights).includes(kind);
    const action = (/** @type {string} */ kind, /** @type {string} */ symbol) =>
      may(kind) &&
      h('a', { class: 'tw-button', href: formPath(thing.id, kind, { tag, how }) }, [
        icon(symbol),
        t(kind.replaceAll('.', '-')),
      ]);

    const dueOf = (/** @type {any[]} */ checks) => checks.find((check) => check.id === around.due);

    /** The check that is due, or the only one, stands open; of several, the person chooses. */
    const onlyCheck = () => {
      const [first, another] = /** @type {any[]} */ (around.checks);
      const check = dueOf(around.checks) ?? (another ? null : first);
      if (!check) return null;
      const next = `/things/${thing.id}`;
      return h('section', { class: 'tw-stack' }, [
        h('h2', { class: 'tw-section' }, words.pick(check)),
        h(Form, { kind: 'inspections.inspect', thing, tag, how: how || 'list', checklist: check.id, next }),
      ]);
    };

    return () =>
      h('div', { class: 'tw-stack' }, [
        around.path.length > 0 &&
          h(
            'nav',
            { class: 'tw-crumbs', 'aria-label': t('thing-where') },
            around.path.map((/** @type {any} */ place) => h('a', { href: `/things/${place.id}` }, place.name)),
          ),
        h('div', { class: ['tw-card', 'tw-stack', thing.out_of_use && 'tw-tape'] }, [
          h('div', { class: 'tw-line' }, [
            h('h1', { class: 'tw-h1' }, thing.name),
            h('span', { class: 'tw-spacer' }),
            h(Memory, { id: thing.id, name: thing.name }),
          ]),
          h('div', { class: 'tw-sub' }, [
            thing.code && h('span', { class: 'tw-code' }, thing.code),
            [thing.code && ' ', thing.spec, thing.quantity > 1 && `× ${thing.quantity}`].filter(Boolean).join(' '),
          ]),
          thing.out_of_use && banner('bad', 'tape', h('strong', t('thing-out-of-use-more'))),
          thing.checked_at && h('div', { class: 'tw-sub' }, t('thing-checked', { when: when(thing.checked_at) })),
        ]),
        label === 'replaced' && banner('warn', 'tag', t('tags-replaced-here')),
        around.ready && may('inspections.inspect') && onlyCheck(),
        around.ready &&
          may('inspections.inspect') &&
          around.checks.length > 1 &&
          around.checks
            .filter((/** @type {any} */ check) => check.id !== around.due)
            .map((/** @type {any} */ check, /** @type {number} */ place) =>
              h(
                'a',
                {
                  class: place || around.due ? 'tw-button' : 'tw-primary',
                  key: check.id,
                  href: formPath(thing.id, 'inspections.inspect', { checklist: check.id, tag, how }),
                },
                [icon('check'), words.pick(check)],
              ),
            ),
        ...(around.ready && may('inspections.inspect')
          ? around.logs.map((/** @type {any} */ book) => {
              const query = { checklist: book.id, tag, how };
              return h('a', { class: 'tw-button', href: formPath(thing.id, 'inspections.inspect', query) }, [
                icon('book'),
                words.pick(book),
              ]);
            })
          : []),
        around.open.length > 0 && list(around.open, (line) => openLine(line, around.logs, may('logs.close'))),
        h('div', { class: 'tw-grid' }, [
          action('repairs.report', 'wrench'),
          action('hazards.report', 'alert'),
          action('remarks.add', 'pen'),
          action('tags.report', 'tag'),
        ]),
        ...lending(thing, may, how),
        thing.kind === 'place' &&
          may('enrolments.enrol') &&
          h('a', { class: 'tw-button', href: `/enrol?place=${thing.id}` }, [icon('plus'), t('enrolments-here')]),
        around.waiting.length > 0 && banner('warn', 'phone', t('thing-waiting', { count: around.waiting.length })),
        around.handovers.length > 0 && list(around.handovers, handoverRow),
        around.hazards.length > 0 && h('h2', { class: 'tw-section' }, t('hazards-title')),
        around.hazards.length > 0 && list(around.hazards, hazardRow),
        around.repairs.length > 0 && h('h2', { class: 'tw-section' }, t('thing-repairs')),
        around.repairs.length > 0 && list(around.repairs, repairRow),
        around.inside.length > 0 && h('h2', { class: 'tw-section' }, t('thing-inside')),
        around.inside.length > 0 && list(around.inside, (inner) => thingRow(inner, '')),
      ]);
  },
});

/** A line of a logbook that is still open. @param {any} line @param {any[]} books @param {boolean} mayClose */
function openLine(line, books, mayClose) {
  const log = books.find((book) => book.id === line.checklist)?.log;
  const late = line.due && new Date(line.due) < new Date();
  const said = late ? (log?.overdue ?? log?.open) : log?.open;
  return h(mayClose && log?.closes ? 'a' : 'div', { class: 'tw-row', key: line.id, href: `/logs/${line.id}` }, [
    icon('book'),
    h('span', { class: 'tw-row-main' }, [
      h('span', { class: 'tw-title tw-block' }, line.title),
      h('span', { class: 'tw-sub tw-block' }, when(line.at)),
    ]),
    said && chip(late ? 'bad' : 'info', globalThis.tagwalk.words.pick(said)),
  ]);
}

/** @param {any} repair */
const repairRow = (repair) =>
  h('a', { class: 'tw-row', key: repair.id, href: `/repairs/${repair.id}` }, [
    h('span', { class: 'tw-row-icon tw-row-icon-warn' }, [icon('wrench')]),
    h('span', { class: 'tw-row-main' }, [
      h('span', { class: 'tw-title tw-block' }, repair.what),
      h('span', { class: 'tw-sub tw-block' }, [when(repair.at), repair.owner_name].filter(Boolean).join(' · ')),
    ]),
    ...chipsOf(repair),
    chip(MOOD[repair.state] ?? '', t(`repairs-state-${repair.state ?? 'reported'}`)),
  ]);

export const Elsewhere = defineComponent({
  name: 'TwElsewhere',
  props: { known: Boolean },
  setup: (props) => () =>
    empty(
      'cloud-off',
      t(props.known ? 'shell-not-here' : 'shell-needs-network'),
      [
        h('button', { type: 'button', class: 'tw-button', onClick: () => location.reload() }, [
          icon('sync'),
          t('shell-try-again'),
        ]),
        h('a', { class: 'tw-button tw-quiet', href: '/' }, t('shell-home')),
      ],
      'h1',
    ),
});
