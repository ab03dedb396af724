// Routes and times: the more requests, the warmer the cell.

import { ask } from '../api.js';
import { el, refill, svg } from '../dom.js';
import { onTheme } from '../theme.js';
import { local, rangeOf, tick, ticks, utc } from '../time.js';
import { exact, format } from '../units.js';
import { Frame } from './frame.js';

const MOST_ROUTES = 20;
const CELL_HEIGHT = 22;
const WIDTHS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 };
const CELLS = { '1h': 'hour', '6h': 'hour', '24h': 'hour', '7d': 'hour', '30d': 'day', '12mo': 'week' };

/** The rules of the controls of this panel. */
export const HEATMAP_RULES = { cell: { default: '', valid: (text) => text === '' || text in WIDTHS } };

/** A panel with a row for each route. */
export class HeatmapPanel {
  #state;
  #answer = null;
  #range = null;
  #stage = el('div', { class: 'heatmap' });
  #select;
  frame;

  constructor(definition, state) {
    this.#state = state;
    this.frame = new Frame(definition);
    this.frame.body.append(this.#stage);
    this.#select = el(
      'select',
      { 'aria-label': 'How long a cell is', on: { change: () => this.#choose() } },
      ...Object.keys(WIDTHS).map((name) => el('option', { value: name, text: `by the ${name}` })),
    );
    this.frame.addTool(this.#select);
    onTheme(() => this.#draw());
  }

  #choose() {
    this.#state.set({ cell: this.#select.value }, false);
    this.refresh().catch((failure) => this.frame.failed(failure));
  }

  async refresh() {
    const range = rangeOf(this.#state);
    const granularity = this.#state.get('cell') || CELLS[this.#state.get('period')] || 'hour';
    this.#select.value = granularity;
    this.#answer = await ask('heatmap', { granularity, limit: MOST_ROUTES, ...range.params });
    this.#range = range;
    this.#draw();
  }

  #draw() {
    if (!this.#answer) {
      return;
    }
    const { cells, groups } = this.#answer;
    this.frame.body.classList.toggle('nothing', cells.length === 0);
    if (cells.length === 0) {
      this.frame.isEmpty();
      return;
    }
    const routes = [...new Set(cells.map((cell) => cell.endpoint))];
    const times = [...new Set(cells.map((cell) => cell.time_bucket))].sort();
    const places = new Map(times.map((time, at) => [time, at]));
    const rows = routes.map((route) => row(route, cells.filter((cell) => cell.endpoint === route), places, times.length));
    refill(this.#stage, ...rows, axis(times), scale(this.#answer.max_count));
    this.frame.shows({
      columns: ['endpoint', ...times],
      rows: routes.map((route) => [route, ...times.map((time) => cells.find((cell) => cell.endpoint === route && cell.time_bucket === time)?.request_count ?? null)]),
      summary: `${routes.length} endpoints; the fullest cell has ${exact(this.#answer.max_count, 'count')} requests.`,
      note: groups > routes.length ? `the ${routes.length} largest of ${groups}` : '',
    });
  }
}

function row(route, cells, places, columns) {
  const rects = cells.map((cell) => {
    const from = Date.parse(cell.time_bucket);
    const title = `${route || '(none)'}, ${local(from)} (${utc(from)}): ${exact(cell.request_count, 'count')} requests`;
    return svg('rect', { x: places.get(cell.time_bucket) + 0.03, y: 0, width: 0.94, height: 1, hue: warmth(cell.intensity) }, svg('title', {}, title));
  });
  return el(
    'div',
    { class: 'heat-row' },
    el('span', { class: 'name', title: route, text: route || '(none)' }),
    svg('svg', { viewBox: `0 0 ${columns} 1`, preserveAspectRatio: 'none', height: CELL_HEIGHT, 'aria-hidden': 'true' }, ...rects),
  );
}

function axis(times) {
  const from = Date.parse(times[0]);
  const width = times.length > 1 ? Date.parse(times[1]) - from : WIDTHS.hour;
  const to = Date.parse(times[times.length - 1]) + width;
  const marks = ticks(from, to, 6).map((at) => {
    const mark = el('span', { text: tick(at, to - from) });
    mark.style.left = `${(100 * (at - from)) / (to - from)}%`;
    return mark;
  });
  return el('div', { class: 'heat-row' }, el('span', { class: 'name' }), el('div', { class: 'heat-axis' }, ...marks));
}

function scale(most) {
  const steps = [0, 0.25, 0.5, 0.75, 1].map((part) => el('span', { class: 'swatch', hue: warmth(part) }));
  return el('p', { class: 'heat-scale' }, '0', ...steps, format(most, 'count'));
}

/** From cool to warm; nothing at all is no colour. */
function warmth(part) {
  if (part === 0) {
    return 'var(--back)';
  }
  const root = Math.sqrt(part);
  return `hsl(${Math.round(215 - 195 * root)} ${Math.round(55 + 35 * root)}% ${Math.round(62 - 10 * root)}%)`;
}
