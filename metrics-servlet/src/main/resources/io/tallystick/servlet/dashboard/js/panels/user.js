// The metrics that tenants record: one of them over time, of all tenants or of one.

import { ask } from '../api.js';
import { el, refill } from '../dom.js';
import { ChartPanel } from './chart.js';

const MOST_NAMES = 5_000;
const LONGEST = 256;

/** The rules of the controls of this panel. */
export const USER_METRIC_RULES = {
  user_metric: { default: '', valid: (text) => text.length <= LONGEST },
  user_tenant: { default: '', valid: (text) => text.length <= LONGEST },
};

/** A chart with a choice; it is not there while no tenant recorded anything. */
export class UserMetricsPanel {
  #state;
  #own;
  #chart;
  #asked = '';
  #offered = '';
  #select;
  #tenant;
  frame;

  constructor(definition, state) {
    this.#state = state;
    this.#own = { ...definition, kind: 'lines', series: [] };
    this.#chart = new ChartPanel(this.#own, state);
    this.frame = this.#chart.frame;
    this.frame.element.hidden = true;
    this.#select = el('select', { 'aria-label': 'Metric', on: { change: () => this.#set({ user_metric: this.#select.value }) } });
    this.#tenant = el('input', { type: 'search', 'aria-label': 'Tenant', placeholder: 'all tenants', on: { change: () => this.#set({ user_tenant: this.#tenant.value.trim() }) } });
    this.frame.addTool(el('div', { class: 'tools choose' }, this.#select, this.#tenant));
    state.onChange(() => this.#turn());
  }

  #set(changes) {
    this.#state.set(changes, false);
  }

  #wanted() {
    return JSON.stringify([this.#state.get('user_metric'), this.#state.get('user_tenant')]);
  }

  #turn() {
    if (this.#asked !== this.#wanted()) {
      this.refresh().catch((failure) => this.frame.failed(failure));
    }
  }

  async refresh() {
    const asked = this.#wanted();
    this.#asked = asked;
    const [wanted, tenant] = JSON.parse(asked);
    const found = await ask('user-metrics', { tenant, limit: MOST_NAMES });
    if (asked !== this.#asked) {
      return;
    }
    const metrics = [...new Map(found.map((metric) => [metric.name, metric])).values()];
    const metric = metrics.find((each) => each.name === wanted) ?? metrics[0];
    this.frame.element.hidden = metrics.length === 0 && !tenant && !wanted;
    if (this.frame.element.hidden) {
      return;
    }
    const names = metrics.map(({ name }) => name).join('\n');
    if (names !== this.#offered) {
      this.#offered = names; // who has the list open keeps it
      refill(this.#select, ...metrics.map(({ name }) => el('option', { value: name, text: name })));
    }
    this.#select.value = metric?.name ?? '';
    this.#select.disabled = metrics.length === 0;
    if (document.activeElement !== this.#tenant) {
      this.#tenant.value = tenant;
    }
    this.#own.series = metric ? [seriesOf(metric, tenant)] : [];
    this.#own.note = wanted && metric && metric.name !== wanted ? `there is no “${wanted}”: another one is shown` : '';
    await this.#chart.refresh();
  }
}

/** What is counted adds up; of a gauge the last value of each step counts. */
function seriesOf({ name, kind }, tenant) {
  return { label: name, metric: name, type: 'user', tenant: tenant || undefined, aggregation: kind === 'gauge' ? 'last' : 'count' };
}
