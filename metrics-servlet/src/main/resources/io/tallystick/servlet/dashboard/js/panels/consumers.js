// The clients that ask for the most; a click shows one alone.

import { ask } from '../api.js';
import { el, refill, scrolling } from '../dom.js';
import { rangeOf } from '../time.js';
import { exact, format } from '../units.js';
import { Frame } from './frame.js';

const SORTS = { volume: 'requests', error_rate: 'error rate', bandwidth: 'bandwidth' };
const MOST = 10;

/** The rules of the controls of this panel. */
export const CONSUMER_RULES = {
  sort: { default: 'volume', valid: (text) => text in SORTS },
  client: { default: '', valid: (text) => text.length <= 256, tag: 'client' },
};

/** A table of clients. */
export class ConsumersPanel {
  #state;
  #turn = 0;
  #table = scrolling('rows');
  #select;
  frame;

  constructor(definition, state) {
    this.#state = state;
    this.frame = new Frame(definition);
    this.frame.body.append(this.#table);
    this.#select = el(
      'select',
      { 'aria-label': 'By what the largest are found', on: { change: () => this.#choose() } },
      ...Object.entries(SORTS).map(([value, text]) => el('option', { value, text: `by ${text}` })),
    );
    this.frame.addTool(this.#select);
  }

  #choose() {
    this.#state.set({ sort: this.#select.value }, false);
    this.refresh().catch((failure) => this.frame.failed(failure));
  }

  async refresh() {
    const sort = this.#state.get('sort');
    const turn = ++this.#turn;
    const clients = await ask('top-consumers', { sort, limit: MOST, ...rangeOf(this.#state).params });
    if (turn !== this.#turn) {
      return;
    }
    this.#select.value = sort;
    this.frame.body.classList.toggle('nothing', clients.length === 0);
    if (clients.length === 0) {
      this.frame.isEmpty();
      return;
    }
    refill(
      this.#table,
      el(
        'table',
        { class: 'numbers' },
        el('thead', {}, el('tr', {}, ...['Client', 'Requests', 'Errors', 'Bandwidth'].map((text) => el('th', { scope: 'col', text })))),
        el('tbody', {}, ...clients.map((client) => this.#row(client))),
      ),
    );
    this.frame.shows({
      columns: ['client', 'name', 'requests', 'error rate', 'bytes'],
      rows: clients.map((client) => [client.key, client.name, client.request_count, client.error_rate, client.bandwidth_bytes]),
      summary: `${clients.length} clients, the first of which is ${clients[0].name}.`,
    });
  }

  #row(client) {
    const isChosen = this.#state.get('client') === client.key;
    const name = el('button', {
      type: 'button',
      class: 'quiet link',
      'aria-pressed': String(isChosen),
      'data-key': client.key,
      title: isChosen ? 'Show this client no more' : 'Show this client',
      text: client.name,
      on: { click: () => this.#state.set({ client: isChosen ? '' : client.key }) },
    });
    return el(
      'tr',
      {},
      el('td', {}, name),
      ...[
        [client.request_count, 'count'],
        [client.error_rate, 'share'],
        [client.bandwidth_bytes, 'bytes'],
      ].map(([value, unit]) => el('td', { title: exact(value, unit), text: format(value, unit) })),
    );
  }
}
