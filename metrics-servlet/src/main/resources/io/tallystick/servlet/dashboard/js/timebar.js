// Which time is shown, when it was asked for last, and when it is again: once for all panels.

import { el, refill } from './dom.js';
import { onKey } from './keys.js';
import { PERIODS, clock, rangeOf } from './time.js';

/** The rules of the control that says whether the page renews itself. */
export const REFRESH_RULES = { refresh: { default: 'on', valid: (text) => text === 'on' || text === 'off' } };

/** The bar; `refresh` asks all panels and says how many failed. */
export class TimeBar {
  #state;
  #refresh;
  #every;
  #timer = null;
  #isBusy = false;
  #periods = el('div', { class: 'periods', role: 'group', 'aria-label': 'Time' });
  #custom = el('span', { class: 'custom' });
  #status = el('span', { class: 'status', role: 'status' });
  #button;
  #auto;
  #dialog = null;
  element;

  constructor(state, refresh, everySeconds) {
    this.#state = state;
    this.#refresh = refresh;
    this.#every = everySeconds * 1_000;
    this.#button = el('button', { type: 'button', class: 'refresh', text: 'Refresh', on: { click: () => this.run() } });
    this.#auto = el('button', { type: 'button', class: 'quiet auto', on: { click: () => this.#turnAuto() } });
    this.element = el('div', { class: 'timebar' }, this.#periods, this.#custom, this.#status, this.#auto, this.#button);
    this.#keys();
    document.addEventListener('visibilitychange', () => this.#schedule());
    this.draw();
  }

  #keys() {
    onKey('t', 'choose a time', () => this.#openCustom());
    onKey('r', 'refresh', () => this.run());
    onKey('[', 'a step back in time', () => this.#step(-1));
    onKey(']', 'a step forward in time', () => this.#step(1));
  }

  draw() {
    const isCustom = !rangeOf(this.#state).isOfNow;
    refill(
      this.#periods,
      ...PERIODS.map((period) =>
        el('button', {
          type: 'button',
          'aria-pressed': String(!isCustom && this.#state.get('period') === period.id),
          text: period.id,
          title: `The last ${period.label}`,
          on: { click: () => this.#state.set({ period: period.id, from: '', to: '' }) },
        }),
      ),
      el('button', { type: 'button', 'aria-pressed': String(isCustom), text: 'Custom', on: { click: () => this.#openCustom() } }),
    );
    refill(this.#custom, isCustom ? el('span', { text: rangeOf(this.#state).label }) : null, isCustom ? el('button', { type: 'button', class: 'quiet', text: 'Back', title: 'Back to the time before', on: { click: () => this.#back() } }) : null);
    const isOn = this.#state.get('refresh') === 'on';
    this.#auto.textContent = isOn ? `Every ${this.#every / 1_000} s` : 'Paused';
    this.#auto.setAttribute('aria-pressed', String(isOn));
    this.#schedule();
  }

  #back() {
    if (window.history.length > 1) {
      window.history.back();
    } else {
      this.#state.set({ from: '', to: '' });
    }
  }

  #step(direction) {
    const { from, to } = rangeOf(this.#state);
    const shift = (direction * (to - from)) / 2;
    const latest = Math.min(to + shift, Date.now());
    this.#state.set({ from: iso(latest - (to - from)), to: iso(latest) });
  }

  #turnAuto() {
    this.#state.set({ refresh: this.#state.get('refresh') === 'on' ? 'off' : 'on' }, false);
  }

  #schedule() {
    clearTimeout(this.#timer);
    const isWanted = this.#state.get('refresh') === 'on' && rangeOf(this.#state).isOfNow && !document.hidden;
    if (isWanted) {
      this.#timer = setTimeout(() => this.run(), this.#every);
    }
  }

  async run() {
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    this.#button.setAttribute('aria-busy', 'true');
    const failed = await this.#refresh();
    this.#isBusy = false;
    this.#button.removeAttribute('aria-busy');
    const time = clock(Date.now());
    this.#status.textContent = failed === 0 ? `as of ${time}` : `${failed === 1 ? 'a panel' : `${failed} panels`} could not be renewed at ${time}`;
    this.#status.classList.toggle('bad', failed > 0);
    this.#schedule();
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
