/** What a page is measured for, in the page itself; each answer lists what is wrong. */
globalThis.measures = (() => {
  const FINGER = 48;
  const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex="0"]';
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const name = (element) => {
    const text = (element.getAttribute('aria-label') || element.innerText || element.name || '').trim().slice(0, 30);
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${text}`;
  };
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter(shown);

  /** What a finger meets: the control, what it draws around itself, and the label or field it stands in. */
  function reach(element) {
    const whole = element.closest('label, .q-field__control, .q-toggle, .q-checkbox, .q-radio') ?? element;
    let { width, height } = whole.getBoundingClientRect();
    for (const beside of ['::before', '::after']) {
      const drawn = getComputedStyle(element, beside);
      if (drawn.content === 'none' || drawn.position !== 'absolute') continue;
      width = Math.max(width, parseFloat(drawn.width) || 0);
      height = Math.max(height, parseFloat(drawn.height) || 0);
    }
    return { width, height };
  }

  /** A link in a sentence is as high as its line (WCAG 2.2, 2.5.8, «inline»). */
  const inText = (element) =>
    getComputedStyle(element).display === 'inline' && Boolean(element.closest('p, nav.tw-crumbs, li, .tw-banner, dd'));

  function small() {
    return controls()
      .filter((element) => !inText(element) && !element.closest('.tw-hidden-text, .q-editor'))
      .map((element) => ({ element, ...reach(element) }))
      .filter(({ width, height }) => width > 2 && height > 2 && (width < FINGER - 0.5 || height < FINGER - 0.5))
      .map(({ element, width, height }) => `small ${Math.round(width)}×${Math.round(height)}: ${name(element)}`);
  }

  const isRinged = (style) =>
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow.includes('0px 0px 0px 3px');

  /** Whatever asks to be clicked must be reached by the keyboard, and show that it was. */
  async function unreachable() {
    const taps = [...document.querySelectorAll('body *')].filter(
      (element) =>
        shown(element) &&
        getComputedStyle(element).cursor === 'pointer' &&
        !element.closest('a, button, input, label, select, textarea, summary, [tabindex="0"], [role=option], .q-field'),
    );
    const found = taps.map((element) => `not by keyboard: ${name(element)}`);
    const before = document.activeElement;
    for (const element of controls()) {
      if (element.disabled || element.tabIndex < 0) continue;
      element.focus({ focusVisible: true, preventScroll: true });
      const field = element.closest('.q-field, label, .q-toggle, .q-checkbox');
      const seen = () =>
        [element, field].some((each) => each && isRinged(getComputedStyle(each))) ||
        Boolean(field?.matches('.q-field--focused, .q-field--highlighted'));
      if (!seen()) await new Promise((drawn) => setTimeout(drawn, 30)); // a field of Quasar's shows it a moment later
      if (document.activeElement === element && !seen()) found.push(`no focus to be seen: ${name(element)}`);
    }
    before?.focus?.({ preventScroll: true });
    document.activeElement?.blur?.();
    return found;
  }

  /** At the largest type nothing may reach over the side of the page. */
  function tooWide() {
    const { chosen, choose } = globalThis.tagwalkLook;
    const kept = chosen().text;
    choose({ text: 'huge' });
    const page = document.documentElement;
    const found = [];
    if (page.scrollWidth > page.clientWidth) {
      const over = [...document.querySelectorAll('body *')].filter(
        (element) => shown(element) && element.getBoundingClientRect().right > page.clientWidth + 1,
      );
      found.push(`${page.scrollWidth} wide: ${over.slice(0, 3).map(name).join(' · ')}`);
    }
    for (const element of document.querySelectorAll('button, a, h1, h2, .tw-title, .tw-chip, .tw-label'))
      if (shown(element) && !element.closest('.tw-hidden-text') && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
        const { overflowX, textOverflow, display } = getComputedStyle(element);
        if (display !== 'inline' && overflowX !== 'auto' && textOverflow !== 'ellipsis')
          found.push(`cut off at the largest type: ${name(element)}`);
      }
    choose({ text: kept ?? '' });
    return found;
  }

  return { small, unreachable, tooWide };
})();
