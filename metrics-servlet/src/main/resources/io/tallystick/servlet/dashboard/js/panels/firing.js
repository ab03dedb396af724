// What is wrong now, above all else; nothing where nothing is.

import { firing } from '../alerts.js';
import { el, refill } from '../dom.js';
import { local, utc } from '../time.js';

/** A banner that is there while an alert is open. */
export class FiringPanel {
  #element = el('section', { class: 'panel wide banner', role: 'alert', hidden: true });
  #message = el('p', { class: 'message' });
  #told = '[]';
  frame;

  constructor() {
    this.#element.append(this.#message);
    this.frame = { element: this.#element, failed: (failure) => this.#failed(failure) };
  }

  async refresh() {
    const rules = await firing();
    const now = JSON.stringify(rules.map((rule) => [rule.id, rule.groups]));
    if (now === this.#told) {
      return; // what is told already is not told again to who listens
    }
    this.#told = now;
    this.#element.hidden = rules.length === 0;
    this.#element.classList.remove('failed');
    refill(this.#element, ...rules.map((rule) => el('div', {}, el('strong', { text: `${rule.name} is firing` }), ...rule.groups.filter((group) => group.state === 'firing').map(groupOf))));
  }

  #failed(failure) {
    this.#told = '';
    this.#element.hidden = false;
    this.#element.classList.add('failed');
    refill(this.#element, el('p', { text: `Whether an alert is open is not known: ${failure.message}` }));
  }
}

function groupOf(group) {
  const since = Date.parse(group.since);
  return el('span', { title: utc(since), text: ` ${group.group ? `${group.group}, ` : ''}since ${local(since)}` });
}
