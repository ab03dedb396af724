// How each route does, sorted as people like; a click looks at one alone.

import { ask } from '../api.js';
import { el, refill, scrolling } from '../dom.js';
import { rangeOf } from '../time.js';
import { exact, format } from '../units.js';
import { Frame } from './frame.js';

const COLUMNS = [
  { field: 'endpoint', label: 'Endpoint' },
  { field: 'request_count', label: 'Requests', unit: 'count' },
  { field: 'error_rate', label: 'Errors', unit: 'share' },
  { field: 'p50_ms', label: 'p50', unit: 'ms' },
  { field: 'p95_ms', label: 'p95', unit: 'ms' },
  { field: 'p99_ms', label: 'p99', unit: 'ms' },
];
const MOST = 100;

/** The rules of the controls of this panel. */
export const ENDPOINT_RULES = {
  by: { default: 'request_count', valid: (text) => COLUMNS.some((column) => column.field === text) },
};

/** A table of routes. */
export class EndpointsPanel {
  #state;
  #rows = null;
  #table = scrolling('rows');
  frame;

  constructor(definition, state) {
    this.#state = state;
    this.frame = new Frame(definition);
    this.frame.body.append(this.#table);
    state.onChange(() => this.#draw());
  }

  async refresh() {
    this.#rows = await ask('endpoints', { limit: MOST, ...rangeOf(this.#state).params });
    this.#draw();
  }

  #draw() {
    if (this.#rows === null) {
      return;
    }
    this.frame.body.classList.toggle('nothing', this.#rows.length === 0);
    if (this.#rows.length === 0) {
      this.frame.isEmpty();
      return;
    }
    const by = this.#state.get('by');
    const rows = [...this.#rows].sort((one, other) => compare(one[by], other[by]));
    refill(
      this.#table,
      el(
        'table',
        { class: 'numbers' },
        el('thead', {}, el('tr', {}, ...COLUMNS.map((column) => this.#head(column, by)))),
        el('tbody', {}, ...rows.map((row) => this.#row(row))),
      ),
    );
    this.frame.shows({
      columns: COLUMNS.map((column) => column.label),
      rows: rows.map((row) => COLUMNS.map((column) => row[column.field])),
      summary: `${rows.length} endpoints, the first of which is ${rows[0].endpoint}.`,
      note: rows.length === MOST ? `the ${MOST} with the most requests` : '',
    });
  }

  #head(column, by) {
    const button = el('button', { type: 'button', class: 'quiet', 'data-key': `by ${column.field}`, text: column.label, on: { click: () => this.#state.set({ by: column.field }, false) } });
    return el('th', { scope: 'col', 'aria-sort': by === column.field ? (column.unit ? 'descending' : 'ascending') : null }, button);
  }

  #row(row) {
    const isChosen = this.#state.get('route') === row.endpoint;
    const name = el('button', {
      type: 'button',
      class: 'quiet link',
      'aria-pressed': String(isChosen),
      'data-key': row.endpoint,
      title: isChosen ? 'Show all endpoints again' : 'Show this endpoint alone',
      text: row.endpoint || '(none)',
      on: { click: () => this.#state.set({ route: isChosen ? '' : row.endpoint }) },
    });
    return el('tr', {}, ...COLUMNS.map((column) => (column.unit ? el('td', { title: exact(row[column.field], column.unit), text: format(row[column.field], column.unit) }) : el('td', {}, name))));
  }
}

function compare(one, other) {
  return typeof one === 'string' ? one.localeCompare(other) : (other ?? -1) - (one ?? -1);
}
