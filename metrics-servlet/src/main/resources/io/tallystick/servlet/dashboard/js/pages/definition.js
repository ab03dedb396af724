// A page that is a list of panels, in the order in which its definition has them.

import { ask } from '../api.js';
import { el } from '../dom.js';
import { BarsPanel } from '../panels/bars.js';
import { BreakdownPanel } from '../panels/breakdown.js';
import { CardsPanel } from '../panels/cards.js';
import { ChartPanel } from '../panels/chart.js';
import { ConsumersPanel } from '../panels/consumers.js';
import { partsOf } from '../panels/data.js';
import { DistributionPanel } from '../panels/distribution.js';
import { DonutPanel } from '../panels/donut.js';
import { EndpointsPanel } from '../panels/endpoints.js';
import { FiringPanel } from '../panels/firing.js';
import { Frame } from '../panels/frame.js';
import { HeatmapPanel } from '../panels/heatmap.js';
import { LimitsPanel } from '../panels/limits.js';
import { SentencesPanel } from '../panels/sentences.js';
import { StatusPanel } from '../panels/status.js';
import { TablePanel } from '../panels/table.js';
import { UserMetricsPanel } from '../panels/user.js';
import { ViewsPanel } from '../panels/views.js';

const KINDS = {
  lines: ChartPanel,
  area: ChartPanel,
  columns: ChartPanel,
  cards: CardsPanel,
  bars: BarsPanel,
  donut: DonutPanel,
  distribution: DistributionPanel,
  sentences: SentencesPanel,
  table: TablePanel,
  'user-metrics': UserMetricsPanel,
  breakdown: BreakdownPanel,
  endpoints: EndpointsPanel,
  heatmap: HeatmapPanel,
  consumers: ConsumersPanel,
  limits: LimitsPanel,
  firing: FiringPanel,
  status: StatusPanel,
};
const DRAWN = ['lines', 'area', 'columns', 'bars', 'donut', 'distribution', 'sentences'];
const MOST_NAMES = 5_000;

/** A page of panels; those whose metrics nobody ever recorded are not shown. */
export class DefinedPage {
  #definition;
  #state;
  #panels = [];
  #made = new Map();
  #empty;
  #names = new Map();
  #tables = new Set();
  element = el('div', { class: 'panels' });

  constructor(definition, state) {
    this.#definition = definition;
    this.#state = state;
  }

  /** Asks all panels for what they show now; how many could not say. */
  async refresh() {
    try {
      await this.#learn();
    } catch (failure) {
      if (this.#panels.length === 0) {
        const frame = new Frame({ id: 'trouble', title: 'Nothing can be shown', wide: true });
        frame.failed(failure);
        this.element.replaceChildren(frame.element);
      }
      return 1;
    }
    this.#arrange();
    const outcomes = await Promise.all(this.#panels.map(refreshed));
    this.#balance();
    return outcomes.filter((isGood) => !isGood).length;
  }

  async #learn() {
    const [names, tables] = await Promise.all([allNames(), ask('tables')]);
    this.#names = names;
    this.#tables = new Set(tables.map((table) => table.name));
  }

  #isShown(definition) {
    if (problemOf(definition)) {
      return true;
    }
    if (definition.when && !this.#state.get(definition.when)) {
      return false;
    }
    if (definition.table) {
      return this.#tables.has(definition.table);
    }
    return definition.always === true || partsOf(definition).some((part) => this.#isKnown(part)) || (definition.needs ?? []).some((metric) => this.#names.has(metric));
  }

  /** Of tenants' metrics the names are not known here. */
  #isKnown(part) {
    if (part.table !== undefined) {
      return this.#tables.has(part.table);
    }
    const others = [part.per ?? []].flat().map((other) => other.metric); // a share of what is there is 0 where its part is not
    return part.type === 'user' || part.tenant !== undefined || [part.metric, ...others].some((metric) => this.#names.has(metric));
  }

  /** Panels that came since last time take their place; those that are there stay as they are. */
  #arrange() {
    const wanted = this.#definition.panels.filter((definition) => this.#isShown(definition));
    this.#panels = wanted.map((definition) => this.#panelOf(definition));
    const elements = this.#panels.map((panel) => panel.frame.element);
    if (wanted.every((definition) => definition.counts === false)) {
      elements.unshift((this.#empty ??= this.#nothing()));
    }
    if (elements.length !== this.element.children.length || elements.some((element, at) => this.element.children[at] !== element)) {
      this.element.replaceChildren(...elements);
    }
    this.#balance();
  }

  /** Of panels in two columns the last is as wide as both where it would stand alone. */
  #balance() {
    let isLeft = true;
    const seen = [...this.element.children].filter((element) => !element.hidden);
    seen.forEach((element, at) => {
      const isWide = element.classList.contains('wide');
      const isLast = at + 1 === seen.length || seen[at + 1].classList.contains('wide');
      element.classList.toggle('alone', !isWide && isLeft && isLast);
      isLeft = isWide || !isLeft || isLast;
    });
  }

  #panelOf(definition) {
    if (!this.#made.has(definition)) {
      this.#made.set(definition, this.#make(definition));
    }
    return this.#made.get(definition);
  }

  #nothing() {
    const frame = new Frame({ id: 'nothing', title: this.#definition.title, wide: true });
    frame.isEmpty(this.#definition.code);
    return frame.element;
  }

  #make(definition) {
    const problem = problemOf(definition);
    if (problem) {
      const frame = new Frame({ id: 'wrong', title: 'A panel', ...definition });
      return {
        frame,
        refresh: async () => {
          throw new Error(`The panel's definition ${problem}.`);
        },
      };
    }
    const isKnown = (part) => this.#isKnown(part);
    const make = (each) => new KINDS[each.kind](each, this.#state, isKnown, () => this.#names);
    return definition.views ? new ViewsPanel(definition, this.#state, make, (view) => partsOf(view).some(isKnown)) : make(definition);
  }
}

/** What is wrong with a definition, as a part of a sentence; nothing where nothing is. */
function problemOf(definition, isView = false) {
  if (typeof definition !== 'object' || definition === null) {
    return 'has a view that is no object';
  }
  if (definition.views !== undefined) {
    const isList = !isView && Array.isArray(definition.views) && definition.views.length > 0;
    const own = ['series', 'cards'].find((field) => definition[field] !== undefined && !isListOfParts(definition[field]));
    return isList ? (own && wrongParts(own)) || definition.views.map((view) => problemOf(view, true)).find(Boolean) : 'has “views” that are no list of views';
  }
  if (!Object.hasOwn(KINDS, definition.kind)) {
    return `says kind “${definition.kind}”: it is one of ${Object.keys(KINDS).join(', ')}`;
  }
  if (definition.kind === 'table' && typeof definition.table !== 'string') {
    return 'has no “table”: say the name of one';
  }
  const needed = definition.kind === 'cards' ? 'cards' : DRAWN.includes(definition.kind) ? 'series' : null;
  const wrong = ['series', 'cards'].find((field) => (field === needed || definition[field] !== undefined) && !isListOfParts(definition[field]));
  return wrong && wrongParts(wrong);
}

function wrongParts(field) {
  return `has no “${field}”: give a list of objects with a “metric” each`;
}

function isListOfParts(parts) {
  return Array.isArray(parts) && parts.length > 0 && parts.every((part) => typeof part?.metric === 'string' || typeof part?.table === 'string');
}

async function refreshed(panel) {
  try {
    await panel.refresh();
    return true;
  } catch (failure) {
    panel.frame.failed(failure);
    return false;
  }
}

async function allNames() {
  const names = new Map();
  let after;
  for (;;) {
    const some = await ask('names', { limit: MOST_NAMES, after });
    some.forEach((metric) => names.set(metric.name, metric));
    if (some.length < MOST_NAMES) {
      return names;
    }
    after = some[some.length - 1].name;
  }
}
