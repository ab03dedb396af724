// Shares of a whole as a ring, with the numbers beside it.

import { el, refill, svg } from '../dom.js';
import { SERIES_COLOURS, colour, onTheme } from '../theme.js';
import { exact, format, unitOf } from '../units.js';
import { groupLabel, numberOf, sharesOf } from './data.js';
import { Panel } from './frame.js';
import { figureList, figuresOf, sentencesOf } from './numbers.js';

const RADIUS = 42;
const LENGTH = 2 * Math.PI * RADIUS;

/** A panel with a ring: a part for each series, or for each value of the tag it is grouped by. */
export class DonutPanel extends Panel {
  #parts = null;
  #note = '';
  #resolution = [];
  #figures = [];
  #stage = el('div', { class: 'donut' });
  #beside = el('div');

  constructor(...parts) {
    super(...parts);
    this.frame.body.append(this.#stage, this.#beside);
    onTheme(() => this.#draw());
  }

  async refresh() {
    const { definition, range, isKnown } = this;
    const isGrouped = definition.series.some((series) => series.group_by);
    const [asked, figures] = await Promise.all([
      isGrouped ? sharesOf(definition, range, isKnown) : Promise.all(definition.series.filter(isKnown).map((series) => partOf(series, range))),
      figuresOf(definition.cards, range, isKnown),
    ]);
    this.#parts = isGrouped ? asked.shares.map((share) => ({ ...share, label: share.label || groupLabel(['']) })) : asked;
    this.#resolution = isGrouped ? asked.resolution : [];
    this.#note = asked.note ?? '';
    this.#figures = figures;
    this.#draw();
  }

  #draw() {
    if (this.#parts === null) {
      return;
    }
    const parts = this.#parts.filter((part) => part.value > 0);
    const whole = parts.reduce((sum, part) => sum + part.value, 0);
    if (this.isNothing(whole === 0 && this.#figures.every((figure) => figure.value === null))) {
      return;
    }
    const { title, series, unit = unitOf(series[0].metric, 'count') } = this.definition;
    let at = 0;
    const rings = parts.map((part, number) => {
      const length = (part.value / whole) * LENGTH;
      const ring = svg('circle', { cx: 50, cy: 50, r: RADIUS, 'stroke-dasharray': `${length} ${LENGTH - length}`, 'stroke-dashoffset': -at, hue: hueOf(part, number) });
      at += length;
      return ring;
    });
    this.#stage.hidden = whole === 0;
    refill(
      this.#stage,
      svg('svg', { viewBox: '0 0 100 100', role: 'img', 'aria-label': title }, ...rings, svg('text', { x: 50, y: 54 }, format(whole, unit))),
      el('ul', {}, ...parts.map((part, number) => entry(part, whole, unit, hueOf(part, number)))),
    );
    refill(this.#beside, this.#figures.length > 0 ? figureList(this.#figures) : null);
    this.frame.shows({
      columns: ['what', 'value', 'share'],
      rows: [...parts.map((part) => [part.label, part.value, part.value / whole]), ...this.#figures.map((figure) => [figure.label, figure.value, null])],
      resolution: this.#resolution,
      note: this.#note,
      summary: `${parts.map((part) => `${part.label}: ${exact(part.value, unit)}, ${format(part.value / whole, 'share')}.`).join(' ')} ${sentencesOf(this.#figures)}`,
    });
  }
}

async function partOf(series, range) {
  const value = await numberOf({ ...series, aggregation: 'count' }, range.params, range);
  return { label: series.label, value: Math.max(0, value ?? 0), series };
}

function hueOf(part, number) {
  return colour(part.series.colours?.[part.label] ?? (part.series.group_by ? undefined : part.series.colour) ?? SERIES_COLOURS[number % SERIES_COLOURS.length]);
}

function entry(part, whole, unit, hue) {
  return el(
    'li',
    { class: 'entry', hue },
    el('span', { class: 'swatch' }),
    el('span', { text: part.label }),
    el('b', { text: format(part.value, unit), title: exact(part.value, unit) }),
    el('span', { class: 'number', text: format(part.value / whole, 'share') }),
  );
}
