// Lines, areas and columns over time. The library draws; the crosshair, the choice of a time, the
// legend and the texts are ours.

import { el, refill } from '../dom.js';
import { SERIES_COLOURS, colour, onTheme } from '../theme.js';
import { local, rangeOf, tick, ticks, utc } from '../time.js';
import { exact, format, unitOf } from '../units.js';
import { fired, rulesAbout } from '../alerts.js';
import { linesOf } from './data.js';
import { Frame } from './frame.js';
import { MARKS, stretchesAbove } from './marks.js';
import { figureList, figuresOf, sentencesOf } from './numbers.js';

const TICKS = 7;
const LEAST_DRAG_PIXELS = 6;
const MOST_TOLD = 3;
const charts = new Set();

/** A panel with a chart. */
export class ChartPanel {
  #definition;
  #state;
  #isKnown;
  #chart = null;
  #data = null;
  #range = null;
  #turn = 0;
  #rules = [];
  #events = [];
  #figures = [];
  #stretches = [];
  #isolated = null;
  #legend = el('div', { class: 'legend', role: 'group', 'aria-label': 'Series' });
  #canvas = el('canvas', { role: 'img' });
  #choice = el('div', { class: 'choice', hidden: true });
  #tip = el('div', { class: 'tip', hidden: true });
  #beside = el('div');
  #stage;
  frame;

  constructor(definition, state, isKnown = () => true) {
    this.#definition = definition;
    this.#state = state;
    this.#isKnown = isKnown;
    this.frame = new Frame(definition);
    this.#stage = el('div', { class: 'stage' }, this.#canvas, this.#choice, this.#tip);
    this.frame.body.append(this.#stage, this.#legend, this.#beside);
    this.#listen(this.#stage);
    onTheme(() => this.#draw());
    charts.add(this);
  }

  /** Shows something else in the same place; it is asked for with the next refresh. */
  show(definition) {
    this.#definition = definition;
    this.#isolated = null;
    this.#data = null;
    this.#turn += 1;
    this.#chart?.destroy();
    this.#chart = null;
    this.#canvas.removeAttribute('aria-label');
    refill(this.#legend);
    this.frame.rename(definition);
    this.frame.clears();
  }

  /** A page may ask for its lines itself: then its definition is no JSON, and has a `load`. */
  async #ask(range) {
    const { load, thresholds, marks, cards } = this.#definition;
    return load
      ? load(range)
      : Promise.all([
          linesOf(this.#definition, range, this.#isKnown),
          thresholds ? rulesAbout(thresholds, this.#state.get('route') ?? '') : [],
          marks ? fired(marks, range) : [],
          figuresOf(cards, range, this.#isKnown),
        ]);
  }

  /** Of two that are under way the later one counts. */
  async refresh() {
    const turn = ++this.#turn;
    const range = rangeOf(this.#state);
    const [data, rules, events, figures = []] = await this.#ask(range);
    if (turn !== this.#turn) {
      return;
    }
    if (!data.lines.some((line) => line.label === this.#isolated)) {
      this.#isolated = null;
    }
    this.#range = range;
    this.#rules = rules;
    this.#events = events;
    this.#figures = figures;
    this.#stretches = this.#slow(data, rules);
    this.#data = data;
    this.#draw();
  }

  #draw() {
    if (!this.#data) {
      return;
    }
    refill(this.#beside, this.#figures.length > 0 ? figureList(this.#figures) : null);
    const isNothing = this.#data.isEmpty && this.#events.length === 0; // an alert may be about just that
    this.#stage.hidden = isNothing;
    if (isNothing) {
      this.#chart?.destroy();
      this.#chart = null;
      refill(this.#legend);
      this.#withoutLines();
      return;
    }
    this.frame.body.classList.remove('nothing');
    const config = this.#config();
    if (this.#chart) {
      this.#chart.data = config.data;
      this.#chart.options = config.options;
      this.#chart.update('none');
    } else {
      this.#chart = new window.Chart(this.#canvas, config);
    }
    this.#chart.$events = this.#events;
    this.#chart.$stretches = [...this.#stretches, ...this.#events.filter((event) => event.until !== undefined).map(({ at, until }) => ({ from: at, to: until }))];
    this.#chart.draw(); // with both
    this.#fillLegend();
    this.#describe();
  }

  /** The numbers beside it may be there all the same. */
  #withoutLines() {
    const figures = this.#figures;
    const isNothing = figures.every((figure) => figure.value === null);
    this.frame.body.classList.toggle('nothing', isNothing);
    if (isNothing) {
      this.frame.isEmpty();
    } else {
      this.frame.shows({ columns: ['what', 'value'], rows: figures.map((figure) => [figure.label, figure.value]), summary: sentencesOf(figures) });
    }
  }

  /** Where several series are of the same groups, one colour is one group. */
  #colourOf(line, at) {
    const groups = [...new Set(this.#data.lines.map((each) => each.groupName).filter(Boolean))];
    const place = line.groupName ? groups.indexOf(line.groupName) : at;
    return colour(line.colour ?? SERIES_COLOURS[place % SERIES_COLOURS.length]);
  }

  /** A column stands over its time, a point at its beginning. */
  #placeOf(point) {
    return this.#definition.kind === 'columns' ? (point.from + point.to) / 2 : point.from;
  }

  #unitOf(line) {
    const { unit, series = [] } = this.#definition;
    return line?.unit ?? unit ?? unitOf(series[0]?.metric ?? '', series[0]?.aggregation);
  }

  #config() {
    const kind = this.#definition.kind;
    const isStacked = kind === 'area';
    const datasets = this.#data.lines.map((line, at) => {
      const drawn = this.#colourOf(line, at);
      return {
        label: line.label,
        data: line.points.map((point) => ({ x: this.#placeOf(point), y: point.value })),
        borderColor: drawn,
        backgroundColor: isStacked ? `${drawn}59` : kind === 'columns' ? drawn : `${drawn}22`,
        borderWidth: kind === 'columns' ? 0 : 2,
        borderDash: line.isDashed ? [6, 4] : [],
        fill: isStacked ? (at === 0 ? 'origin' : '-1') : false,
        hidden: this.#isolated !== null && this.#isolated !== line.label,
        segment: { borderDash: ({ p1DataIndex }) => (line.points[p1DataIndex].isPartial ? [2, 3] : undefined) },
        categoryPercentage: 0.9,
        barPercentage: 0.95,
        pointRadius: line.points.filter((point) => point.value !== null).length === 1 ? 3 : 0,
        pointHoverRadius: 4,
        spanGaps: false,
        tension: 0,
      };
    });
    datasets.push(...this.#rules.map((rule) => this.#threshold(rule)));
    return { type: kind === 'columns' ? 'bar' : 'line', data: { datasets }, options: this.#options(isStacked), plugins: [MARKS] };
  }

  /** When the line that the definition calls `slow` was above the lowest limit of what is shown. */
  #slow(data, rules) {
    const { slow } = this.#definition;
    const limits = rules.filter((rule) => (rule.aggregation || 'p95') === slow).map((rule) => rule.threshold_value);
    return slow && limits.length > 0 ? stretchesAbove(data.lines.find((line) => line.label === slow), Math.min(...limits)) : [];
  }

  /** The same in words, the longest first. */
  #slowInWords() {
    const longest = [...this.#stretches].sort((one, other) => other.to - other.from - one.to + one.from).slice(0, MOST_TOLD);
    const told = longest.map(({ from, to }) => `${local(from)} to ${local(Math.min(to, this.#range.to))}`).join(', ');
    return longest.length > 0 ? `${this.#definition.slow} above its threshold ${this.#stretches.length > MOST_TOLD ? `in ${this.#stretches.length} stretches, the longest ` : ''}from ${told}` : '';
  }

  /** Where a rule begins to fire. */
  #threshold(rule) {
    const { from, to } = this.#range;
    const value = rule.type === 'error_rate' ? rule.threshold_value / 100 : rule.threshold_value;
    return {
      label: rule.name,
      data: [
        { x: from, y: value },
        { x: to, y: value },
      ],
      borderColor: colour('error'),
      borderWidth: 1,
      borderDash: [2, 4],
      pointRadius: 0,
      fill: false,
    };
  }

  #options(isStacked) {
    const text = colour('text-quiet');
    const grid = { color: colour('line'), drawTicks: false };
    const { from, to } = this.#range;
    return {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      events: [],
      scales: {
        x: {
          type: 'linear',
          min: from,
          max: to,
          offset: false,
          grid: { ...grid, display: false },
          border: { color: colour('line') },
          afterBuildTicks: (axis) => {
            axis.ticks = ticks(from, to, Math.max(2, Math.min(TICKS, Math.floor(axis.width / 70)))).map((value) => ({ value }));
          },
          ticks: { color: text, maxRotation: 0, autoSkip: false, callback: (millis) => tick(millis, to - from) },
        },
        y: {
          beginAtZero: true,
          stacked: isStacked,
          grid,
          border: { display: false },
          ticks: { display: !this.#data.isEmpty, color: text, maxTicksLimit: 5, padding: 6, callback: (value) => format(value, this.#unitOf(null)) },
        },
      },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    };
  }

  #fillLegend() {
    refill(
      this.#legend,
      ...this.#data.lines.map((line, at) =>
        el(
          'button',
          {
            type: 'button',
            class: 'entry',
            hue: this.#colourOf(line, at),
            'aria-pressed': String(this.#isolated === line.label),
            'data-key': line.label,
            title: 'Show this one alone, or all again',
            on: { click: () => this.#isolate(line.label) },
          },
          el('span', { class: 'swatch' }),
          el('span', { text: line.label }),
          el('span', { class: 'number', text: format(this.#numberOf(line), this.#unitOf(line)), title: line.isAdded ? 'in all of this time' : 'at last' }),
        ),
      ),
    );
  }

  /** What is counted adds up; of all else the last number says most. */
  #numberOf(line) {
    const values = line.points.map((each) => each.value).filter((value) => value !== null);
    return line.isAdded && values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : (values.at(-1) ?? null);
  }

  #isolate(label) {
    this.#isolated = this.#isolated === label ? null : label;
    this.#draw();
  }

  #describe() {
    const { lines, resolution, step, cut = [] } = this.#data;
    const times = [...new Set(lines.flatMap((line) => line.points.map((point) => point.from)))].sort((a, b) => a - b);
    const maps = lines.map((line) => new Map(line.points.map((point) => [point.from, point.value])));
    const summary = lines.map((line) => `${line.label}: ${summaryOf(line, this.#unitOf(line))}`).join(' ');
    const slow = this.#slowInWords();
    this.#canvas.setAttribute('aria-label', `${this.#definition.title}, ${this.#range.label}. ${summary}`);
    this.frame.shows({
      columns: ['time', ...lines.map((line) => line.label)],
      rows: times.map((time) => [new Date(time).toISOString(), ...maps.map((values) => values.get(time) ?? null)]),
      summary: [summary, slow && `${slow}.`, sentencesOf(this.#figures)].filter(Boolean).join(' '),
      resolution,
      step,
      note: [this.#definition.note, slow, ...new Set(cut.map(({ shown, of }) => `the ${shown} largest of ${of}`)), ...this.#events.filter((event) => event.message).slice(0, MOST_TOLD).map((event) => `${local(event.at)}: ${event.message}`)].filter(Boolean).join('; '),
    });
  }

  #listen(stage) {
    let start = null;
    stage.addEventListener('pointerdown', (event) => {
      if (this.#chart && event.button === 0) {
        start = event.offsetX;
        stage.setPointerCapture(event.pointerId);
      }
    });
    stage.addEventListener('pointermove', (event) => {
      if (!this.#chart) {
        return;
      }
      if (start !== null) {
        this.#choose(start, event.offsetX);
      }
      point(this.#chart.scales.x.getValueForPixel(event.offsetX));
    });
    stage.addEventListener('pointerup', (event) => {
      if (start !== null && Math.abs(event.offsetX - start) >= LEAST_DRAG_PIXELS) {
        this.#zoom(Math.min(start, event.offsetX), Math.max(start, event.offsetX));
      }
      start = null;
      this.#choice.hidden = true;
    });
    stage.addEventListener('pointerleave', () => point(null));
    stage.addEventListener('pointercancel', () => {
      start = null;
      this.#choice.hidden = true;
    });
  }

  #choose(from, to) {
    this.#choice.hidden = Math.abs(to - from) < LEAST_DRAG_PIXELS;
    this.#choice.style.left = `${Math.min(from, to)}px`;
    this.#choice.style.width = `${Math.abs(to - from)}px`;
  }

  #zoom(left, right) {
    const { x } = this.#chart.scales;
    const minute = 60_000;
    const from = Math.floor(x.getValueForPixel(left) / minute) * minute;
    const to = Math.ceil(x.getValueForPixel(right) / minute) * minute;
    if (to - from >= 5 * minute) {
      this.#state.set({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    }
  }

  /** Marks a time, or none, in this chart as in all others. */
  pointAt(time) {
    if (!this.#chart) {
      return;
    }
    const points = this.#data.lines[0]?.points ?? [];
    const there = time === null ? null : nearest(points, time);
    this.#chart.$marked = there ? this.#placeOf(there) : null;
    this.#chart.draw();
    this.#showTip(there);
  }

  #showTip(there) {
    this.#tip.hidden = there === null || there === undefined;
    if (this.#tip.hidden) {
      return;
    }
    const rows = this.#data.lines
      .map((line, at) => ({ line, hue: this.#colourOf(line, at) }))
      .filter(({ line }) => this.#isolated === null || this.#isolated === line.label)
      .map(({ line, hue }) => {
        const value = line.points.find((each) => each.from === there.from)?.value ?? null;
        return el('div', { class: 'entry', hue }, el('span', { class: 'swatch' }), el('span', { text: line.label }), el('b', { text: exact(value, this.#unitOf(line)) }));
      });
    refill(
      this.#tip,
      el('div', { class: 'when', text: local(there.from) }),
      el('div', { class: 'utc', text: `${utc(there.from)}${there.isPartial ? ', not over or cut off' : ''}` }),
      ...rows,
    );
    const { x } = this.#chart.scales;
    const pixel = x.getPixelForValue(this.#placeOf(there));
    const isRight = pixel > (x.left + x.right) / 2;
    this.#tip.style.left = isRight ? 'auto' : `${pixel + 12}px`;
    this.#tip.style.right = isRight ? `${this.#chart.width - pixel + 12}px` : 'auto';
  }
}

function point(time) {
  charts.forEach((chart) => chart.pointAt(time));
}

function nearest(points, time) {
  let best = null;
  for (const each of points) {
    if (best === null || Math.abs(each.from - time) < Math.abs(best.from - time)) {
      best = each;
    }
  }
  return best;
}

function summaryOf(line, unit) {
  const values = line.points.map((each) => each.value).filter((value) => value !== null);
  if (values.length === 0) {
    return 'nothing is known.';
  }
  return `from ${exact(Math.min(...values), unit)} to ${exact(Math.max(...values), unit)}, at last ${exact(values[values.length - 1], unit)}.`;
}
