// How values are spread: below what the half of them is, and nearly all.

import { ask } from '../api.js';
import { el, refill } from '../dom.js';
import { SERIES_COLOURS, colour } from '../theme.js';
import { exact, format } from '../units.js';
import { bar } from './bars.js';
import { selection, unitIn } from './data.js';
import { Panel } from './frame.js';

const EXTRA = 'p90';
const POINTS = ['min', 'p50', EXTRA, 'p95', 'p99', 'max'];

/** A panel of what the values of histograms are, in the order of their size. */
export class DistributionPanel extends Panel {
  #list = el('div', { class: 'bars' });

  constructor(...parts) {
    super(...parts);
    this.frame.body.append(this.#list);
  }

  async refresh() {
    const { definition, range, isKnown } = this;
    const all = await Promise.all(
      definition.series.filter(isKnown).map(async (series) => ({ series, of: await ask('aggregate', { ...selection(series, range), ...range.params, aggregation: EXTRA }) })),
    );
    const found = all.filter(({ of }) => of.count > 0);
    if (this.isNothing(found.length === 0)) {
      return;
    }
    refill(this.#list, ...found.flatMap(({ series, of }, at) => this.#spread(series, of, colour(series.colour ?? SERIES_COLOURS[at % SERIES_COLOURS.length]))));
    this.frame.shows({
      columns: ['what', 'count', 'mean', ...POINTS],
      rows: found.map(({ series, of }) => [series.label, of.count, of.avg, ...POINTS.map((point) => of[point])]),
      summary: found.map(({ series, of }) => `${series.label}: ${POINTS.map((point) => `${point} ${exact(of[point], unitIn(definition, series))}`).join(', ')}.`).join(' '),
      resolution: [...new Set(found.flatMap(({ of }) => of.basis.granularities))],
    });
  }

  #spread(series, of, hue) {
    const unit = unitIn(this.definition, series);
    const head = el('h3', { text: `${series.label}: ${format(of.count, 'count')} measured, ${format(of.avg, unit)} in the mean` });
    return [head, ...POINTS.map((point) => bar(point, of[point], of.max, hue, unit))];
  }
}
