/** The fields of a kind's form, read from its JSON schema. No screen in here. */
import { numberOf } from './answers.js';

/**
 * @typedef {{name: string, title: string, widget: 'text'|'textarea'|'photos'|'choice'|'buttons'|'number'|'date'|'switch'|
 *   'costs'|'causes'|'stars'|'minutes'|'signature'|'voice'|'ink',
 *   required: boolean, options: {value: any, word: string}[], fallback: any, longest?: number, min?: number, max?: number, either?: boolean}} Field
 * @param {string} kind
 * @param {any} schema
 * @param {Record<string, any>} [given] values the page already knows; they are sent but not asked
 * @param {any} [thing] what it is about: some fields are asked of a batch only
 * @returns {Field[]}
 */
export function fieldsOf(kind, schema, given = {}, thing = null) {
  const word = kind.replaceAll('.', '-');
  return Object.entries(schema?.properties ?? {})
    .map(([name, raw]) => ({ name, rule: plain(raw, schema) }))
    .filter(({ name, rule }) => rule.widget !== 'hidden' && !(name in given))
    .filter(({ rule }) => rule.only !== 'batch' || thing?.quantity > 1)
    .map(({ name, rule }) => ({
      name,
      title: /^[a-z][\w-]*-[\w-]+$/.test(rule.title ?? '') ? rule.title : `${word}-${name}`,
      widget: widgetOf(name, rule),
      required: (schema.required ?? []).includes(name),
      either: (schema.either ?? []).includes(name),
      options: (rule.enum ?? []).map((/** @type {any} */ value) => ({
        value,
        word: `${word}-${name}-${value}`,
      })),
      fallback: rule.default ?? null,
      longest: rule.maxLength,
      min: rule.minimum ?? rule.exclusiveMinimum,
      max: rule.maximum,
    }));
}

/** One rule, references followed and «or nothing» dropped. @param {any} rule @param {any} schema @returns {any} */
function plain(rule, schema) {
  const choices = (rule.anyOf ?? rule.allOf ?? rule.oneOf ?? []).filter((/** @type {any} */ r) => r.type !== 'null');
  const inner = rule.$ref ? schema.$defs?.[rule.$ref.split('/').pop()] : choices[0];
  return inner ? { ...plain(inner, schema), ...rule, enum: rule.enum ?? plain(inner, schema).enum } : rule;
}

/** Widgets that a rule asks for by name. */
const OWN = [
  'textarea', 'photos', 'choice', 'buttons', 'costs', 'causes', 'stars', 'minutes', 'signature', 'voice', 'ink',
]; // prettier-ignore

/** @param {string} name @param {any} rule @returns {Field['widget']} */
function widgetOf(name, rule) {
  if (OWN.includes(rule.widget)) return rule.widget;
  if (rule.enum) return rule.enum.length <= 4 ? 'buttons' : 'choice';
  if (rule.type === 'boolean') return 'switch';
  if (rule.type === 'integer' || rule.type === 'number') return 'number';
  if (rule.format === 'date') return 'date';
  if (rule.type === 'array' && name === 'photos') return 'photos';
  return rule.maxLength > 200 ? 'textarea' : 'text';
}

/** @param {Field[]} fields @param {Record<string, any>} values @returns {Field[]} required and empty, or none of those of which one is enough */
export function unfilled(fields, values) {
  const silent = fields.filter(({ either }) => either);
  return [
    ...fields.filter(
      ({ name, required, widget }) =>
        (required && widget !== 'switch' && widget !== 'ink' && isEmpty(values[name])) ||
        (widget === 'costs' && unclear(values[name]).length),
    ),
    ...(silent.every(({ name }) => isEmpty(values[name])) ? silent : []),
  ];
}

/** @param {any} value */
const isEmpty = (value) =>
  value === undefined || value === null || (Array.isArray(value) ? !value.length : String(value).trim() === '');

/** A line of what something cost, as it is written down: the price of one, in yuan. @typedef {{sort: string, what: string, count: string, price: string}} Cost */

/** Lines that nobody wrote anything in are no lines. @param {Cost} line */
const isBlank = ({ what, price }) => !String(what ?? '').trim() && !String(price ?? '').trim();

/** Lines that lack what it was or what it cost. @param {Cost[]} lines @returns {Cost[]} */
export const unclear = (lines) =>
  (lines ?? []).filter(
    (line) => !isBlank(line) && (!line.what?.trim() || !isAmount(line.price, true) || !isAmount(line.count, false)),
  );

/** To the cent. @param {string} text */
function rounded(text) {
  const value = numberOf(String(text ?? ''));
  return value === null ? null : Number(value.toFixed(2));
}

/** @param {string} text @param {boolean} orNothing */
function isAmount(text, orNothing) {
  const value = rounded(text);
  return value !== null && (orNothing ? value >= 0 : value > 0);
}

/** What the lines come to, in yuan. @param {Cost[]} lines */
export const totalOf = (lines) =>
  (lines ?? []).reduce(
    (sum, { count, price }) => sum + (numberOf(String(count)) ?? 0) * (numberOf(String(price)) ?? 0),
    0,
  );

/** @param {Cost[]} lines */
const told = (lines) =>
  lines
    .filter((line) => !isBlank(line))
    .map(({ sort, what, count, price }) => ({
      sort,
      what: what.trim(),
      count: String(rounded(count)),
      price: (numberOf(price) ?? 0).toFixed(2),
    }));

/** The payload: given values and filled fields. @param {Field[]} fields @param {Record<string, any>} values @param {Record<string, any>} given */
export function payloadOf(fields, values, given) {
  /** @type {Record<string, any>} */
  const payload = { ...given };
  for (const { name, widget } of fields) {
    const value = values[name];
    if (isEmpty(value)) continue;
    if (widget === 'number' || widget === 'minutes') payload[name] = numberOf(String(value)) ?? value;
    else if (widget !== 'costs') payload[name] = typeof value === 'string' ? value.trim() : value;
    else if (told(value).length) payload[name] = told(value);
  }
  return payload;
}
