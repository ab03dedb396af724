// Shares of a whole as a ring, with the numbers beside it.

import { el, refill, svg } from '../dom.js';
import { SERIES_COLOURS, colour, onTheme } from '../theme.js';
import { rangeOf } from '../time.js';
import { exact, format, unitOf } from '../units.js';
import { groupLabel, numberOf, sharesOf } from './data.js';
import { Frame } from './frame.js';

const RADIUS = 42;
const LENGTH = 2 * Math.PI * RADIUS;

/** A panel with a ring: a part for each series, or for each value of the tag it is grouped by. */
export class DonutPanel {
  #definition;
  #state;
  #isKnown;
  #parts = [];
  #resolution = [];
  #stage = el('div', { class: 'donut' });
  frame;

  constructor(definition, state, isKnown) {
    this.#definition = definition;
    this.#state = state;
    this.#isKnown = isKnown;
    this.frame = new Frame(definition);
    this.frame.body.append(this.#stage);
    onTheme(() => this.#draw());
  }

  async refresh() {
    const range = rangeOf(this.#state);
    const isGrouped = this.#definition.series.some((series) => series.group_by);
    const { shares, resolution } = isGrouped ? await sharesOf(this.#definition, range, this.#isKnown) : { shares: [], resolution: [] };
    this.#resolution = resolution;
    this.#parts = isGrouped
      ? shares.map((share) => ({ ...share, label: share.label || groupLabel(['']) }))
      : await Promise.all(this.#definition.series.filter(this.#isKnown).map((series) => partOf(series, range)));
    this.#draw();
  }

  #draw() {
    const parts = this.#parts.filter((part) => part.value > 0);
    const whole = parts.reduce((sum, part) => sum + part.value, 0);
    this.frame.body.classList.toggle('nothing', whole === 0);
    if (whole === 0) {
      refill(this.#stage);
      this.frame.isEmpty();
      return;
    }
    const { unit = unitOf(this.#definition.series[0].metric, 'count') } = this.#definition;
    let at = 0;
    const rings = parts.map((part, number) => {
      const length = (part.value / whole) * LENGTH;
      const ring = svg('circle', { cx: 50, cy: 50, r: RADIUS, 'stroke-dasharray': `${length} ${LENGTH - length}`, 'stroke-dashoffset': -at, hue: hueOf(part, number) });
      at += length;
      return ring;
    });
    refill(
      this.#stage,
      svg('svg', { viewBox: '0 0 100 100', role: 'img', 'aria-label': this.#definition.title }, ...rings, svg('text', { x: 50, y: 54 }, format(whole, unit))),
      el('ul', {}, ...parts.map((part, number) => entry(part, whole, unit, hueOf(part, number)))),
    );
    this.frame.shows({
      columns: ['what', 'value', 'share'],
      rows: parts.map((part) => [part.label, part.value, part.value / whole]),
      resolution: this.#resolution,
      summary: parts.map((part) => `${part.label}: ${exact(part.value, unit)}, ${format(part.value / whole, 'share')}.`).join(' '),
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
