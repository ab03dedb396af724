// Fields with labels, hints and what is wrong with what is in them.

import { el, refill } from './dom.js';

let numbers = 0;

/** A field: `input` holds its value, and `fail` says what is wrong with it. */
export class Field {
  #hint;
  #problem;
  input;
  element;

  constructor(label, input, hint = '') {
    const id = `field-${++numbers}`;
    this.input = input;
    this.#hint = el('span', { class: 'hint', id: `${id}-hint`, text: hint });
    this.#problem = el('span', { class: 'bad', id: `${id}-problem`, role: 'alert' });
    input.id = id;
    input.setAttribute('aria-describedby', `${id}-hint ${id}-problem`);
    const isCheck = input.type === 'checkbox';
    const name = el('span', { class: 'name', text: label });
    this.element = el('label', { class: `field${isCheck ? ' check' : ''}` }, isCheck ? [input, name] : [name, input], this.#hint, this.#problem);
  }

  get value() {
    return this.input.type === 'checkbox' ? this.input.checked : this.input.value.trim();
  }

  set value(value) {
    if (this.input.type === 'checkbox') {
      this.input.checked = value;
    } else {
      this.input.value = value ?? '';
    }
  }

  set hint(text) {
    this.#hint.textContent = text;
  }

  fail(text) {
    this.#problem.textContent = text;
    this.input.toggleAttribute('aria-invalid', text !== '');
  }
}

/** An input of a line of text, which may be one of a list of proposals. */
export function textField(label, { name, hint, list, required, longest = 400 } = {}) {
  return new Field(label, el('input', { type: 'text', name, list, required, maxlength: longest, autocomplete: 'off', spellcheck: 'false' }), hint);
}

export function numberField(label, { name, hint, least = 0, step = 'any' } = {}) {
  return new Field(label, el('input', { type: 'number', name, min: least, step }), hint);
}

export function checkField(label, { name, hint } = {}) {
  return new Field(label, el('input', { type: 'checkbox', name }), hint);
}

/** A choice of one; `options` are texts by their values. */
export function choiceField(label, options, { name, hint } = {}) {
  const field = new Field(label, el('select', { name }), hint);
  choose(field, options);
  return field;
}

/** Gives a choice other options, and keeps what was chosen where that is still there. */
export function choose(field, options) {
  const before = field.input.value;
  refill(field.input, ...Object.entries(options).map(([value, text]) => el('option', { value, text })));
  if (before in options) {
    field.input.value = before;
  }
}

/** What is proposed to whoever types: a list that inputs name by its id. */
export class Proposals {
  #id;
  #shown = '';
  element;

  constructor(id) {
    this.#id = id;
    this.element = el('datalist', { id });
  }

  show(values) {
    const now = JSON.stringify(values);
    if (now !== this.#shown) {
      this.#shown = now;
      refill(this.element, ...values.map((value) => (typeof value === 'string' ? el('option', { value }) : el('option', { value: value.value, text: value.text }))));
    }
  }

  get id() {
    return this.#id;
  }
}
