// Routes and times: the more requests, the warmer the cell.

import { ask } from '../api.js';
import { el, refill, svg } from '../dom.js';
import { onTheme } from '../theme.js';
import { local, rangeOf, tick, utc } from '../time.js';
import { exact, format } from '../units.js';
import { Frame } from './frame.js';

const MOST_ROUTES = 20;
const CELL_HEIGHT = 22;
const WIDTHS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 };
const DAY = 86_400_000;
const MOST_DAYS = { hour: 14, day: 400, week: Infinity };
const USUAL_DAYS = { hour: 8, day: 120, week: Infinity };
const MOST_MARKS = 6;

/** The rules of the controls of this panel. */
export const HEATMAP_RULES = { cell: { default: '', valid: (text) => text === '' || text in WIDTHS } };

/** A panel with a row for each route. */
export class HeatmapPanel {
  #state;
  #answer = null;
  #turn = 0;
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
    const granularity = cellOf(this.#state.get('cell'), range);
    const turn = ++this.#turn;
    const answer = await ask('heatmap', { granularity, limit: MOST_ROUTES, ...range.params });
    if (turn === this.#turn) {
      this.#select.value = granularity;
      this.#answer = answer;
      this.#draw();
    }
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
    const byRoute = Map.groupBy ? Map.groupBy(cells, (cell) => cell.endpoint) : grouped(cells);
    const routes = [...byRoute.keys()];
    const times = [...new Set(cells.map((cell) => cell.time_bucket))].sort();
    const columns = new Map(times.map((time, at) => [time, { at, name: `${local(Date.parse(time))} (${utc(Date.parse(time))})` }]));
    const rows = routes.map((route) => row(route, byRoute.get(route), columns));
    refill(this.#stage, ...rows, axis(times), scale(this.#answer.max_count));
    this.frame.shows({
      columns: ['endpoint', ...times],
      rows: routes.map((route) => [route, ...numbers(byRoute.get(route), times)]),
      summary: `${routes.length} endpoints; the fullest cell has ${exact(this.#answer.max_count, 'count')} requests.`,
      note: groups > routes.length ? `the ${routes.length} largest of ${groups}` : '',
    });
  }
}

/** Times are written once for each column: that takes longer than all else. */
function row(route, cells, columns) {
  const rects = cells.map((cell) => {
    const { at, name } = columns.get(cell.time_bucket);
    const title = `${route || '(none)'}, ${name}: ${exact(cell.request_count, 'count')} requests`;
    return svg('rect', { x: at + 0.03, y: 0, width: 0.94, height: 1, hue: warmth(cell.intensity) }, svg('title', {}, title));
  });
  return el(
    'div',
    { class: 'heat-row' },
    el('span', { class: 'name', title: route, text: route || '(none)' }),
    svg('svg', { viewBox: `0 0 ${columns.size} 1`, preserveAspectRatio: 'none', height: CELL_HEIGHT, 'aria-hidden': 'true' }, ...rects),
  );
}

function grouped(cells) {
  const groups = new Map();
  for (const cell of cells) {
    if (!groups.has(cell.endpoint)) {
      groups.set(cell.endpoint, []);
    }
    groups.get(cell.endpoint).push(cell);
  }
  return groups;
}

function numbers(cells, times) {
  const counts = new Map(cells.map((cell) => [cell.time_bucket, cell.request_count]));
  return times.map((time) => counts.get(time) ?? null);
}

/** How long a cell is: as was chosen, but no more of them than can be told apart. */
function cellOf(chosen, range) {
  const days = (range.to - range.from) / DAY;
  const names = Object.keys(WIDTHS);
  const least = names.findIndex((name) => days <= MOST_DAYS[name]);
  return chosen ? names[Math.max(least, names.indexOf(chosen))] : names.find((name) => days <= USUAL_DAYS[name]);
}

/** Below every some columns, since columns are equally wide also where days are not. */
function axis(times) {
  const every = Math.ceil(times.length / MOST_MARKS);
  const length = Date.parse(times[times.length - 1]) - Date.parse(times[0]);
  const marks = times
    .map((time, at) => ({ time, at }))
    .filter(({ at }) => at % every === 0)
    .map(({ time, at }) => {
      const mark = el('span', { text: tick(Date.parse(time), length) });
      mark.style.left = `${(100 * at) / times.length}%`;
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
