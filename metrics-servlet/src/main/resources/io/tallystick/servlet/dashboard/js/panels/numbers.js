// Single numbers: what a time amounts to, how old something is, what a table of the application
// says; with what is to be said of one that is beyond a limit.

import { ask } from '../api.js';
import { el } from '../dom.js';
import { local, utc } from '../time.js';
import { exact, format, unitOf } from '../units.js';
import { numberOf } from './data.js';

/** What the cards of a definition say of a time: of each a label, a value and its unit. */
export async function figuresOf(cards, range, isKnown) {
  const figures = await Promise.all((cards ?? []).filter(isKnown).map((card) => (card.table ? rowOf(card, range) : figureOf(card, range))));
  return figures.flat();
}

async function figureOf(card, range) {
  const value = await numberOf(card, range.params, range);
  return { ...textOf(card, value, range), label: card.label, value, limit: limitOf(card, value) };
}

/** A number as it is written, and with all its digits; of an age that says since when, the time. */
export function textOf(card, value, range) {
  const unit = card.unit ?? unitOf(card.metric, card.aggregation);
  if (card.shows === 'since' && value !== null) {
    const since = Math.min(range.to, Date.now()) - value;
    return { text: local(since), title: utc(since) };
  }
  return { text: format(value, unit), title: exact(value, unit) };
}

/** The last of the limits that a number is above: they go from the lowest to the highest. */
export function limitOf(card, value) {
  return value === null ? undefined : card.limits?.findLast((limit) => value > limit.above);
}

/** The columns of a table's first row. That it fails is said in place of its numbers. */
async function rowOf(card, range) {
  let answer;
  try {
    answer = await ask(`tables/${encodeURIComponent(card.table)}`, { limit: 1, ...range.params });
  } catch (failure) {
    return [{ label: card.table, value: null, text: '–', title: failure.message, limit: { colour: 'warning', text: failure.message } }];
  }
  return answer.columns.map(({ name }, at) => {
    const [value, unit] = [answer.rows[0]?.[at] ?? null, unitOf(name.toLowerCase())];
    const isNumber = value === null || typeof value === 'number';
    return { label: wordsOf(name), value, text: isNumber ? format(value, unit) : String(value), title: isNumber ? exact(value, unit) : String(value) };
  });
}

/** A name as words: its unit is told with the number. */
export function wordsOf(name) {
  const words = name.toLowerCase().replace(/_(ms|bytes|percent)$|\.count$/, '').replaceAll(/[._]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Numbers beside each other, what is beyond its limit in its colour and in words. */
export function figureList(figures) {
  return el(
    'dl',
    { class: 'figures' },
    ...figures.map(({ label, text, title, limit }) =>
      el(
        'div',
        { class: limit ? 'beyond' : null, hue: limit ? `var(--${limit.colour})` : null, title },
        el('dt', { text: label }),
        el('dd', { text }),
        limit ? el('dd', { class: 'says', text: limit.text }) : null,
      ),
    ),
  );
}

/** The same as a sentence each. */
export function sentencesOf(figures) {
  return figures.map(({ label, title, limit }) => `${label}: ${title}${limit ? `, ${limit.text}` : ''}.`).join(' ');
}
