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
 * @param {number | string} moment @param {string} language @param {string} [zone] @param {number} [now]
 */
export function said(moment, language, zone, now = Date.now()) {
  return new Date(moment).toLocaleString(language, {
    ...(dayOf(moment, zone) === dayOf(now, zone) ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
}
