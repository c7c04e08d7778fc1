/** Quasar in our clothes: its own icons as paths, so that no page fetches an icon font, and its theme by the device's look. */
import * as mdi from '@mdi/js';

const OURS = {
  type: { positive: mdi.mdiCheckCircle, negative: mdi.mdiAlert, info: mdi.mdiInformation, warning: mdi.mdiAlertCircle },
  arrow: {
    up: mdi.mdiArrowUp,
    right: mdi.mdiArrowRight,
    down: mdi.mdiArrowDown,
    left: mdi.mdiArrowLeft,
    dropdown: mdi.mdiMenuDown,
  },
  chevron: { left: mdi.mdiChevronLeft, right: mdi.mdiChevronRight },
  chip: { remove: mdi.mdiCloseCircle, selected: mdi.mdiCheck },
  datetime: {
    arrowLeft: mdi.mdiChevronLeft,
    arrowRight: mdi.mdiChevronRight,
    now: mdi.mdiClockOutline,
    today: mdi.mdiCalendar,
  },
  expansionItem: { icon: mdi.mdiChevronDown, denseIcon: mdi.mdiMenuDown },
  fab: { icon: mdi.mdiPlus, activeIcon: mdi.mdiClose },
  field: { clear: mdi.mdiCloseCircle, error: mdi.mdiAlertCircle },
  pagination: { first: mdi.mdiPageFirst, prev: mdi.mdiChevronLeft, next: mdi.mdiChevronRight, last: mdi.mdiPageLast },
  rating: { icon: mdi.mdiStar },
  stepper: { done: mdi.mdiCheck, active: mdi.mdiPencil, error: mdi.mdiAlert },
  tabs: { left: mdi.mdiChevronLeft, right: mdi.mdiChevronRight, up: mdi.mdiChevronUp, down: mdi.mdiChevronDown },
  table: {
    arrowUp: mdi.mdiArrowUp,
    warning: mdi.mdiAlert,
    firstPage: mdi.mdiPageFirst,
    prevPage: mdi.mdiChevronLeft,
    nextPage: mdi.mdiChevronRight,
    lastPage: mdi.mdiPageLast,
  },
  tree: { icon: mdi.mdiMenuRight },
  uploader: {
    done: mdi.mdiCheck,
    clear: mdi.mdiClose,
    add: mdi.mdiPlusBox,
    upload: mdi.mdiCloudUpload,
    removeQueue: mdi.mdiPlaylistRemove,
    removeUploaded: mdi.mdiCheckAll,
  },
};

/** Called by a NiceGUI page between `app.use(Quasar)` and its mounting. @param {any} Quasar @param {any} app */
export function dress(Quasar, app) {
  const { set: _set, ...theirs } = app.config.globalProperties.$q.iconSet;
  for (const [group, icons] of Object.entries(OURS)) theirs[group] = { ...theirs[group], ...icons };
  Quasar.IconSet.set({ ...theirs, name: 'tagwalk' });
  const shade = () => Quasar.Dark.set(document.documentElement.classList.contains('tw-dark'));
  addEventListener('tw-look', shade);
  shade();
}
