/** The offline app: what the service worker answers with when a page cannot be fetched. Addresses stay as they are. */
import * as Vue from 'vue';
import Enrol from './enrol-view.js';
import Everywhere from './everywhere-view.js';
import Form from './form.js';
import Lend from './lend-view.js';
import { Hazard } from './hazard-view.js';
import Handover from './handover-view.js';
import { Handovers } from './handover-cards.js';
import { Letter, Letters } from './letter-view.js';
import Jobs from './jobs-view.js';
import Outbox from './outbox-view.js';
import Repair from './repair-view.js';
import Round from './round-view.js';
import Scan from './scan-view.js';
import Status from './status.js';
import Stocktake from './stocktake-view.js';
import { Home } from './shell-home.js';
import { Elsewhere, Thing } from './shell-thing.js';
import { UnknownBarcode, UnknownTag } from './shell-tags.js';
import { routeOf } from './routes.js';
import { banner, icon, t, useStatus } from './ui.js';
import { LANGUAGES } from './words.js';
import { normal } from './code.js';
import { closingOf, thingOfBarcode, thingOfTag } from './find.js';

const { createApp, defineComponent, h, onMounted, reactive, ref, watch } = Vue;

const App = defineComponent({
  name: 'TwShell',
  setup() {
    const { db, words, use, dirty, sync } = globalThis.tagwalk;
    const status = useStatus();
    const at = reactive({
      route: routeOf(location),
      thing: /** @type {any} */ (null),
      label: '',
      visit: 0,
      closing: /** @type {any} */ (null),
      ready: false,
    });
    const language = ref(words.language);

    async function arrive() {
      const route = routeOf(location);
      if (route.name === 'tag') Object.assign(route, { tag: normal(route.code), how: route.how || 'link' });
      const repair = route.name === 'repair' ? await db.get('repairs', route.repair) : null;
      const line = route.name === 'log' ? await db.get('logs', route.entry) : null;
      const closing = line ? await closingOf(db, line) : null;
      const id = repair?.thing ?? line?.thing ?? route.id;
      const label = route.tag ? ((await db.get('tags', route.tag))?.state ?? '') : '';
      const thing = await (route.name === 'tag'
        ? thingOfTag(db, route.tag)
        : route.name === 'barcode'
          ? thingOfBarcode(db, route.text)
          : id && db.get('things', id));
      if (thing && route.tag) await db.put('meta', thing.id, 'last_thing');
      Object.assign(at, { route, thing, closing, label, visit: at.visit + 1, ready: true });
      scrollTo({ top: 0 });
    }
    const go = (/** @type {string} */ path) => (history.pushState(null, '', path), arrive());
    function follow(/** @type {MouseEvent} */ event) {
      const link = /** @type {HTMLElement} */ (event.target).closest?.('a');
      if (!link || link.download || event.defaultPrevented || event.metaKey || event.ctrlKey) return;
      if (link.origin !== location.origin || routeOf(link).name === 'elsewhere') return;
      event.preventDefault();
      go(link.pathname + link.search);
    }
    onMounted(() => {
      addEventListener('popstate', arrive);
      arrive();
      let waiting = 0;
      sync.addEventListener('status', (/** @type {any} */ { detail }) => {
        if (detail.waiting < waiting && !answered.value) probe(answered);
        waiting = detail.waiting;
      });
      probe(answered);
      setInterval(() => document.hidden || probe(answered), 15_000);
      addEventListener('online', () => probe(answered));
    });
    const answered = ref(false);
    watch(answered, (now) => now && sync.run('reached'));
    const turn = async (/** @type {string} */ next) => (
      await use(next),
      (document.documentElement.lang = next),
      (language.value = next)
    );

    const page = () => {
      const { route, thing, label, ready } = at;
      if (!ready) return null;
      if (route.name === 'home') return h(Home);
      if (route.name === 'find') return h(Everywhere, { heading: true });
      if (route.name === 'scan') {
        return h(Scan, {
          go: false,
          onScan: (/** @type {any} */ seen) => go(`/t/${seen.code}?how=${seen.how}`),
        });
      }
      if (route.name === 'outbox') return h(Outbox, { heading: true });
      if (route.name === 'enrol') return h(Enrol, { place: route.place, first: route.tag, key: location.href });
      if (['lend', 'back', 'borrow', 'give'].includes(route.name))
        return h(Lend, { mode: route.name, first: route.id, key: location.href });
      if (route.name === 'tag' && !thing) {
        return h(UnknownTag, { tag: route.tag, how: route.how, label, key: route.tag });
      }
      if (route.name === 'barcode' && !thing) return h(UnknownBarcode, { text: route.text });
      if (thing && at.closing) {
        const next = `/things/${thing.id}`;
        return h(Form, { ...at.closing, thing, how: 'list', heading: true, key: location.href, next });
      }
      if (route.name === 'stocktake') return h(Stocktake, { id: route.id, key: route.id });
      if (route.name === 'round') return h(Round, { id: route.round, key: route.round });
      if (route.name === 'handovers') return h(Handovers);
      if (route.name === 'letters') return h(Letters);
      if (route.name === 'letter')
        return h(Letter, { id: route.id, role: route.role, key: `${route.id}${at.visit}`, onGo: go });
      if (route.name === 'handover')
        return h(Handover, { id: route.handover, role: route.role, key: `${route.handover}${at.visit}`, onGo: go });
      if (route.name === 'repair') return h(Repair, { id: route.repair, key: at.visit });
      if (route.name === 'hazard') return h(Hazard, { id: route.id, key: at.visit });
      if (route.name === 'jobs')
        return h('div', { class: 'tw-stack' }, [h('h1', { class: 'tw-h1' }, t('repairs-mine')), h(Jobs)]);
      if (thing && route.name === 'form') {
        return h(Form, {
          ...formProps(route, thing),
          key: location.href,
          next: route.round ? `/rounds/${route.round}` : `/things/${thing.id}`,
        });
      }
      if (thing) return h(Thing, { thing, key: at.visit, tag: route.tag, how: route.how, label });
      return h(Elsewhere, { known: route.name !== 'elsewhere' });
    };

    return () =>
      h('div', { class: 'tw-shell', onClick: follow, key: language.value }, [
        h('header', { class: 'tw-header' }, [
          h('a', { class: 'tw-brand', href: '/' }, [icon('mark'), h('span', t('app-name'))]),
          h(Status),
          h('a', { class: 'tw-icon-button', href: '/find', 'aria-label': t('everywhere-title') }, [icon('search')]),
          ...Object.entries(LANGUAGES)
            .filter(([code]) => code !== language.value)
            .map(([code, name]) =>
              h('button', { type: 'button', class: 'tw-icon-button', lang: code, onClick: () => turn(code) }, name),
            ),
        ]),
        h('main', { class: 'tw-page' }, [
          answered.value
            ? banner('ok', 'cloud-check', [
                t(dirty.size ? 'shell-online-draft' : 'shell-online'),
                ' ',
                h('button', { type: 'button', class: 'tw-link', onClick: live }, t('shell-reload')),
              ])
            : (at.route.name !== 'outbox' || !status.value.waiting) &&
              banner(
                'info',
                'cloud-off',
                t(status.value.waiting ? 'shell-offline-waiting' : 'shell-offline', { count: status.value.waiting }),
              ),
          page(),
        ]),
      ]);
  },
});

/** @param {any} route @param {any} thing */
const formProps = (route, thing) => ({
  heading: true,
  kind: route.kind,
  thing,
  tag: route.tag,
  how: route.how || 'list',
  checklist: route.checklist || null,
  round: route.round,
  quick: route.quick,
});

/** The live page at this address. */
const live = () => (location.pathname === '/offline' ? location.assign('/') : location.reload());

/** Does the server answer? Asked of the server itself, since a connected phone may still reach nothing. */
async function probe(/** @type {any} */ answered) {
  try {
    const response = await fetch('/healthz', {
      cache: 'no-store',
      signal: AbortSignal.timeout(4000),
      redirect: 'error',
    });
    answered.value = response.ok && (await response.json()).status === 'ok';
  } catch {
    answered.value = false;
  }
}

globalThis.tagwalk.ready.then(() => {
  createApp(App).mount('#app');
});
