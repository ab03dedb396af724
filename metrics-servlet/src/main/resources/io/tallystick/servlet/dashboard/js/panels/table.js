// Rows of a table that the application shows, the newest first.

import { ask } from '../api.js';
import { el, refill, scrolling } from '../dom.js';
import { local, utc } from '../time.js';
import { Panel } from './frame.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A panel of one of the application's tables. */
export class TablePanel extends Panel {
  #table = scrolling('rows');

  constructor(...parts) {
    super(...parts);
    this.frame.body.append(this.#table);
  }

  async refresh() {
    const { table, limit = 20 } = this.definition;
    const answer = await ask(`tables/${encodeURIComponent(table)}`, { limit, ...this.range.params });
    const columns = answer.columns.map((column) => column.name);
    const { rows } = answer;
    if (this.isNothing(rows.length === 0)) {
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
