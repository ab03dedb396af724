// Numbers with how they changed, and how they went.

import { el, refill, svg } from '../dom.js';
import { before, rangeOf } from '../time.js';
import { exact, format, unitOf } from '../units.js';
import { linesOf, numberOf } from './data.js';
import { Frame } from './frame.js';

const WIDTH = 120;
const HEIGHT = 32;

/** A panel of cards. A card whose metric nobody recorded is not there. */
export class CardsPanel {
  #definition;
  #state;
  #isKnown;
  #grid = el('div', { class: 'cards' });
  frame;

  constructor(definition, state, isKnown) {
    this.#definition = definition;
    this.#state = state;
    this.#isKnown = isKnown;
    this.frame = new Frame(definition);
    this.frame.body.append(this.#grid);
  }

  async refresh() {
    const range = rangeOf(this.#state);
    const cards = this.#definition.cards.filter(this.#isKnown);
    const numbers = await Promise.all(cards.map((card) => this.#numbers(card, range)));
    refill(this.#grid, ...cards.map((card, at) => this.#card(card, numbers[at], range)));
    if (cards.length === 0) {
      this.frame.isEmpty();
      return;
    }
    this.frame.shows({
      columns: ['what', 'value', 'in the time before'],
      rows: cards.map((card, at) => [card.label, numbers[at].value, numbers[at].before]),
      summary: cards.map((card, at) => `${card.label}: ${exact(numbers[at].value, this.#unitOf(card))}.`).join(' '),
      resolution: [...new Set(numbers.flatMap((each) => each.resolution))],
      note: 'against as long a time before',
    });
  }

  async #numbers(card, range) {
    const [value, previous, { lines, resolution }] = await Promise.all([
      numberOf(card, range.params, range),
      numberOf(card, before(range), range),
      linesOf({ series: [card] }, range),
    ]);
    return { value, before: previous, line: lines[0], resolution };
  }

  #card(card, { value, before: previous, line }, range) {
    const change = changeOf(value, previous, card);
    return el(
      'article',
      { class: 'card', title: `${exact(value, this.#unitOf(card))}, ${range.label}` },
      el('h3', { text: card.label }),
      el('p', { class: 'value', text: format(value, this.#unitOf(card)) }),
      el('p', { class: `change ${change.mood}`, text: change.text }),
      line ? spark(line) : null,
    );
  }

  #unitOf(card) {
    return card.unit ?? this.#definition.unit ?? unitOf(card.metric, card.aggregation);
  }
}

/** How it changed, and whether that is good. */
function changeOf(now, previous, card) {
  if (now === null || previous === null || previous === 0) {
    return { text: previous === 0 && now ? 'none in the time before' : 'nothing to compare with', mood: '' };
  }
  const share = (now - previous) / previous;
  if (share > 9) {
    return { text: '▲ more than tenfold', mood: moodOf(share, card) };
  }
  const text = Math.abs(share) < 0.005 ? 'as before' : `${share > 0 ? '▲' : '▼'} ${format(Math.abs(share), 'share')}`;
  return { text, mood: moodOf(share, card) };
}

function moodOf(share, card) {
  if (!card.good || Math.abs(share) < 0.005) {
    return '';
  }
  return (card.good === 'up') === share > 0 ? 'good' : 'bad';
}

function spark(line) {
  const points = line.points;
  const values = points.map((each) => each.value).filter((value) => value !== null);
  if (values.length < 2) {
    return null;
  }
  const most = Math.max(...values, 0);
  const least = Math.min(...values, 0);
  const x = (at) => (at / (points.length - 1)) * WIDTH;
  const y = (value) => HEIGHT - 2 - ((value - least) / (most - least || 1)) * (HEIGHT - 4);
  let path = '';
  points.forEach(({ value }, at) => {
    if (value !== null) {
      const isFirst = at === 0 || points[at - 1].value === null;
      path += `${isFirst ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    }
  });
  return svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, svg('path', { d: path }));
}
