// What the library says of itself, in tables of what and how much.

import { ask } from '../api.js';
import { el, refill, scrolling } from '../dom.js';
import { ago, local, utc } from '../time.js';
import { exact, format } from '../units.js';
import { Frame } from './frame.js';

const GOOD = 'good';
const BAD = 'bad';

/** A panel of one of the views below. */
export class StatusPanel {
  #definition;
  #body = scrolling('rows');
  frame;

  constructor(definition) {
    this.#definition = definition;
    this.frame = new Frame(definition);
    this.frame.body.append(this.#body);
  }

  async refresh() {
    const view = VIEWS[this.#definition.shows];
    if (!view) {
      throw new Error(`The panel's definition shows “${this.#definition.shows}”: it is one of ${Object.keys(VIEWS).join(', ')}.`);
    }
    const { columns, rows } = view(await ask('status'));
    this.frame.body.classList.toggle('nothing', rows.length === 0);
    if (rows.length === 0) {
      this.frame.isNothing(this.#definition.nothing ?? 'There is none.');
      return;
    }
    refill(
      this.#body,
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...columns.map((text) => el('th', { scope: 'col', text })))),
        el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map(cell)))),
      ),
    );
    this.frame.shows({ columns, rows: rows.map((row) => row.map((each) => each?.exact ?? each?.text ?? each)), summary: rows.map((row) => row.map((each) => each?.text ?? each).join(': ')).join('. ') });
  }
}

function cell(value) {
  const { text, title, mood } = typeof value === 'object' && value !== null ? value : { text: value };
  return el('td', { class: mood, title, text: text === null || text === undefined ? '–' : String(text) });
}

function amount(value, unit, mood) {
  return value === null || value === undefined ? '–' : { text: format(value, unit), title: exact(value, unit), exact: value, mood };
}

function time(text) {
  if (!text) {
    return '–';
  }
  const millis = Date.parse(text);
  return { text: `${ago(millis)}`, title: `${local(millis)}, ${utc(millis)}`, exact: text };
}

function truth(isGood, good, bad) {
  return { text: isGood ? good : bad, mood: isGood ? GOOD : BAD };
}

const facts = (rows) => ({ columns: ['what', 'how'], rows });

const VIEWS = {
  state: (status) =>
    facts([
      ['All in all', truth(status.well, 'well', 'in trouble')],
      ...status.troubles.map((trouble) => ['Trouble', { text: trouble, mood: BAD }]),
      ['Version', status.version],
      ['Source', status.source],
      ['Running for', amount(1_000 * status.uptime_seconds, 'ms')],
      ['Instances seen', status.instances.join(', ')],
      ['Clock of the application', time(status.now)],
    ]),
  store: ({ store, janitor, recorded_bytes: recorded }) =>
    facts([
      ['The store', truth(!store.away, 'answers', 'is away')],
      ['Away since', time(store.away_since)],
      ['Last confirmed', time(store.last_confirmed)],
      ['Flush lag', amount(store.flush_lag_ms, 'ms')],
      ['Failures in a row', amount(store.failures_in_a_row, 'count', store.failures_in_a_row > 0 ? BAD : undefined)],
      ['Waiting buckets', amount(store.waiting_buckets, 'count')],
      ['Waiting memory', amount(store.waiting_bytes, 'bytes')],
      ['Rows flushed', amount(store.flushed_rows, 'count')],
      ['Size', amount(store.size_bytes, 'bytes')],
      ['Most that it may have', amount(store.max_bytes, 'bytes')],
      ['Growth a day', amount(store.growth_bytes_per_day, 'bytes')],
      ['Size in 30 days, as it grows', amount(store.forecast_bytes, 'bytes')],
      ['Full', store.full_at ? { text: local(Date.parse(store.full_at)), mood: BAD } : '–'],
      ['Memory of what is recorded', amount(recorded, 'bytes')],
      ['This instance sweeps', janitor.holder ? 'yes' : 'no, another one'],
      ['Last sweep', time(janitor.last_sweep)],
      ['Sweeping', truth(!janitor.failing, 'well', 'fails')],
    ]),
  memory: ({ memory }) => ({
    columns: ['budget', 'used', 'given', 'share'],
    rows: Object.entries(memory).map(([name, { used_bytes: used, given_bytes: given }]) => [
      name,
      amount(used, 'bytes'),
      amount(given, 'bytes'),
      amount(given ? used / given : 0, 'share', given && used / given > 0.9 ? BAD : undefined),
    ]),
  }),
  series: ({ series }) => ({
    columns: ['metric', 'series', 'of those that it may have'],
    rows: [
      [{ text: 'all together' }, amount(series.active, 'count'), amount(series.active / series.limit, 'share')],
      ...series.largest.map((each) => [each.metric, amount(each.series, 'count'), amount(each.series / series.limit_of_metric, 'share')]),
    ],
  }),
  lost: ({ dropped, guards, series, store }) => ({
    columns: ['what', 'why', 'how many'],
    rows: [
      ...Object.entries(dropped).map(([reason, count]) => ['dropped', reason, amount(count, 'count', BAD)]),
      ...Object.entries(store.dropped_buckets).map(([reason, count]) => ['dropped buckets', reason, amount(count, 'count', BAD)]),
      ...Object.entries(store.errors).map(([reason, count]) => ['errors of the store', reason, amount(count, 'count')]),
      ...Object.entries(series.overflow).map(([metric, count]) => ['series beyond the limit', metric, amount(count, 'count')]),
      ...Object.entries(guards).map(([rule, count]) => ['refused by a guard', rule, amount(count, 'count')]),
    ],
  }),
  kept: ({ retention_seconds: kept, history }) => ({
    columns: ['what', 'kept for', 'oldest', 'newest'],
    rows: Object.entries(kept).map(([name, seconds]) => [name.replaceAll('_', ' '), amount(1_000 * seconds, 'ms'), time(history[name]?.oldest), time(history[name]?.newest)]),
  }),
  writers: ({ writers }) => ({
    columns: ['writer', 'source', 'seen'],
    rows: writers.map((each) => [each.writer, each.source, time(each.last_seen)]),
  }),
  collectors: ({ collectors }) => ({
    columns: ['collector', 'state', 'since', 'took', 'readings'],
    rows: collectors.map((each) => [each.name, { text: each.state, mood: each.state === 'ok' ? GOOD : each.state === 'off' ? undefined : BAD }, time(each.since), amount(each.took_ms, 'ms'), amount(each.readings, 'count')]),
  }),
};
