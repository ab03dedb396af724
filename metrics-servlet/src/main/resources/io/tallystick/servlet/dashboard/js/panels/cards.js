// Numbers with how they changed, and how they went.

import { el, refill, svg } from '../dom.js';
import { before } from '../time.js';
import { exact, format } from '../units.js';
import { linesOf, numberOf, unitIn } from './data.js';
import { Panel } from './frame.js';
import { figureList, figuresOf, limitOf, sentencesOf, wordsOf } from './numbers.js';

const WIDTH = 120;
const HEIGHT = 32;
const MOST_DERIVED = 8;

/** A panel of cards. A card whose metric nobody recorded is not there. */
export class CardsPanel extends Panel {
  #names;
  #grid = el('div', { class: 'cards' });

  constructor(definition, state, isKnown, names) {
    super(definition, state, isKnown);
    this.#names = names;
    this.frame.body.append(this.#grid);
  }

  async refresh() {
    if (this.definition.plain) {
      await this.#refreshPlain();
      return;
    }
    const { range } = this;
    const derived = this.definition.derived ? derivedOf(this.#names(), this.definition.cards) : [];
    const cards = [...this.definition.cards.filter(this.isKnown), ...derived.slice(0, MOST_DERIVED)];
    const numbers = await Promise.all(cards.map((card) => numbersOf(card, range)));
    refill(this.#grid, ...cards.map((card, at) => this.#card(card, numbers[at], range)));
    if (this.isNothing(cards.length === 0)) {
      return;
    }
    this.frame.shows({
      columns: ['what', 'value', 'in the time before'],
      rows: cards.map((card, at) => [card.label, numbers[at].value, numbers[at].before]),
      summary: cards.map((card, at) => `${card.label}: ${exact(numbers[at].value, unitIn(this.definition, card))}.`).join(' '),
      resolution: [...new Set(numbers.flatMap((each) => each.resolution))],
      note: ['against as long a time before', derived.length > MOST_DERIVED ? `the first ${MOST_DERIVED} of ${derived.length} derived metrics` : ''].filter(Boolean).join('; '),
    });
  }

  /** Numbers of this time alone: a question for each. */
  async #refreshPlain() {
    const figures = await figuresOf(this.definition.cards, this.range, this.isKnown);
    if (this.isNothing(figures.every((figure) => figure.value === null))) {
      return;
    }
    refill(this.#grid, figureList(figures));
    this.frame.shows({ columns: ['what', 'value'], rows: figures.map((figure) => [figure.label, figure.value]), summary: sentencesOf(figures) });
  }

  #card(card, { value, before: previous, line }, range) {
    const change = changeOf(value, previous, card);
    const limit = limitOf(card, value);
    const unit = unitIn(this.definition, card);
    return el(
      'article',
      { class: `card${limit ? ' beyond' : ''}`, hue: limit ? `var(--${limit.colour})` : null, title: `${card.title ? `${card.title}: ` : ''}${exact(value, unit)}, ${range.label}` },
      el('h3', { text: card.label }),
      el('p', { class: 'value', text: format(value, unit) }),
      el('p', { class: `change ${change.mood}`, text: limit?.text ?? change.text }),
      line ? spark(line) : null,
    );
  }
}

async function numbersOf(card, range) {
  const [value, previous, { lines, resolution }] = await Promise.all([
    numberOf(card, range.params, range),
    numberOf(card, before(range), range),
    linesOf({ series: [card] }, range),
  ]);
  return { value, before: previous, line: lines[0], resolution };
}

/** A card for each metric that the application derives, but those that have one. */
function derivedOf(names, cards) {
  const others = [...names.values()].filter((metric) => metric.derived && !cards.some((card) => card.metric === metric.name));
  return others.map(({ name, kind, description }) => ({ label: wordsOf(name), title: description, metric: name, aggregation: kind === 'counter' ? 'count' : undefined }));
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
