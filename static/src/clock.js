/** Moments by the school's clock, wherever the phone thinks it is. No screen in here. */

/** A time zone the browser knows, else the phone's own. @param {string} [name] @returns {string | undefined} */
export function zoneOf(name) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The day of a moment, to compare with others. @param {number | string} moment @param {string} [zone] */
export const dayOf = (moment, zone) => new Date(moment).toLocaleDateString('en-CA', { timeZone: zone });

/**
 * A moment as people say it: time today, else day and time.
 * @param {number | string} moment @param {(word: string, facts: any) => string} t @param {string} [zone] @param {number} [now]
 */
export function said(moment, t, zone, now = Date.now()) {
  const day = dayOf(moment, zone);
  const time = new Date(moment).toLocaleTimeString('en', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  if (day === dayOf(now, zone)) return time;
  const [, month, date] = day.split('-').map(Number);
  return t('when-day', { month, day: date, time });
}
