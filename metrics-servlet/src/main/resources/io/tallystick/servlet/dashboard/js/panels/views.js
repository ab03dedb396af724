// Several pictures of one thing, of which one is shown at a time; which one is in the address.

import { el, refill } from '../dom.js';

const MOST_CHARACTERS = 1_000;

/** The rule of the control that says what people opened: words such as `pipelines.1`. */
export const OPEN_RULES = { open: { default: '', valid: (text) => text.length <= MOST_CHARACTERS } };

/** What was chosen of a thing, as a number; none is 0. */
export function chosen(state, id) {
  const word = wordsOf(state).find((each) => idOf(each) === id);
  const number = Number(word?.slice(id.length + 1));
  return Number.isInteger(number) && number > 0 ? number : 0;
}

/** Keeps in the address what is chosen of a thing. */
export function choose(state, id, number) {
  const others = wordsOf(state).filter((each) => idOf(each) !== id);
  state.set({ open: [...others, ...(number > 0 ? [`${id}.${number}`] : [])].join(' ') }, false);
}

/** A thing may be called as the beginning of another: the last dot ends its name. */
function idOf(word) {
  return word.slice(0, word.lastIndexOf('.'));
}

function wordsOf(state) {
  return (state.get('open') ?? '').split(' ').filter(Boolean);
}

/** A panel of several, each with the buttons that lead to the others. */
export class ViewsPanel {
  #definition;
  #state;
  #isShown;
  #panels;
  #groups;
  #at = 0;
  #wanted = 0;

  /**
   * @param make makes a panel of a view
   * @param isShown whether there is anything to see in a view
   */
  constructor(definition, state, make, isShown) {
    const { views, ...shared } = definition;
    this.#definition = definition;
    this.#state = state;
    this.#isShown = isShown;
    this.#panels = views.map((view) => make({ ...shared, ...view }));
    this.#groups = this.#panels.map((panel) => {
      const group = el('div', { class: 'tools', role: 'group', 'aria-label': 'What is shown' });
      panel.frame.addTool(group);
      return group;
    });
    state.onChange(() => this.#turn());
  }

  get frame() {
    return this.#panels[this.#at].frame;
  }

  async refresh() {
    this.#arrange();
    await this.#panels[this.#at].refresh();
  }

  /** The view that is chosen, or the first that there is something of. */
  #arrange() {
    const { views } = this.#definition;
    const shown = views.map((view) => this.#isShown(view));
    const wanted = chosen(this.#state, this.#definition.id);
    this.#wanted = wanted;
    const at = wanted < views.length && (shown[wanted] || !shown.includes(true)) ? wanted : Math.max(0, shown.indexOf(true));
    const before = this.frame.element;
    this.#at = at;
    if (before !== this.frame.element) {
      before.replaceWith(this.frame.element);
      this.frame.element.classList.toggle('alone', before.classList.contains('alone'));
    }
    const isChoice = shown.filter(Boolean).length > 1;
    refill(this.#groups[at], ...views.map((view, number) => (isChoice && shown[number] ? this.#button(view, number) : null)));
  }

  #button(view, number) {
    return el('button', {
      type: 'button',
      class: 'quiet',
      'aria-pressed': String(number === this.#at),
      'data-key': view.label,
      text: view.label,
      on: { click: () => choose(this.#state, this.#definition.id, number) },
    });
  }

  #turn() {
    if (chosen(this.#state, this.#definition.id) === this.#wanted || !this.frame.element.isConnected) {
      return;
    }
    const hadFocus = this.frame.element.contains(document.activeElement);
    this.refresh().catch((failure) => this.frame.failed(failure));
    if (hadFocus) {
      this.#groups[this.#at].querySelector('[aria-pressed=true]')?.focus();
    }
  }
}
