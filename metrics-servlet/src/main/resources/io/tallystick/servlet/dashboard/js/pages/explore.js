// Any metric, in any way that it can be asked for: what a question touches is told before it is asked.

import { ask } from '../api.js';
import { el, refill } from '../dom.js';
import { Proposals, choiceField, choose, textField } from '../forms.js';
import { ChartPanel } from '../panels/chart.js';
import { selection } from '../panels/data.js';
import { tagText, tagsOf, tagsText } from '../tags.js';
import { rangeOf } from '../time.js';
import { exact } from '../units.js';

const MOST_NAMES = 50;
const PAUSE_MILLIS = 200;
const AGAIN_MILLIS = 5_000;
const MOST_VALUES = 500;
const LONGEST = 2_000;

/** More is not asked because an address says so, but when somebody wants it. */
const MOST_UNASKED_ROWS = 200_000;

const STATISTICS = {
  counter: ['count', 'rate'],
  gauge: ['last', 'avg', 'min', 'max'],
  histogram: ['p50', 'p90', 'p95', 'p99', 'avg', 'min', 'max', 'count', 'rate', 'sum'],
};
const KINDS = { lines: 'lines', area: 'stacked', columns: 'columns' };
const TOPS = { 5: '5 largest', 10: '10 largest', 20: '20 largest' };

/** The rules of this page's controls. */
export const EXPLORE_RULES = {
  metric: { default: '', valid: isShort },
  tenant: { default: '', valid: isShort },
  agg: { default: '', valid: (text) => /^[a-z][a-z0-9.]{1,7}$/.test(text) },
  by: { default: '', valid: (text) => /^[a-z0-9_,]{1,81}$/.test(text) },
  only: { default: '', valid: isReadable },
  as: { default: 'lines', valid: (text) => Object.hasOwn(KINDS, text) },
  top: { default: '5', valid: (text) => Object.hasOwn(TOPS, text) },
};

function isShort(text) {
  return text.length <= 400;
}

function isReadable(text) {
  try {
    tagsOf(text);
    return text.length <= LONGEST;
  } catch {
    return false;
  }
}

/** A form for a question, and the panel that shows its answer. */
export class ExplorePage {
  #state;
  #names = new Proposals('names');
  #keys = new Proposals('keys');
  #values = new Proposals('values');
  #known = new Map();
  #fields;
  #cost = el('p', { class: 'cost', role: 'status' });
  #problem = el('p', { class: 'bad', role: 'alert' });
  #about = el('p', { class: 'hint' });
  #found = el('ul', { class: 'found', 'aria-label': 'Metrics that are found' });
  #panel;
  #shown = '';
  #filled = '';
  #isWanted = false;
  #turn = 0;
  #timer = null;
  #isOther = false;
  #isSearched = false;
  #searched = '';
  #listed = '';
  #weighed = 0;
  #answered = '';
  element;

  constructor(state) {
    this.#state = state;
    this.#panel = new ChartPanel({ id: 'answer', title: 'The answer', kind: 'lines', series: [] }, state);
    this.#panel.frame.element.classList.add('wide');
    this.#panel.frame.element.hidden = true;
    this.#fields = this.#makeFields();
    const form = el(
      'form',
      { novalidate: true, role: 'search', on: { submit: (event) => this.#show(event), input: (event) => this.#typed(event.target) } },
      el('div', { class: 'fields' }, ...Object.values(this.#fields).map((field) => field.element)),
      this.#about,
      el('div', { class: 'tools' }, el('button', { type: 'submit', class: 'main', text: 'Show' }), el('button', { type: 'button', text: 'Copy the link', on: { click: (event) => this.#copy(event.target) } }), this.#cost),
      this.#problem,
      this.#found,
      this.#names.element,
      this.#keys.element,
      this.#values.element,
    );
    const question = el('section', { class: 'panel wide', 'data-panel': 'question', 'aria-label': 'What is asked' }, el('header', {}, el('h2', { text: 'Explore' })), form);
    this.element = el('div', { class: 'panels explore' }, question, this.#panel.frame.element);
    state.onChange(() => this.#follow());
    this.#fill();
  }

  #makeFields() {
    return {
      metric: textField('Metric', { name: 'metric', list: this.#names.id, hint: 'a part of its name finds it' }),
      tenant: textField('Tenant', { name: 'tenant', hint: 'for tenants’ own metrics, by its id' }),
      agg: choiceField('As', { '': 'the usual' }, { name: 'agg' }),
      by: textField('A line for each', { name: 'by', list: this.#keys.id, hint: 'one tag or two, such as status_class' }),
      only: textField('Only with tags', { name: 'only', list: this.#values.id, hint: 'key=value, with commas between several', longest: LONGEST }),
      as: choiceField('Drawn as', KINDS, { name: 'as' }),
      top: choiceField('Of many lines', TOPS, { name: 'top' }),
    };
  }

  /** Where somebody starts to search. */
  focus() {
    this.#fields.metric.input.focus();
    this.#fields.metric.input.select();
  }

  /** What the address says, in the form; what somebody writes there stays until that changes. */
  #follow() {
    const question = this.#question();
    if (question !== this.#filled) {
      this.#fill();
      if (this.#searched !== `${this.#fields.metric.value} ${this.#fields.tenant.value}`) {
        this.#search();
      }
      this.#answer(this.#isWanted);
    }
  }

  #question() {
    return this.#state.query({}, Object.keys(EXPLORE_RULES));
  }

  #fill() {
    this.#filled = this.#question();
    for (const [name, field] of Object.entries(this.#fields)) {
      if (name === 'agg') {
        this.#offer(this.#state.get('agg'));
      }
      field.value = this.#state.get(name);
    }
    this.#problem.textContent = '';
  }

  /** Which numbers there are of a metric of its kind. */
  #offer(chosen = this.#fields.agg.value) {
    const kind = this.#known.get(this.#fields.metric.value)?.kind;
    const usual = kind ? STATISTICS[kind] : [...new Set(Object.values(STATISTICS).flat())];
    const all = chosen && !usual.includes(chosen) ? [...usual, chosen] : usual;
    choose(this.#fields.agg, { '': 'the usual', ...Object.fromEntries(all.map((each) => [each, each])) });
  }

  #typed(target) {
    this.#problem.textContent = '';
    const isOther = target === this.#fields.metric.input || target === this.#fields.tenant.input;
    this.#isOther ||= isOther;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#think(), PAUSE_MILLIS);
  }

  /** Once somebody stopped typing for a moment. */
  #think() {
    if (this.#isOther) {
      this.#isOther = false;
      this.#search();
    }
    this.#weigh(this.#typedSelection());
  }

  /** Metrics of which the name has what is typed, and the tags of the one that is meant. */
  async #search() {
    const [metric, tenant] = [this.#fields.metric.value, this.#fields.tenant.value];
    const turn = ++this.#turn;
    this.#searched = `${metric} ${tenant}`;
    const asked = { contains: metric, limit: MOST_NAMES };
    const lists = await Promise.all([tenant ? [] : orNone(ask('names', asked)), orNone(ask('user-metrics', { ...asked, tenant }))]);
    const found = lists.flat().slice(0, MOST_NAMES);
    if (turn !== this.#turn) {
      return;
    }
    found.forEach((each) => this.#known.set(each.name, each));
    this.#names.show(found.map((each) => ({ value: each.name, text: each.description ?? each.kind })));
    const known = this.#known.get(metric);
    this.#about.textContent = known ? [known.kind, known.unit === 'none' ? '' : `in ${known.unit}`, known.description].filter(Boolean).join(', ') : '';
    this.#offer();
    if (known && known.kind !== 'histogram' && !STATISTICS[known.kind].includes(this.#fields.agg.value)) {
      this.#fields.agg.value = ''; // of a metric of another kind
    }
    this.#list(known ? [] : found);
    if (known) {
      this.#propose(turn);
    }
  }

  /** The tags of the metric that is meant, which nobody waits for. */
  async #propose(turn) {
    const keys = await orNone(ask('tags', this.#selection({ only: '' })));
    const values = await Promise.all(keys.map((key) => orNone(ask('tags', { ...this.#selection({ only: '' }), key, limit: MOST_VALUES }))));
    if (turn === this.#turn) {
      this.#keys.show(keys);
      this.#values.show(keys.flatMap((key, at) => values[at].map((value) => tagText(key, value))));
    }
  }

  /** What is there already stays: somebody may be about to choose it. */
  #list(found) {
    const names = found.map((each) => each.name).join(' ');
    if (names !== this.#listed) {
      this.#listed = names;
      refill(this.#found, ...found.map((each) => this.#proposal(each)));
    }
  }

  #proposal({ name, kind, description }) {
    const chosen = () => {
      this.#fields.metric.value = name;
      this.#search();
      this.#weigh(this.#typedSelection());
      this.#fields.metric.input.focus();
    };
    return el('li', {}, el('button', { type: 'button', class: 'quiet link', 'data-key': name, text: name, on: { click: chosen } }), el('span', { class: 'hint', text: ` ${kind}${description ? `, ${description}` : ''}` }));
  }

  /** Which series the form is about. */
  #selection({ only = this.#fields.only.value } = {}) {
    const [metric, tenant] = [this.#fields.metric.value, this.#fields.tenant.value];
    return selection({ metric, tenant: tenant || undefined, type: tenant || metric.startsWith('user.') ? 'user' : undefined, tags: tagsOf(only) });
  }

  /** The same, or null while it cannot be read. */
  #typedSelection() {
    try {
      return this.#selection();
    } catch {
      return null;
    }
  }

  /** What a question would touch; null where it is none, or is not told. The last one that is asked for counts. */
  async #weigh(wanted) {
    const turn = ++this.#weighed;
    const range = rangeOf(this.#state);
    if (!wanted?.metric) {
      this.#cost.textContent = '';
      return null;
    }
    let cost = null;
    let text;
    try {
      cost = await ask('cost', { ...wanted, aggregation: undefined, group_by: undefined, ...range.params, step: range.step });
      text = cost.series === 0 ? 'It touches no series: nothing is recorded under this name.' : `It touches ${exact(cost.series, 'count')} series, ${exact(cost.points, 'count')} points each: ${exact(cost.rows, 'count')} buckets at most.`;
    } catch (failure) {
      text = failure.message;
      if (isPassing(failure)) {
        setTimeout(() => turn === this.#weighed && this.#weigh(wanted), AGAIN_MILLIS);
      }
    }
    if (turn === this.#weighed) {
      this.#cost.textContent = text;
    }
    return cost;
  }

  #show(event) {
    event.preventDefault();
    try {
      tagsOf(this.#fields.only.value);
    } catch (failure) {
      this.#fields.only.fail(failure.message);
      return;
    }
    this.#fields.only.fail('');
    const values = Object.fromEntries(Object.entries(this.#fields).map(([name, field]) => [name, field.value]));
    values.only = tagsText(tagsOf(values.only));
    values.by = values.by.split(',').map((each) => each.trim()).filter(Boolean).join(',');
    const wrong = Object.entries(EXPLORE_RULES).find(([name, rule]) => values[name] !== rule.default && !rule.valid(values[name]));
    if (wrong) {
      this.#fields[wrong[0]].fail('This is not understood.');
      return;
    }
    Object.values(this.#fields).forEach((field) => field.fail(''));
    const before = this.#question();
    this.#isWanted = true;
    this.#state.set(values);
    if (this.#question() === before) {
      this.#answer(true);
    }
    this.#isWanted = false;
  }

  async #copy(button) {
    const address = window.location.origin + this.#state.address();
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = 'Copied';
    } catch {
      window.prompt('The link:', address); // where a browser lets no page write to the clipboard
    }
  }

  /** Asks again what is shown; how many questions failed. */
  async refresh() {
    if (!this.#isSearched) {
      this.#isSearched = true;
      await this.#search();
    }
    return this.#answer(false);
  }

  async #answer(isWanted) {
    const question = this.#question();
    const { element } = this.#panel.frame;
    if (this.#state.get('metric') === '') {
      element.hidden = true;
      return 0;
    }
    const asked = `${question} ${this.#state.query({}, ['period', 'from', 'to'])}`;
    if (asked !== this.#answered) {
      const cost = await this.#weigh(selection(this.#definition().series[0]));
      if (asked !== `${this.#question()} ${this.#state.query({}, ['period', 'from', 'to'])}`) {
        return 0; // something else is asked by now
      }
      if (!isWanted && cost !== null && cost.rows > MOST_UNASKED_ROWS) {
        this.#problem.textContent = 'That is much to ask unasked: choose Show if you want it.';
        element.hidden = true;
        return 0;
      }
    }
    this.#answered = asked;
    this.#problem.textContent = '';
    if (question !== this.#shown) {
      this.#shown = question;
      this.#panel.show(this.#definition());
    }
    element.hidden = false;
    try {
      await this.#panel.refresh();
      return 0;
    } catch (failure) {
      this.#panel.frame.failed(failure);
      return 1;
    }
  }

  #definition() {
    const of = (name) => this.#state.get(name);
    const isUser = of('tenant') !== '' || of('metric').startsWith('user.');
    const known = this.#known.get(of('metric'));
    const aggregation = of('agg') || { counter: 'count', gauge: 'last', histogram: 'p95' }[known?.kind] || undefined;
    const series = { label: of('by') ? '' : of('metric'), metric: of('metric'), aggregation, tags: tagsOf(of('only')), group_by: of('by') || undefined, tenant: of('tenant') || undefined, type: isUser ? 'user' : undefined, top: Number(of('top')) };
    return { id: 'answer', title: [aggregation, of('metric'), of('by') && `by ${of('by')}`, of('only') && `of ${of('only')}`].filter(Boolean).join(' '), kind: of('as'), series: [series] };
  }
}

/** Whether the same question may be answered a little later. */
function isPassing({ status }) {
  return status === 0 || status === 429 || status >= 500;
}

/** What is only proposed may be missing. */
async function orNone(answer) {
  try {
    return await answer;
  } catch {
    return [];
  }
}
