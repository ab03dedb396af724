// Numbers of groups beside each other, the greatest first.

import { el, refill } from '../dom.js';
import { SERIES_COLOURS, colour } from '../theme.js';
import { exact, format } from '../units.js';
import { sharesOf, unitIn } from './data.js';
import { Panel } from './frame.js';
import { figureList, figuresOf, sentencesOf } from './numbers.js';
import { choose, chosen } from './views.js';

/** A panel of horizontal bars, a group of them for each series of its definition. */
export class BarsPanel extends Panel {
  #list = el('div', { class: 'bars' });
  #figures = el('div');

  constructor(...parts) {
    super(...parts);
    this.frame.body.append(this.#list, this.#figures);
  }

  async refresh() {
    const { definition, range, isKnown } = this;
    const [{ shares, resolution, note }, figures] = await Promise.all([sharesOf(definition, range, isKnown), figuresOf(definition.cards, range, isKnown)]);
    if (this.isNothing(shares.every((share) => !share.value) && figures.every((figure) => figure.value === null))) {
      return;
    }
    const most = Math.max(...shares.map((share) => share.value ?? 0));
    refill(this.#list, ...definition.series.map((series, at) => this.#group(series, at, shares, most)));
    refill(this.#figures, figures.length > 0 ? figureList(figures) : null);
    this.frame.shows({
      columns: ['what', 'of', 'value'],
      rows: [...shares.map((share) => [share.series.label, share.label, share.value]), ...figures.map((figure) => [figure.label, null, figure.value])],
      summary: [...shares.map((share) => `${share.series.label} ${share.label}: ${exact(share.value, unitIn(definition, share.series))}.`), sentencesOf(figures)].join(' '),
      resolution,
      note,
    });
  }

  #group(series, at, shares, most) {
    const own = shares.filter((share) => share.series === series);
    if (own.length === 0) {
      return null;
    }
    const unit = unitIn(this.definition, series);
    const bars = own.map((share) => bar(share.label, share.value, most, hueOf(share, series, at), unit));
    if (!series.folded) {
      return el('div', {}, el('h3', { text: series.label }), ...bars);
    }
    const id = `${this.definition.id}.fold${at}`;
    const sum = own.reduce((all, share) => all + (share.value ?? 0), 0);
    return el(
      'details',
      { open: chosen(this.state, id) > 0, on: { toggle: (event) => this.#keep(id, event.target.open) } },
      el('summary', { 'data-key': id }, series.label, el('span', { class: 'number', text: ` ${format(sum, unit)}` })),
      ...bars,
    );
  }

  #keep(id, isOpen) {
    if (isOpen !== chosen(this.state, id) > 0) {
      choose(this.state, id, Number(isOpen));
    }
  }
}

function hueOf(share, series, at) {
  return colour(series.colours?.[share.label] ?? series.colour ?? SERIES_COLOURS[at % SERIES_COLOURS.length]);
}

/** A bar with its name and its number. */
export function bar(name, value, most, hue, unit) {
  const fill = el('span', { class: 'fill' });
  fill.style.width = `${most > 0 ? Math.max(0.5, (100 * (value ?? 0)) / most) : 0}%`;
  return el(
    'div',
    { class: 'bar', hue, title: exact(value, unit) },
    el('span', { class: 'name', text: name || '(none)' }),
    el('span', { class: 'track' }, fill),
    el('span', { class: 'number', text: format(value, unit) }),
  );
}
