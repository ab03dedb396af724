// The page of alert rules: what there is, how it is, what became of it; a rule is made, changed,
// tried on the past and removed here.

import { allRules, definitionOf, eventsOf, remove, save, testDelivery, tryOn } from '../alerts.js';
import { ask, isDenied } from '../api.js';
import { el, refill, scrolling } from '../dom.js';
import { ChartPanel } from '../panels/chart.js';
import { Frame } from '../panels/frame.js';
import { TYPES, courseOf, hasThreshold, metricOf, sentenceOf, unitOfCourse } from '../rules.js';
import { ago, local, rangeOf, utc } from '../time.js';
import { exact, format } from '../units.js';
import { RuleEditor } from './editor.js';

const NEW = 'new';
const MOST_NAMES = 5_000;
const MOST_EVENTS = 200;

/** The rules of this page's controls: which rule is looked at, and which is changed. */
export const ALERT_RULES = {
  rule: { default: '', valid: isId },
  edit: { default: '', valid: isId },
};

function isId(text) {
  return /^[\w.:-]{0,200}$/.test(text);
}

/** All rules, the one that is chosen, and what happened. */
export class AlertsPage {
  #state;
  #rules = [];
  #opened = '';
  #drawn = '';
  #pictured = '';
  #tried = null;
  #trials = 0;
  #eventsAsked = 0;
  #new = el('button', { type: 'button', class: 'new', text: 'New rule', 'data-key': 'new', on: { click: () => this.#edit(NEW) } });
  #told = el('p', { class: 'told', role: 'status' });
  #table = scrolling('rows');
  #list;
  #editor;
  #picture;
  #events = new Frame({ id: 'events', title: 'What happened', wide: true });
  #eventRows = scrolling('rows');
  element;

  constructor(state) {
    this.#state = state;
    this.#list = new Frame({ id: 'rules', title: 'Alert rules', wide: true });
    this.#list.addTool(this.#new);
    this.#list.body.append(this.#told, this.#table);
    this.#events.body.append(this.#eventRows);
    this.#editor = new RuleEditor({ saved: (rule, isStillOpen) => this.#saved(rule, isStillOpen), closed: () => this.#close(), tried: (rule) => this.#try(rule) });
    this.#picture = new ChartPanel({ id: 'rule', title: 'A rule', kind: 'lines', series: [] }, state);
    this.#picture.frame.element.classList.add('wide');
    this.element = el('div', { class: 'panels alerts' }, this.#list.element, this.#editor.element, this.#picture.frame.element, this.#events.element);
    this.#editor.element.hidden = true;
    this.#picture.frame.element.hidden = true;
    this.#editor.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.#close();
      }
    });
    state.onChange(() => this.#follow());
  }

  /** Asks for all of it; how many parts could not say. */
  async refresh() {
    try {
      this.#rules = await allRules();
    } catch (failure) {
      if (isDenied(failure)) {
        this.#list.isNothing('Alert rules are shown to whoever may change something: they tell addresses of webhooks.');
        this.#deny(true);
        return 0;
      }
      this.#list.failed(failure);
      return 1;
    }
    this.#deny(false);
    this.#drawRules();
    const outcomes = await Promise.all([shown(this.#list, () => this.#open()), shown(this.#picture.frame, () => this.#draw()), shown(this.#events, () => this.#drawEvents())]);
    return outcomes.filter((isGood) => !isGood).length;
  }

  #deny(isDenied) {
    this.#new.hidden = isDenied;
    this.#table.hidden = isDenied;
    this.#events.element.hidden = isDenied;
  }

  #chosen() {
    return this.#rules.find((rule) => rule.id === this.#state.get('rule'));
  }

  /** Another rule was chosen, or another one is to be changed. */
  #follow() {
    this.#drawRules();
    shown(this.#list, () => this.#open());
    if (this.#drawn !== this.#state.get('rule')) {
      shown(this.#picture.frame, () => this.#draw());
      shown(this.#events, () => this.#drawEvents());
    }
  }

  #edit(id) {
    this.#state.set({ edit: id, rule: id === NEW ? '' : id });
  }

  #close() {
    const edited = this.#state.get('edit');
    this.#state.set({ edit: '' });
    this.#focus(edited === NEW ? 'new' : `Edit ${edited}`);
  }

  /** What had the focus is gone: where one came from gets it. */
  #focus(key) {
    ([...this.#list.element.querySelectorAll('[data-key]')].find((each) => each.dataset.key === key) ?? this.#new).focus();
  }

  /** What is tried, or is on its way, is of a form that is not there any more. */
  #forgetTrial() {
    this.#trials += 1;
    if (this.#tried !== null) {
      this.#tried = null;
      shown(this.#picture.frame, () => this.#draw());
    }
  }

  /** The form stays as it is while somebody writes in it. */
  async #open() {
    const wanted = this.#state.get('edit');
    const rule = this.#rules.find((each) => each.id === wanted);
    const isThere = wanted === NEW || (rule && !rule.read_only);
    this.#editor.element.hidden = !isThere;
    this.element.classList.toggle('editing', Boolean(isThere));
    const unknown = this.#state.get('rule');
    if ((wanted !== '' && !isThere) || (unknown !== '' && !this.#chosen())) {
      this.#tell('The rule that the address names is not there any more, or cannot be changed here.');
    }
    if (isThere && this.#opened === wanted) {
      return;
    }
    this.#opened = isThere ? wanted : '';
    this.#forgetTrial();
    if (!isThere) {
      return;
    }
    this.#editor.open(rule);
    this.#editor.focus();
    const names = await ask('names', { limit: MOST_NAMES });
    this.#editor.propose(names.map((name) => name.name));
  }

  async #saved(rule, isStillOpen) {
    this.#tell(`“${rule.name}” is saved.`);
    this.#rules = [...this.#rules.filter((each) => each.id !== rule.id), rule];
    if (isStillOpen) {
      this.#state.set({ edit: '', rule: rule.id });
    }
    await this.refresh();
    if (isStillOpen) {
      this.#focus(`Edit ${rule.id}`);
    }
  }

  #tell(text, isBad = false) {
    this.#told.textContent = text;
    this.#told.classList.toggle('bad', isBad);
  }

  /** When the rule of the form would have fired in the time that is shown. */
  async #try(rule) {
    const trial = ++this.#trials;
    const at = this.#time();
    const found = await tryOn(rule, rangeOf(this.#state));
    if (trial === this.#trials) {
      this.#tried = { rule, at, found };
      await this.#draw();
    }
  }

  /** Which time was chosen; as it goes on it stays the same. */
  #time() {
    return this.#state.query({}, ['period', 'from', 'to']);
  }

  /** The numbers that a rule looks at, where it fires, and when it did or would have. */
  async #draw() {
    const rule = this.#tried?.rule ?? this.#chosen();
    this.#drawn = this.#state.get('rule');
    this.#picture.frame.element.hidden = !rule;
    if (!rule) {
      return;
    }
    const isTrial = this.#tried !== null;
    if (isTrial && this.#tried.at !== this.#time()) {
      this.#tried.at = this.#time(); // once, also where it fails
      await this.#try(rule);
      return;
    }
    const picture = JSON.stringify([isTrial, definitionOf(rule)]);
    if (picture !== this.#pictured) {
      this.#pictured = picture;
      this.#picture.show(this.#pictureOf(rule, isTrial));
    }
    this.#picture.frame.leads(isTrial ? verdictOf(this.#tried.found) : `${TYPES[rule.type]?.label ?? rule.type}: ${sentenceOf(rule)}`);
    await this.#picture.refresh();
  }

  #pictureOf(rule, isTrial) {
    const metric = metricOf(rule);
    return {
      id: 'rule',
      title: isTrial ? `“${rule.name}”, tried on the past` : rule.name,
      kind: 'lines',
      unit: unitOfCourse(rule) ?? undefined,
      series: [{ metric, aggregation: rule.aggregation || (rule.type === 'response_time' ? 'p95' : '') }],
      load: async (range) => {
        const [course, events] = await Promise.all([courseOf(rule, range), isTrial ? trialOf(this.#tried.found) : openTimes(rule, range)]);
        return [course, hasThreshold(rule) ? [rule] : [], events];
      },
    };
  }

  #drawRules() {
    const rules = [...this.#rules].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
    this.#table.hidden = rules.length === 0;
    if (rules.length === 0) {
      this.#list.isNothing('There is no alert rule yet. Make one here, or in code: runtime.alerts().create(RuleDefinition.errorRate("Many errors", 10), "ann");');
      return;
    }
    refill(
      this.#table,
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...['Rule', 'Fires on', 'State', 'Last fired', ''].map((text) => el('th', { scope: 'col', text })))),
        el('tbody', {}, ...rules.map((rule) => this.#row(rule))),
      ),
    );
    this.#list.shows({
      columns: ['name', 'type', 'fires on', 'severity', 'state', 'last fired'],
      rows: rules.map((rule) => [rule.name, rule.type, sentenceOf(rule), rule.severity, rule.state, rule.last_fired_at]),
      summary: `${rules.length} rules, ${rules.filter((rule) => rule.state === 'firing').length} of them firing.`,
    });
  }

  #row(rule) {
    const isChosen = this.#state.get('rule') === rule.id;
    const firing = rule.groups.filter((group) => group.state === 'firing' && group.group);
    const fired = rule.last_fired_at ? Date.parse(rule.last_fired_at) : null;
    return el(
      'tr',
      { 'data-rule': rule.id },
      el('td', {}, el('button', { type: 'button', class: 'quiet link', 'aria-pressed': String(isChosen), 'data-key': `rule ${rule.id}`, text: rule.name, on: { click: () => this.#state.set({ rule: isChosen ? '' : rule.id }) } })),
      el('td', {}, el('span', { class: `severity ${rule.severity}`, text: rule.severity }), ` ${sentenceOf(rule)}`, rule.read_only ? el('span', { class: 'hint', text: ' (from code or a file)' }) : null),
      el('td', {}, el('span', { class: `state ${rule.state}`, text: rule.state.replace('_', ' ') }), firing.length > 0 ? el('div', { class: 'hint', text: few(firing.map((group) => group.group)) }) : null, rule.problem ? el('div', { class: 'bad', text: rule.problem }) : null),
      el('td', { class: 'when', title: fired ? utc(fired) : null, text: fired ? ago(fired) : 'never' }),
      el('td', { class: 'actions' }, ...this.#actions(rule)),
    );
  }

  #actions(rule) {
    const isOpen = this.#state.get('edit') === rule.id;
    const button = (text, action, label = `${text}: ${rule.name}`) => el('button', { type: 'button', class: 'quiet', disabled: isOpen && text !== 'Test', 'data-key': `${text} ${rule.id}`, 'aria-label': label, text, on: { click: action } });
    const test = button('Test', () => this.#changed(async () => this.#tell(outcomeOf(rule, await testDelivery(rule)))), `Test delivery: ${rule.name}`);
    if (rule.read_only) {
      return [test];
    }
    const turn = async () => {
      await save({ ...definitionOf(rule), enabled: !rule.enabled }, rule.id, rule.version);
      this.#tell(`“${rule.name}” is switched ${rule.enabled ? 'off' : 'on'}.`);
    };
    return [button('Edit', () => this.#edit(rule.id)), button(rule.enabled ? 'Disable' : 'Enable', () => this.#changed(turn)), test, button('Delete', () => this.#confirm(rule))];
  }

  /** Does something to a rule; what goes wrong is said above the rules. */
  async #changed(work) {
    this.#tell('');
    try {
      await work();
      await this.refresh();
    } catch (failure) {
      this.#tell(failure.message, true);
      await this.refresh();
    }
  }

  #confirm(rule) {
    const gone = async () => {
      await remove(rule);
      this.#tell(`“${rule.name}” is deleted.`);
      this.#state.set({ rule: '', edit: '' });
      this.#focus('new');
    };
    const dialog = el(
      'dialog',
      { class: 'confirm', 'aria-label': 'Delete a rule', on: { close: () => dialog.remove() } },
      el('h2', { text: `Delete “${rule.name}”?` }),
      el('p', { text: 'Whoever was told that it fires is told that it is not watched any more. What happened stays known.' }),
      el('div', { class: 'tools' }, el('button', { type: 'button', text: 'Keep it', on: { click: () => dialog.close() } }), el('button', { type: 'button', class: 'main', text: 'Delete', on: { click: () => { dialog.close(); this.#changed(gone); } } })),
    );
    document.body.append(dialog);
    dialog.showModal();
  }

  async #drawEvents() {
    const rule = this.#chosen();
    const asked = ++this.#eventsAsked;
    const events = await eventsOf(rangeOf(this.#state), this.#state.get('rule'), MOST_EVENTS);
    if (asked !== this.#eventsAsked) {
      return;
    }
    this.#events.rename({ id: 'events', title: rule ? `What happened to “${rule.name}”` : 'What happened' });
    this.#events.body.classList.toggle('nothing', events.length === 0);
    if (events.length === 0) {
      this.#events.isNothing('No alert fired or was resolved in the time that is shown.');
      return;
    }
    refill(
      this.#eventRows,
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...['When', 'Rule', 'What', 'Message', 'Told'].map((text) => el('th', { scope: 'col', text })))),
        el('tbody', {}, ...events.map(eventRow)),
      ),
    );
    this.#events.shows({
      columns: ['at', 'rule', 'group', 'what', 'value', 'threshold', 'message'],
      rows: events.map((event) => [event.at, event.rule, event.group, event.transition, event.value, event.threshold, event.message]),
      summary: `${events.length} events.`,
      note: events.length === MOST_EVENTS ? `the newest ${MOST_EVENTS}` : '',
    });
  }
}

/** The worst first, and what is switched off last. */
function rank(rule) {
  return ['firing', 'pending', 'no_data', 'ok', 'off'].indexOf(rule.state);
}

function few(names) {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function eventRow(event) {
  const at = Date.parse(event.at);
  const told = [...new Map((event.deliveries ?? []).map((each) => [each.receiver, each])).values()]; // the last try of each
  const lost = told.filter((each) => !each.delivered);
  return el(
    'tr',
    {},
    el('td', { title: utc(at), text: local(at) }),
    el('td', { title: event.severity, text: event.rule }),
    el('td', {}, el('span', { class: `state ${event.transition}`, text: event.transition.replace('_', ' ') })),
    el('td', { text: event.message }),
    el('td', { class: lost.length > 0 ? 'bad' : null, title: told.map((each) => `${each.receiver}: ${each.outcome}`).join('\n') || null, text: told.length === 0 ? '–' : `${told.length - lost.length} of ${told.length}` }),
  );
}

async function shown(frame, work) {
  try {
    await work();
    return true;
  } catch (failure) {
    frame.failed(failure);
    return false;
  }
}

function outcomeOf(rule, outcomes) {
  if (outcomes.length === 0) {
    return `“${rule.name}” tells nobody beside the log: add a webhook to it, or a listener in code.`;
  }
  return outcomes.map((each) => `${each.receiver}: ${each.delivered ? 'delivered' : 'not delivered'}, ${each.outcome} (${format(each.took_ms, 'ms')})`).join('; ');
}

/** When a rule was open: from each firing to what ended it. */
async function openTimes(rule, range) {
  const now = Math.min(range.to, Date.now());
  const events = [...(await eventsOf(range, rule.id, MOST_EVENTS))].reverse();
  const before = range.from - 1; // shaded, without a flag
  const open = new Map();
  const times = [];
  for (const event of events) {
    if (event.transition === 'firing' || event.transition === 'warning') {
      const time = { at: Date.parse(event.at), until: event.transition === 'firing' ? now : undefined, message: event.message };
      times.push(time);
      open.set(event.group, time);
    } else if (event.transition === 'resolved') {
      const time = open.get(event.group) ?? { at: before, message: '' };
      time.until = Date.parse(event.at);
      if (!open.delete(event.group)) {
        times.push(time);
      }
    }
  }
  const still = (rule.groups ?? []).filter((group) => group.state === 'firing' && Date.parse(group.since) < range.from && !open.has(group.group));
  return [...times, ...still.map(() => ({ at: before, until: now, message: '' }))];
}

function trialOf({ firings, to }) {
  return firings.map((firing) => ({ at: Date.parse(firing.at), until: Date.parse(firing.resolved_at ?? to), message: firing.message }));
}

/** What came of a trial, in words: of the time in which it could be told. */
function verdictOf({ count, from, to, parts }) {
  const all = Date.parse(to) - Date.parse(from);
  const seen = parts.filter((part) => part.testable).reduce((sum, part) => sum + Date.parse(part.to) - Date.parse(part.from), 0);
  const notes = parts.map((part) => part.note).filter((note, at, every) => note && every.indexOf(note) === at).map((note) => ` ${note[0].toUpperCase()}${note.slice(1)}.`);
  if (seen === 0) {
    return `It cannot be tried on this time.${notes.join('')}`;
  }
  const times = count === 0 ? 'would not have fired' : count === 1 ? 'would have fired once' : `would have fired ${exact(count, 'count')} times`;
  const isAll = seen >= 0.99 * all;
  return `It ${times} in ${timeOf(seen)}${isAll ? '' : ` of these ${timeOf(all)}: on the rest it cannot be tried`}.${notes.join('')}`;
}

function timeOf(millis) {
  const minutes = Math.round(millis / 60_000);
  return minutes >= 2_880 ? `${Math.round(minutes / 1_440)} days` : minutes >= 120 ? `${Math.round(minutes / 60)} hours` : `${minutes} minutes`;
}
