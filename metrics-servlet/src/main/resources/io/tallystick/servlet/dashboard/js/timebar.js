// Which time is shown, when it was asked for last, and when it is again: once for all panels.

import { forget } from './api.js';
import { el, refill } from './dom.js';
import { onKey } from './keys.js';
import { PERIODS, clock, endOfNow, rangeOf } from './time.js';

const MOST_REMEMBERED = 20;

/** The rules of the control that says whether the page renews itself. */
export const REFRESH_RULES = { refresh: { default: 'on', valid: (text) => text === 'on' || text === 'off' } };

/** The bar; `refresh` asks all panels and says how many failed. */
export class TimeBar {
  #state;
  #refresh;
  #every;
  #timer = null;
  #isBusy = false;
  #isWanted = false;
  #isGoingBack = false;
  #askedAt = Date.now();
  #periods = el('div', { class: 'periods', role: 'group', 'aria-label': 'Time' });
  #custom = el('span', { class: 'custom' });
  #status = el('span', { class: 'status' });
  #alert = el('span', { class: 'for-readers', role: 'status' });
  #previous = [];
  #shown = null;
  #button;
  #auto;
  #dialog = null;
  element;

  constructor(state, refresh, everySeconds) {
    this.#state = state;
    this.#refresh = refresh;
    this.#every = everySeconds * 1_000;
    this.#button = el('button', { type: 'button', class: 'refresh', text: 'Refresh', on: { click: () => this.#renew() } });
    this.#auto = el('button', { type: 'button', class: 'quiet auto', on: { click: () => this.#turnAuto() } });
    this.element = el('div', { class: 'timebar' }, this.#periods, this.#custom, this.#status, this.#alert, this.#auto, this.#button);
    this.#keys();
    document.addEventListener('visibilitychange', () => this.#schedule());
    this.draw();
  }

  #keys() {
    onKey('t', 'choose a time', () => this.#openCustom());
    onKey('r', 'refresh', () => this.#renew());
    onKey('[', 'a step back in time', () => this.#step(-1));
    onKey(']', 'a step forward in time', () => this.#step(1));
  }

  draw() {
    const isCustom = !rangeOf(this.#state).isOfNow;
    this.#remember();
    refill(
      this.#periods,
      ...PERIODS.map((period) =>
        el('button', {
          type: 'button',
          'aria-pressed': String(!isCustom && this.#state.get('period') === period.id),
          'data-key': period.id,
          text: period.id,
          title: `The last ${period.label}`,
          on: { click: () => this.#state.set({ period: period.id, from: '', to: '' }) },
        }),
      ),
      el('button', { type: 'button', 'aria-pressed': String(isCustom), 'data-key': 'custom', text: 'Custom', on: { click: () => this.#openCustom() } }),
    );
    refill(this.#custom, isCustom ? el('span', { text: rangeOf(this.#state).label }) : null, isCustom ? el('button', { type: 'button', class: 'quiet', text: 'Back', title: 'Back to the time before', on: { click: () => this.#back() } }) : null);
    const isOn = this.#state.get('refresh') === 'on';
    this.#auto.textContent = isCustom ? 'Fixed time' : isOn ? `Every ${this.#every / 1_000} s` : 'Paused';
    this.#auto.disabled = isCustom;
    this.#auto.setAttribute('aria-pressed', String(isOn && !isCustom));
    this.#schedule();
  }

  /** The times that were shown before, for the way back. */
  #remember() {
    const now = { period: this.#state.get('period'), from: this.#state.get('from'), to: this.#state.get('to') };
    const isOther = this.#shown !== null && JSON.stringify(now) !== JSON.stringify(this.#shown);
    if (isOther && !this.#isGoingBack) {
      this.#previous = [...this.#previous, this.#shown].slice(-MOST_REMEMBERED);
    }
    this.#shown = now;
  }

  #back() {
    this.#isGoingBack = true;
    this.#state.set(this.#previous.pop() ?? { from: '', to: '' });
    this.#isGoingBack = false;
  }

  /** Half of what is shown; where that reaches now, it is what goes on again. */
  #step(direction) {
    const { from, to } = rangeOf(this.#state);
    const length = to - from;
    const end = to + (direction * length) / 2;
    const period = PERIODS.find((each) => each.millis === length);
    if (direction > 0 && end >= Date.now() && period) {
      this.#state.set({ period: period.id, from: '', to: '' });
      return;
    }
    const latest = Math.min(end, endOfNow());
    this.#state.set({ from: iso(latest - length), to: iso(latest) });
  }

  #turnAuto() {
    this.#state.set({ refresh: this.#state.get('refresh') === 'on' ? 'off' : 'on' }, false);
  }

  #schedule() {
    clearTimeout(this.#timer);
    const isWanted = this.#state.get('refresh') === 'on' && rangeOf(this.#state).isOfNow && !document.hidden;
    if (isWanted && Date.now() - this.#askedAt > this.#every) {
      this.run();
    } else if (isWanted) {
      this.#timer = setTimeout(() => this.run(), this.#every);
    }
  }

  /** Somebody wants it as it is now. */
  #renew() {
    forget();
    return this.run();
  }

  /** Who asks while it is asked already gets what is asked for then, once that is done. */
  async run() {
    this.#isWanted = true;
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    this.#button.setAttribute('aria-busy', 'true');
    let failed = 1;
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        this.#state.now = endOfNow();
        failed = await this.#refresh();
      }
    } finally {
      this.#askedAt = Date.now();
      this.#isBusy = false;
      this.#button.removeAttribute('aria-busy');
      this.#tell(failed);
      this.#schedule();
    }
  }

  /** Only what goes wrong is told to who listens; that it went well again is there to see. */
  #tell(failed) {
    const time = clock(Date.now());
    this.#status.textContent = failed === 0 ? `as of ${time}` : `${failed === 1 ? 'a panel' : `${failed} panels`} could not be renewed at ${time}`;
    this.#status.classList.toggle('bad', failed > 0);
    this.#alert.textContent = failed > 0 ? this.#status.textContent : '';
  }

  #openCustom() {
    if (this.#dialog) {
      return;
    }
    const { from, to } = rangeOf(this.#state);
    const start = el('input', { type: 'datetime-local', name: 'from', value: inputTime(from), required: true });
    const end = el('input', { type: 'datetime-local', name: 'to', value: inputTime(to), required: true });
    const problem = el('p', { class: 'bad', role: 'alert' });
    const apply = (event) => {
      event.preventDefault();
      const [a, b] = [new Date(start.value).getTime(), new Date(end.value).getTime()];
      if (!(a < b)) {
        problem.textContent = 'The end is not behind the start: choose a later one.';
        return;
      }
      this.#dialog.close();
      this.#state.set({ from: iso(a), to: iso(b) });
    };
    this.#dialog = el(
      'dialog',
      { class: 'custom-time', 'aria-label': 'Choose a time', on: { close: () => this.#closed() } },
      el(
        'form',
        { on: { submit: apply } },
        el('h2', { text: 'Choose a time' }),
        el('label', {}, 'From', start),
        el('label', {}, 'To', end),
        problem,
        el('div', { class: 'tools' }, el('button', { type: 'submit', text: 'Show' }), el('button', { type: 'button', class: 'quiet', text: 'Cancel', on: { click: () => this.#dialog.close() } })),
      ),
    );
    document.body.append(this.#dialog);
    this.#dialog.showModal();
  }

  #closed() {
    this.#dialog?.remove();
    this.#dialog = null;
  }
}

function iso(millis) {
  return new Date(Math.round(millis / 60_000) * 60_000).toISOString();
}

function inputTime(millis) {
  const local = new Date(millis - new Date(millis).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
