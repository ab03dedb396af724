// A form for an alert rule: which fields there are goes by what the rule looks at.

import { definitionOf, save } from '../alerts.js';
import { el, refill } from '../dom.js';
import { Proposals, checkField, choiceField, choose, numberField, textField } from '../forms.js';
import { COMPARISONS, TYPES, sentenceOf } from '../rules.js';
import { tagsOf, tagsText } from '../tags.js';

const WITH_METRIC = ['spike', 'absent', 'metric'];
const SPIKE = ['spike'];
const SHARED = ['spike', 'metric'];
const SCOPED = ['error_rate', 'response_time', 'spike', 'absent', 'metric'];
const JUDGED = ['error_rate', 'response_time', 'rate_limit', 'metric'];
const COMPARED = [...JUDGED, 'spike'];
const MEASURED = ['response_time', 'spike', 'metric'];
const DIRECTIONS = { gt: 'far above its past', lt: 'far below its past' };
const MOST_WEBHOOKS = 5;
const CHANGED_MEANWHILE = 412;
const NEEDED = ['metric', 'threshold_value', 'window_minutes'];
const STATISTICS = ['count', 'sum', 'rate', 'avg', 'min', 'max', 'last', 'p50', 'p90', 'p95', 'p99'];

/** What a new rule says until somebody says otherwise. */
const NEW_RULE = { name: '', type: 'error_rate', enabled: true, comparison: 'gt', threshold_value: 10, severity: 'warning', window_minutes: 5, for_minutes: 0, cooldown_minutes: 30, minimum_volume: 0, group_by: [], tag_filter: {}, webhooks: [] };

/** The form; `on` has `saved`, `closed` and `tried`, which gets a rule that is not saved. */
export class RuleEditor {
  #on;
  #rule = NEW_RULE;
  #fields;
  #webhooks = [];
  #isSaving = false;
  #opened = 0;
  #metrics = new Proposals('metric-names');
  #statistics = new Proposals('statistics');
  #title = el('h2', {});
  #sentence = el('p', { class: 'sentence' });
  #problem = el('p', { class: 'bad', role: 'alert' });
  #targets = el('div', { class: 'webhooks' });
  #form;
  element;

  constructor(on) {
    this.#on = on;
    this.#fields = this.#makeFields();
    this.#statistics.show(STATISTICS);
    this.#form = el(
      'form',
      { class: 'rule-form', novalidate: true, on: { submit: (event) => this.#save(event), input: () => this.#changed(), change: () => this.#changed() } },
      el('div', { class: 'fields' }, ...Object.values(this.#fields).map(({ field }) => field.element)),
      el('fieldset', {}, el('legend', { text: 'Webhooks that are told, beside those that every rule tells' }), this.#targets, el('button', { type: 'button', class: 'quiet', text: 'Add a webhook', on: { click: () => this.#addWebhook() } })),
      this.#sentence,
      this.#problem,
      el(
        'div',
        { class: 'tools' },
        el('button', { type: 'submit', class: 'main', text: 'Save' }),
        el('button', { type: 'button', text: 'Try on the past', on: { click: () => this.#try() } }),
        el('button', { type: 'button', class: 'quiet', text: 'Cancel', on: { click: () => on.closed() } }),
      ),
      this.#metrics.element,
      this.#statistics.element,
    );
    this.element = el('section', { class: 'panel editor', 'data-panel': 'editor', 'aria-label': 'A rule' }, this.#title, this.#form);
  }

  #makeFields() {
    const of = (types, field, write = (value) => value, read = (value) => value) => ({ types, field, write, read });
    const all = Object.keys(TYPES);
    const list = (value) => (value ?? []).join(', ');
    const unlist = (text) => text.split(',').map((each) => each.trim()).filter(Boolean);
    const number = (text) => (text === '' ? undefined : Number(text));
    const labels = Object.fromEntries(Object.entries(TYPES).map(([type, { label }]) => [type, label]));
    return {
      name: of(all, textField('Name', { name: 'name', required: true, longest: 200 })),
      type: of(all, choiceField('Looks at', labels, { name: 'type' })),
      metric: of(WITH_METRIC, textField('Metric', { name: 'metric', list: this.#metrics.id, longest: 120 })),
      aggregation: of(MEASURED, textField('As', { name: 'aggregation', list: this.#statistics.id, hint: 'such as p99, rate or max; empty for the usual one' })),
      per: of(SHARED, textField('As a share of', { name: 'per', list: this.#metrics.id, hint: 'another metric, or empty' }), (per) => per?.metric ?? '', (text) => (text === '' ? undefined : { metric: text })),
      per_tags: of(SHARED, textField('That one with tags', { name: 'per_tags', hint: 'key=value, with commas between several', longest: 2_000 }), (value, rule) => tagsText(rule.per?.tag_filter), tagsOf),
      comparison: of(COMPARED, choiceField('Fires when it is', COMPARISONS, { name: 'comparison' })),
      threshold_value: of(JUDGED, numberField('Threshold', { name: 'threshold_value', least: undefined }), undefined, number),
      sensitivity: of(SPIKE, numberField('Sensitivity', { name: 'sensitivity', least: 1, hint: '1 to 10' }), (value) => value ?? 5, number),
      minimum_change_percent: of(SPIKE, numberField('Least change in percent', { name: 'minimum_change_percent' }), (value) => value ?? 20, number),
      minimum_step: of(SPIKE, numberField('Least step', { name: 'minimum_step', hint: 'in the unit of the metric' }), (value) => value ?? 0, number),
      endpoint_filter: of(SCOPED, textField('Endpoint', { name: 'endpoint_filter', hint: 'such as /api/orders, GET /api/* or POST; empty for all' })),
      api_key_filter: of(all, textField('Client', { name: 'api_key_filter', hint: 'as it is in the tag client; empty for all' })),
      tag_filter: of(SCOPED, textField('Only with tags', { name: 'tag_filter', hint: 'key=value, with commas between several', longest: 2_000 }), tagsText, tagsOf),
      group_by: of(SCOPED, textField('An alert for each', { name: 'group_by', hint: 'one tag or two, such as route_id' }), list, unlist),
      window_minutes: of(all, numberField('Window in minutes', { name: 'window_minutes', least: 1, step: 1 }), undefined, number),
      for_minutes: of(all, numberField('So for minutes', { name: 'for_minutes', step: 1 }), undefined, number),
      cooldown_minutes: of(all, numberField('Quiet for minutes after it fired', { name: 'cooldown_minutes', step: 1 }), undefined, number),
      minimum_volume: of(COMPARED, numberField('Least number of samples', { name: 'minimum_volume', step: 1 }), undefined, number),
      severity: of(all, choiceField('Severity', { info: 'info', warning: 'warning', critical: 'critical' }, { name: 'severity' })),
      enabled: of(all, checkField('Switched on', { name: 'enabled' })),
    };
  }

  /** Shows a rule to change, or nothing for one that is to be made. */
  open(rule) {
    this.#opened += 1;
    this.#rule = rule ?? NEW_RULE;
    this.#offer(this.#rule.type);
    this.#title.textContent = rule ? `Change “${rule.name}”` : 'A new rule';
    for (const [name, { field, write }] of Object.entries(this.#fields)) {
      field.value = write(this.#rule[name] ?? undefined, this.#rule) ?? '';
      field.fail('');
    }
    this.#problem.textContent = '';
    this.#webhooks = [];
    refill(this.#targets);
    (this.#rule.webhooks ?? []).forEach((target) => this.#addWebhook(target));
    this.#changed();
  }

  focus() {
    this.#fields.name.field.input.focus();
  }

  /** Which metrics are proposed. */
  propose(names) {
    this.#metrics.show(names);
  }

  #addWebhook(target = { url: '', shape: 'generic' }) {
    if (this.#webhooks.length === MOST_WEBHOOKS) {
      return;
    }
    const url = el('input', { type: 'url', 'aria-label': 'Address of the webhook', maxlength: 2_000, placeholder: 'https://…' });
    const shape = el('select', { 'aria-label': 'Shape of the message' }, el('option', { value: 'generic', text: 'JSON' }), el('option', { value: 'slack', text: 'Slack' }));
    url.value = target.url;
    shape.value = target.shape;
    const entry = { url, shape };
    const row = el('div', { class: 'webhook' }, url, shape, el('button', { type: 'button', class: 'quiet', text: 'Remove', on: { click: () => { row.remove(); this.#webhooks = this.#webhooks.filter((each) => each !== entry); } } }));
    this.#webhooks.push(entry);
    this.#targets.append(row);
  }

  /** Which fields there are, and what all of them say together. */
  #changed() {
    const type = this.#fields.type.field.value;
    if (type !== this.#rule.type) {
      this.#fields.threshold_value.field.value = TYPES[type].threshold ?? '';
      this.#fields.window_minutes.field.value = type === 'spike' ? 2 : 5;
      this.#rule = { ...this.#rule, type };
      this.#offer(type);
      this.#fields.comparison.field.value = TYPES[type].comparison ?? 'gt';
    }
    Object.values(this.#fields).forEach(({ field, types }) => {
      field.element.hidden = !types.includes(type);
    });
    this.#fields.threshold_value.field.hint = { error_rate: 'percent of the requests', response_time: 'milliseconds', rate_limit: 'percent of the limit' }[type] ?? (this.#fields.per.field.value === '' ? 'in the unit of the metric' : 'a share: 0.05 is 5 %');
    this.#fields.window_minutes.field.hint = type === 'spike' ? '1 or 2' : '1 to 1,440';
    this.#sentence.textContent = this.#inWords();
  }

  #offer(type) {
    choose(this.#fields.comparison.field, type === 'spike' ? DIRECTIONS : COMPARISONS);
  }

  /** Nothing while something is missing: that is said when somebody wants to save it. */
  #inWords() {
    try {
      const rule = this.#read();
      const isWhole = Object.entries(this.#fields).every(([name, { types }]) => !NEEDED.includes(name) || !types.includes(rule.type) || rule[name] !== undefined);
      return isWhole ? `Fires on: ${sentenceOf(rule)}.` : '';
    } catch {
      return '';
    }
  }

  /** What the form says; @throws Error with the field that says nothing. */
  #read() {
    const { type } = this.#rule;
    const rule = { ...definitionOf(this.#rule), type };
    for (const [name, { field, types, read }] of Object.entries(this.#fields)) {
      delete rule[name];
      if (!types.includes(type)) {
        continue;
      }
      let value;
      try {
        if (field.input.validity.badInput) {
          throw new Error('This is no number.');
        }
        value = read(field.value);
      } catch (failure) {
        throw Object.assign(failure, { field: name });
      }
      if (value !== undefined && value !== '') {
        rule[name] = value;
      }
    }
    if (rule.per) {
      rule.per.tag_filter = rule.per_tags;
    }
    delete rule.per_tags;
    rule.webhooks = this.#webhooks.filter(({ url }) => url.value.trim() !== '').map(({ url, shape }) => ({ url: url.value.trim(), shape: shape.value }));
    return rule;
  }

  async #save(event) {
    event.preventDefault();
    if (this.#isSaving) {
      return; // or a second click would make a second rule
    }
    this.#isSaving = true;
    const opened = this.#opened;
    await this.#guarded(async () => {
      const saved = await save(this.#read(), this.#rule.id, this.#rule.version);
      this.#on.saved(saved, opened === this.#opened);
    });
    this.#isSaving = false;
  }

  async #try() {
    await this.#guarded(async () => {
      const rule = this.#read();
      await this.#on.tried({ ...rule, name: rule.name || 'A new rule' });
    });
  }

  /** What goes wrong is said at the field that it is about, or else below all of them. */
  async #guarded(work) {
    const opened = this.#opened;
    Object.values(this.#fields).forEach(({ field }) => field.fail(''));
    this.#problem.textContent = '';
    this.element.setAttribute('aria-busy', 'true');
    try {
      await work();
    } catch (failure) {
      const at = this.#fields[String(failure.field).split('.')[0]];
      if (opened !== this.#opened) {
        return; // of a rule that is not in the form any more
      }
      if (failure.status === CHANGED_MEANWHILE) {
        this.#problem.textContent = 'Somebody changed this rule meanwhile, so it is not saved: cancel, and edit it again as it is now.';
      } else if (at && !at.field.element.hidden) {
        at.field.fail(failure.message);
        at.field.input.focus();
      } else {
        this.#problem.textContent = failure.message;
      }
    } finally {
      this.element.removeAttribute('aria-busy');
    }
  }
}
