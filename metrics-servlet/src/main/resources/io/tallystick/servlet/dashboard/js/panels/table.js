// Rows of a table that the application shows, the newest first.

import { ask } from '../api.js';
import { el, refill, scrolling } from '../dom.js';
import { local, rangeOf, utc } from '../time.js';
import { Frame } from './frame.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A panel of one of the application's tables. */
export class TablePanel {
  #definition;
  #state;
  #table = scrolling('rows');
  frame;

  constructor(definition, state) {
    this.#definition = definition;
    this.#state = state;
    this.frame = new Frame(definition);
    this.frame.body.append(this.#table);
  }

  async refresh() {
    const { table, limit = 20 } = this.#definition;
    const answer = await ask(`tables/${encodeURIComponent(table)}`, { limit, ...rangeOf(this.#state).params });
    const columns = answer.columns.map((column) => column.name);
    const { rows } = answer;
    this.frame.body.classList.toggle('nothing', rows.length === 0);
    if (rows.length === 0) {
      refill(this.#table);
      this.frame.isEmpty();
      return;
    }
    refill(
      this.#table,
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...columns.map((column) => el('th', { scope: 'col', text: column })))),
        el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map(cell)))),
      ),
    );
    this.frame.shows({ columns, rows, summary: `${rows.length} rows.` });
  }
}

function cell(value) {
  if (typeof value === 'string' && TIME.test(value)) {
    const millis = Date.parse(value);
    return el('td', { title: utc(millis), text: local(millis) });
  }
  return el('td', { text: value === null || value === undefined ? '–' : String(value) });
}
