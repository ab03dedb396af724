// Of which routes errors are: a question tells how many of each kind there were.

import { ask } from '../api.js';
import { el, refill, scrolling } from '../dom.js';
import { exact, format } from '../units.js';
import { selection } from './data.js';
import { Panel } from './frame.js';

const MOST_ROWS = 20;
const COLUMNS = ['Endpoint', '4xx', '5xx', 'Error rate'];

/** A table of the routes with errors, those with the most first; a click looks at one alone. */
export class BreakdownPanel extends Panel {
  #table = scrolling('rows');

  constructor(...parts) {
    super(...parts);
    this.frame.body.append(this.#table);
  }

  async refresh() {
    const { range } = this;
    const question = { metric: 'http.request.count', aggregation: 'count', group_by: 'route_id,status_class', only: ['route_id'] };
    const answer = await ask('breakdown', { ...selection(question, range), ...range.params, detail: 'full' });
    const all = rowsOf(answer.shares);
    this.frame.body.classList.toggle('nothing', all.length === 0);
    if (all.length === 0) {
      this.frame.isNothing('No request failed in the time that is shown.');
      return;
    }
    const rows = all.slice(0, MOST_ROWS);
    refill(
      this.#table,
      el(
        'table',
        { class: 'numbers' },
        el('thead', {}, el('tr', {}, ...COLUMNS.map((text) => el('th', { scope: 'col', text })))),
        el('tbody', {}, ...rows.map((row) => this.#row(row))),
      ),
    );
    this.frame.shows({
      columns: ['endpoint', '4xx', '5xx', 'error rate'],
      rows: rows.map((row) => [row.route, row['4xx'], row['5xx'], row.rate]),
      summary: `Most errors are of ${rows[0].route}: ${exact(rows[0]['4xx'], 'count')} with 4xx, ${exact(rows[0]['5xx'], 'count')} with 5xx, ${format(rows[0].rate, 'share')} of its requests.`,
      resolution: answer.basis.granularities,
      note: all.length > MOST_ROWS ? `the ${MOST_ROWS} with the most errors of ${all.length}` : '',
    });
  }

  #row(row) {
    const isChosen = this.state.get('route') === row.route;
    const name = el('button', {
      type: 'button',
      class: 'quiet link',
      'aria-pressed': String(isChosen),
      'data-key': `errors ${row.route}`,
      title: isChosen ? 'Show all endpoints again' : 'Show this endpoint alone',
      text: row.route || '(none)',
      on: { click: () => this.state.set({ route: isChosen ? '' : row.route }) },
    });
    const cell = (value, unit) => el('td', { title: exact(value, unit), text: format(value, unit) });
    return el('tr', {}, el('td', {}, name), cell(row['4xx'], 'count'), cell(row['5xx'], 'count'), cell(row.rate, 'share'));
  }
}

function rowsOf(shares) {
  const routes = new Map();
  for (const { group, value } of shares) {
    const row = routes.get(group[0]) ?? { route: group[0], all: 0, '4xx': 0, '5xx': 0 };
    row.all += value;
    if (group[1] in row) {
      row[group[1]] += value;
    }
    routes.set(group[0], row);
  }
  return [...routes.values()]
    .map((row) => ({ ...row, rate: (row['4xx'] + row['5xx']) / row.all }))
    .filter((row) => row.rate > 0)
    .sort((one, other) => other['4xx'] + other['5xx'] - one['4xx'] - one['5xx']);
}
