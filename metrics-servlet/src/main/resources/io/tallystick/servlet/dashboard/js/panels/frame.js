// What every panel has around it: a title, its buttons, and what it says when there is nothing,
// when something failed, or what it is made of.

import { download, el, refill, scrolling } from '../dom.js';
import { rangeOf, stepName } from '../time.js';

let numbers = 0;

/** A panel: `body` is for its picture, the rest it does itself. */
export class Frame {
  #definition;
  #title = el('h2', {});
  #message = el('div', { class: 'message', role: 'status' });
  #foot = el('p', { class: 'made-of' });
  #lead = el('p', { class: 'lead', role: 'status' });
  #table = scrolling('twin');
  #summary = el('p', { class: 'for-readers' });
  #buttons = el('div', { class: 'tools' });
  #rows = null;
  #said = '';
  body = el('div', { class: 'picture' });
  element;

  constructor(definition) {
    this.#table.hidden = true;
    this.#title.id = `panel-${++numbers}`;
    this.rename(definition);
    const twin = el('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false', text: 'Table', on: { click: () => this.#turn(twin) } });
    this.#buttons.append(
      twin,
      el('button', { type: 'button', class: 'quiet', text: 'CSV', on: { click: () => this.#csv() } }),
      el('button', { type: 'button', class: 'quiet', text: 'JSON', on: { click: () => this.#json() } }),
    );
    this.element = el(
      'section',
      { class: `panel${definition.wide ? ' wide' : ''}`, 'aria-labelledby': this.#title.id, 'data-panel': definition.id },
      el('header', {}, this.#title, this.#buttons),
      this.#lead,
      this.#summary,
      this.body,
      this.#table,
      this.#message,
      this.#foot,
    );
  }

  /** Takes another name, as what it shows is another thing. */
  rename(definition) {
    this.#definition = definition;
    this.#title.textContent = definition.title;
  }

  /** Says something above the picture. */
  leads(text) {
    if (this.#lead.textContent !== text) {
      this.#lead.textContent = text;
    }
  }

  /** Another button in the panel's head. */
  addTool(button) {
    this.#buttons.prepend(button);
  }

  /** Takes what the panel shows as rows, for the table, the files and screen readers. */
  shows({ columns, rows, summary, resolution = [], step = '', note = '' }) {
    this.#rows = { columns, rows };
    this.#summary.textContent = summary;
    const parts = [];
    if (step) {
      parts.push(`one point every ${stepName(step)}`);
    }
    if (resolution.length > 0) {
      parts.push(`from buckets of ${resolution.join(', ')}`);
    }
    this.#foot.textContent = [parts.join(', '), note].filter(Boolean).join('; ');
    this.#say('');
    this.element.classList.remove('failed', 'empty');
    if (!this.#table.hidden) {
      this.#fillTable();
    }
  }

  /** There is nothing to show: what is missing, and the code that would fill it. */
  isEmpty(code = this.#definition.code) {
    this.#wipe();
    this.element.classList.add('empty');
    this.#say(
      `nothing ${code}`,
      el('p', { text: 'Nothing was recorded of this in the time that is shown.' }),
      code ? el('p', { text: 'It is filled by:' }) : null,
      code ? el('pre', { tabindex: 0, text: code.join('\n') }) : null,
    );
  }

  /** There is nothing, and that is no trouble. */
  isNothing(text) {
    this.#wipe();
    this.#say(text, el('p', { text }));
  }

  /** Nothing of what was shown is left. */
  clears() {
    this.#wipe();
    this.#say('');
  }

  /** The last picture stays. */
  failed(failure) {
    this.element.classList.add('failed');
    const title = `${failure.title ?? 'It failed'}: `;
    this.#say(title + failure.message, el('p', {}, el('strong', { text: title }), failure.message));
  }

  /** Who listens is not told again what was said already. */
  #say(said, ...children) {
    if (said !== this.#said) {
      this.#said = said;
      refill(this.#message, ...children);
    }
  }

  #wipe() {
    this.element.classList.remove('failed', 'empty');
    this.#rows = null;
    this.#fillTable();
    this.#summary.textContent = '';
    this.#foot.textContent = '';
  }

  #turn(button) {
    this.#table.hidden = !this.#table.hidden;
    this.body.hidden = !this.#table.hidden;
    button.setAttribute('aria-pressed', String(!this.#table.hidden));
    this.#fillTable();
  }

  #fillTable() {
    const { columns, rows } = this.#rows ?? { columns: [], rows: [] };
    refill(
      this.#table,
      el(
        'table',
        {},
        el('caption', { class: 'for-readers', text: this.#definition.title }),
        el('thead', {}, el('tr', {}, ...columns.map((column) => el('th', { scope: 'col', text: column })))),
        el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell) => el('td', { text: cell === null ? '–' : String(cell) }))))),
      ),
    );
  }

  #csv() {
    if (this.#rows) {
      const lines = [this.#rows.columns, ...this.#rows.rows].map((row) => row.map(csvCell).join(','));
      download(`${this.#definition.id}.csv`, 'text/csv', `${lines.join('\r\n')}\r\n`);
    }
  }

  #json() {
    if (this.#rows) {
      const { columns, rows } = this.#rows;
      const objects = rows.map((row) => Object.fromEntries(row.map((cell, at) => [columns[at], cell])));
      download(`${this.#definition.id}.json`, 'application/json', JSON.stringify(objects, null, 2));
    }
  }
}

/** What most panels have: a definition, what the page says, and a frame. */
export class Panel {
  definition;
  state;
  isKnown;
  frame;

  /**
   * @param isKnown whether somebody recorded what a part of a definition is about
   */
  constructor(definition, state, isKnown) {
    this.definition = definition;
    this.state = state;
    this.isKnown = isKnown;
    this.frame = new Frame(definition);
  }

  get range() {
    return rangeOf(this.state);
  }

  /** Says so where there is nothing to show, and whether there is. */
  isNothing(isEmpty) {
    this.frame.body.classList.toggle('nothing', isEmpty);
    if (isEmpty) {
      this.frame.isEmpty();
    }
    return isEmpty;
  }
}

/** Quoted where it has to be, and so that no spreadsheet takes it for a formula. */
function csvCell(cell) {
  if (cell === null || cell === undefined) {
    return '';
  }
  const isFormula = typeof cell === 'string' && /^[=+\-@\t\r\n]/.test(cell);
  const text = isFormula ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
