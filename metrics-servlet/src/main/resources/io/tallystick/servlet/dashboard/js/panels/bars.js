// Numbers of groups beside each other, the greatest first.

import { el, refill } from '../dom.js';
import { SERIES_COLOURS, colour } from '../theme.js';
import { rangeOf } from '../time.js';
import { exact, format, unitOf } from '../units.js';
import { groupLabel, sharesOf } from './data.js';
import { Frame } from './frame.js';

/** A panel of horizontal bars, a group of them for each series of its definition. */
export class BarsPanel {
  #definition;
  #state;
  #isKnown;
  #list = el('div', { class: 'bars' });
  frame;

  constructor(definition, state, isKnown) {
    this.#definition = definition;
    this.#state = state;
    this.#isKnown = isKnown;
    this.frame = new Frame(definition);
    this.frame.body.append(this.#list);
  }

  async refresh() {
    const range = rangeOf(this.#state);
    const { shares, resolution } = await sharesOf(this.#definition, range, this.#isKnown);
    const isEmpty = shares.every((share) => !share.value);
    refill(this.#list);
    this.frame.body.classList.toggle('nothing', isEmpty);
    if (isEmpty) {
      this.frame.isEmpty();
      return;
    }
    const most = Math.max(...shares.map((share) => share.value ?? 0));
    this.#definition.series.forEach((series, at) => {
      const own = shares.filter((share) => share.series === series);
      if (own.length > 0) {
        this.#list.append(el('h3', { text: series.label }), ...own.map((share) => bar(share, most, hueOf(share, series, at), this.#unitOf(series))));
      }
    });
    this.frame.shows({
      columns: ['what', 'of', 'value'],
      rows: shares.map((share) => [share.series.label, share.label, share.value]),
      summary: shares.map((share) => `${share.series.label} ${share.label}: ${exact(share.value, this.#unitOf(share.series))}.`).join(' '),
      resolution,
    });
  }

  #unitOf(series) {
    return series.unit ?? this.#definition.unit ?? unitOf(series.metric, series.aggregation);
  }
}

function hueOf(share, series, at) {
  return colour(series.colours?.[share.label] ?? series.colour ?? SERIES_COLOURS[at % SERIES_COLOURS.length]);
}

function bar(share, most, hue, unit) {
  const fill = el('span', { class: 'fill' });
  fill.style.width = `${most > 0 ? Math.max(0.5, (100 * (share.value ?? 0)) / most) : 0}%`;
  return el(
    'div',
    { class: 'bar', hue, title: exact(share.value, unit) },
    el('span', { class: 'name', text: share.label || groupLabel(['']) }),
    el('span', { class: 'track' }, fill),
    el('span', { class: 'number', text: format(share.value, unit) }),
  );
}
