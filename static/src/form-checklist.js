/** A checklist on the screen: big buttons, limits, and what a fault brings with it. */
import { h, nextTick } from 'vue';
import { isAnswered, isPicture, isRequired, judge, opensRepair, shown, summary } from './answers.js';
import { canSpeak, goOn, isEasy, readAloud } from './aloud.js';
import { control } from './form-controls.js';
import { photosView } from './form-photos.js';
import { icon, t } from './ui.js';

/** @param {any} both */
const said = (both) => globalThis.tagwalk.words.pick(both);

/** @param {any} form */
export function checklistView(form) {
  const { state, items } = form;
  const { total, done } = summary(items.value, state.values);
  return h('div', { class: 'tw-stack' }, [
    h('div', { class: 'tw-sticky-progress' }, [
      h('div', { class: 'tw-sub' }, t('form-progress', { done, total })),
      h('div', {
        class: 'tw-progress',
        style: { '--value': total ? done / total : 0 },
        role: 'progressbar',
        'aria-valuenow': done,
        'aria-valuemax': total,
        'aria-label': t('form-progress', { done, total }),
      }),
    ]),
    !state.quick &&
      total - done > 2 &&
      !isShortLog(form.checklist.value) &&
      h('button', { type: 'button', class: 'tw-button tw-all-normal', onClick: form.normal }, [
        icon('check'),
        t('form-all-normal'),
      ]),
    ...sectionsView(form),
    (state.note || !asksRemarks(form.checklist.value)) &&
      h('label', { class: 'tw-field tw-card' }, [
        h('span', { class: 'tw-label' }, [
          t('form-note'),
          ' ',
          h('span', { class: 'tw-optional' }, t('form-optional')),
        ]),
        h('textarea', {
          class: 'tw-input',
          rows: 2,
          maxlength: 2000,
          value: state.note,
          onInput: (/** @type {any} */ e) => ((state.note = e.target.value), form.touched()),
        }),
      ]),
  ]);
}

/** Whether a checklist has remarks of its own; nobody is asked for them twice. @param {any} checklist */
const asksRemarks = (checklist) =>
  checklist?.items.some(
    (/** @type {any} */ item) => item.type === 'text' && [item.zh, item.en].includes(t('form-note')),
  );

const FEW = 4;
/** A line of a logbook that asks little is written, not ticked off: a visitor's identity is looked at each time. @param {any} checklist */
const isShortLog = (checklist) =>
  checklist?.log && checklist.items.filter((/** @type {any} */ item) => item.type === 'ok').length <= FEW;

/** The items that are asked now, each section's below its heading. @param {any} form */
function sectionsView(form) {
  /** @type {Map<string, any>} */
  const sections = new Map((form.checklist.value?.sections ?? []).map((/** @type {any} */ s) => [s.id, s]));
  let under = '';
  return shown(form.items.value, form.state.values).flatMap((item) => {
    const section = item.section ?? '';
    const opens = section !== under && sections.has(section);
    under = section;
    const heading = opens && h('h3', { class: 'tw-section', key: `section-${section}` }, said(sections.get(section)));
    return heading ? [heading, itemView(form, item)] : [itemView(form, item)];
  });
}

/** @param {any} form @param {import('./answers.js').Item} item */
function itemView(form, item) {
  const { state, touched } = form;
  const answer = state.values[item.id] ?? {};
  const verdict = judge(item, answer);
  const set = (/** @type {any} */ change) => {
    state.values[item.id] = { ...state.values[item.id], ...change };
    state.pointed = state.pointed.filter((/** @type {string} */ id) => id !== item.id);
    touched();
  };
  const easy = isEasy();
  const pointed = state.pointed.includes(item.id);
  const isSpot = state.quick && state.spot === item.id && !isAnswered(item, answer);
  return h(
    'fieldset',
    {
      key: item.id,
      class: [
        'tw-field',
        'tw-card',
        'tw-item',
        verdict && `tw-item-${verdict}`,
        pointed && 'tw-item-missing',
        isSpot && 'tw-item-spot',
      ],
      'data-item': item.id,
      'aria-label': said(item),
      'data-missing': pointed ? '' : undefined,
    },
    [
      h('div', { class: 'tw-label', 'aria-hidden': 'true' }, [
        said(item),
        isRequired(item) ? null : h('span', { class: 'tw-optional' }, ` ${t('form-optional')}`),
      ]),
      item.hint && h('div', { class: 'tw-hint' }, item.hint),
      easy &&
        canSpeak() &&
        h('button', { type: 'button', class: 'tw-button tw-aloud', onClick: () => readAloud(spoken(item)) }, [
          icon('aloud'),
          t('form-read-aloud'),
        ]),
      isSpot &&
        h('div', { class: 'tw-note tw-note-warn' }, [
          icon('eye'),
          t(item.type === 'photo' ? 'form-spot-photo' : 'form-spot'),
        ]),
      control(form, item, answer, easy ? answerAndGoOn(form, item, set) : set),
      pointed && h('div', { class: 'tw-error' }, t(isAnswered(item, answer) ? 'form-say-how' : 'form-answer-this')),
      verdict === 'warn' && h('div', { class: 'tw-note tw-note-warn' }, [icon('alert'), t('form-warn')]),
      (verdict === 'fault' || answer.note || (!isPicture(item) && answer.photos?.length)) &&
        consequences(form, item, answer, verdict, set),
    ],
  );
}

/** What is read out of a question. @param {any} item */
const spoken = (item) => [said(item), item.hint].filter(Boolean).join('。');

/** With big buttons one question fills the screen: a good answer brings the next. @param {any} form @param {any} item @param {(change: any) => void} set */
const answerAndGoOn = (form, item, set) => (/** @type {any} */ change) => {
  set(change);
  if (!['ok', 'choice'].includes(item.type) || judge(item, form.state.values[item.id]) === 'fault') return;
  const texts = new Map(form.items.value.map((/** @type {any} */ each) => [each.id, spoken(each)]));
  const here = document.querySelector(`[data-item="${CSS.escape(item.id)}"]`);
  nextTick(() => goOn(here, (id) => texts.get(id) ?? ''));
};

/** What a fault means, and room to describe it. */
function consequences(form, item, answer, verdict, set) {
  return h('div', { class: 'tw-stack-small tw-fault' }, [
    verdict === 'fault' &&
      item.blocks_use &&
      h('div', { class: 'tw-note tw-note-bad' }, [icon('tape'), t('form-out-of-use')]),
    verdict === 'fault' &&
      opensRepair(item) &&
      h('div', { class: 'tw-note' }, [icon('wrench'), t('form-opens-repair')]),
    verdict === 'fault' && item.fix_now && h('div', { class: 'tw-note' }, [icon('alert'), t('form-fix-now')]),
    h('input', {
      class: 'tw-input',
      type: 'text',
      maxlength: 500,
      placeholder: t(item.fix_now ? 'form-how-fixed' : 'form-what-is-wrong'),
      'aria-label': t(item.fix_now ? 'form-how-fixed' : 'form-what-is-wrong'),
      value: answer.note ?? '',
      onInput: (/** @type {any} */ event) => set({ note: event.target.value }),
    }),
    !isPicture(item) && photosView(form, answer.photos ?? [], (photos) => set({ photos }), t('photo-take')),
  ]);
}
