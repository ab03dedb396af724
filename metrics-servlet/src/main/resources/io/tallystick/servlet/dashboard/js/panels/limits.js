// How full the limits of keys are, in a sentence each; a click shows how one went.

import { ask, isDenied } from '../api.js';
import { el, refill, svg } from '../dom.js';
import { local, rangeOf } from '../time.js';
import { exact, format } from '../units.js';
import { Frame } from './frame.js';

const MOST = 20;
const FULL = 80;
const HALF = 60;

/** A panel with a bar for each key. */
export class LimitsPanel {
  #state;
  #open = null;
  #asked = 0;
  #list = el('div', { class: 'bars' });
  frame;

  constructor(definition, state) {
    this.#state = state;
    this.frame = new Frame(definition);
    this.frame.body.append(this.#list);
  }

  async refresh() {
    const asked = ++this.#asked;
    const keys = await orDenied(ask('rate-limits', { limit: MOST }));
    if (keys === null) {
      this.frame.isNothing('How full limits are is shown to whoever may change something.');
      return;
    }
    this.frame.body.classList.toggle('nothing', keys.length === 0);
    if (keys.length === 0) {
      this.#open = null;
      this.frame.isEmpty();
      return;
    }
    const history = this.#open === null ? null : await this.#history(this.#open);
    if (asked !== this.#asked) {
      return;
    }
    refill(this.#list, ...keys.flatMap((key) => [this.#bar(key), this.#open === key.key ? history : null]));
    this.frame.shows({
      columns: ['key', 'name', 'used', 'limit', 'per cent', 'per cent in the minute before'],
      rows: keys.map((key) => [key.key, key.name, key.used, key.limit, key.utilisation_percent, key.last_minute_percent]),
      summary: keys.map(sentenceOf).join(' '),
      note: 'in this minute and the one before',
    });
  }

  #bar(key) {
    const percent = Math.max(key.utilisation_percent ?? 0, key.last_minute_percent ?? 0);
    const fill = el('span', { class: 'fill' });
    fill.style.width = `${Math.min(100, percent)}%`;
    const hue = percent > FULL ? 'var(--error)' : percent >= HALF ? 'var(--warning)' : 'var(--success)';
    return el(
      'div',
      { class: 'limit' },
      el(
        'button',
        { type: 'button', class: 'bar', hue, 'aria-expanded': String(this.#open === key.key), 'data-key': key.key, on: { click: () => this.#turn(key.key) } },
        el('span', { class: 'name', text: key.name }),
        el('span', { class: 'track' }, fill),
        el('span', { class: 'number', text: format(percent, 'percent') }),
      ),
      el('p', { class: 'sentence', text: sentenceOf(key) }),
    );
  }

  #turn(key) {
    this.#open = this.#open === key ? null : key;
    this.refresh().catch((failure) => this.frame.failed(failure));
  }

  async #history(key) {
    const { points, granularity } = await ask(`rate-limits/${encodeURIComponent(key)}/history`, rangeOf(this.#state).params);
    if (points.length === 0) {
      return el('p', { class: 'sentence', text: 'Nothing is known of this key in the time that is shown.' });
    }
    const { from, to } = rangeOf(this.#state);
    const most = Math.max(100, ...points.map((point) => point.peak_percent));
    const bars = points.map((point) => {
      const start = Date.parse(point.start);
      const height = (100 * point.peak_percent) / most;
      return svg('rect', { x: (1_000 * (start - from)) / (to - from), y: 100 - height, width: 3, height }, svg('title', {}, `${local(start)}: ${exact(point.used, 'count')} of ${exact(point.limit, 'count')}, ${exact(point.peak_percent, 'percent')} in the fullest minute`));
    });
    const line = 100 - 10_000 / most;
    return el(
      'figure',
      { class: 'limit-history' },
      svg('svg', { viewBox: '0 0 1000 100', preserveAspectRatio: 'none', role: 'img', 'aria-label': 'How full it was' }, ...bars, svg('line', { x1: 0, x2: 1_000, y1: line, y2: line })),
      el('figcaption', { text: `The fullest minute of each ${granularity}, against the limit.` }),
    );
  }
}

/** How full it is, and when it will be; what the API says of it where it is not used now. */
function sentenceOf(key) {
  if (!key.limit) {
    return key.sentence;
  }
  const seconds = key.exhausted_in_seconds;
  const full = seconds === null || seconds === undefined ? '' : seconds === 0 ? ', which is all' : seconds < 60 ? `, full in ${seconds} s` : `, full in ${Math.ceil(seconds / 60)} min`;
  return `Key ${key.name} is at ${exact(key.used, 'count')} of ${exact(key.limit, 'count')} requests a minute${full}; ${exact(key.last_minute_used, 'count')} in the minute before.`;
}

/** Null where whoever looks may not see it, which is no failure. */
async function orDenied(answer) {
  try {
    return await answer;
  } catch (failure) {
    if (isDenied(failure)) {
      return null;
    }
    throw failure;
  }
}
