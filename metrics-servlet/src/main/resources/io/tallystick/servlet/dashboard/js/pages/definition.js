// A page that is a list of panels, in the order in which its definition has them.

import { ask } from '../api.js';
import { el } from '../dom.js';
import { BarsPanel } from '../panels/bars.js';
import { CardsPanel } from '../panels/cards.js';
import { ChartPanel } from '../panels/chart.js';
import { ConsumersPanel } from '../panels/consumers.js';
import { metricsOf } from '../panels/data.js';
import { DonutPanel } from '../panels/donut.js';
import { EndpointsPanel } from '../panels/endpoints.js';
import { FiringPanel } from '../panels/firing.js';
import { Frame } from '../panels/frame.js';
import { HeatmapPanel } from '../panels/heatmap.js';
import { LimitsPanel } from '../panels/limits.js';
import { TablePanel } from '../panels/table.js';

const KINDS = {
  lines: ChartPanel,
  area: ChartPanel,
  columns: ChartPanel,
  cards: CardsPanel,
  bars: BarsPanel,
  donut: DonutPanel,
  table: TablePanel,
  endpoints: EndpointsPanel,
  heatmap: HeatmapPanel,
  consumers: ConsumersPanel,
  limits: LimitsPanel,
  firing: FiringPanel,
};
const MOST_NAMES = 5_000;

/** A page of panels; those whose metrics nobody ever recorded are not shown. */
export class DefinedPage {
  #definition;
  #state;
  #panels = [];
  #names = new Set();
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
    const outcomes = await Promise.all(this.#panels.map(({ panel }) => refreshed(panel)));
    return outcomes.filter((isGood) => !isGood).length;
  }

  async #learn() {
    const [names, tables] = await Promise.all([allNames(), ask('tables')]);
    this.#names = names;
    this.#tables = new Set(tables.map((table) => table.name));
  }

  #isShown(definition) {
    if (definition.when && !this.#state.get(definition.when)) {
      return false;
    }
    if (definition.table) {
      return this.#tables.has(definition.table);
    }
    return definition.always === true || [...metricsOf(definition), ...(definition.needs ?? [])].some((metric) => this.#names.has(metric));
  }

  /** Panels that came since last time take their place; those that are there stay as they are. */
  #arrange() {
    const wanted = this.#definition.panels.filter((definition) => this.#isShown(definition));
    this.#panels = wanted.map((definition) => this.#panels.find((each) => each.definition === definition) ?? { definition, panel: this.#make(definition) });
    if (wanted.every((definition) => definition.kind === 'firing')) {
      const frame = new Frame({ id: 'nothing', title: this.#definition.title, wide: true });
      frame.isEmpty(this.#definition.code);
      this.element.replaceChildren(frame.element);
      return;
    }
    const elements = this.#panels.map(({ panel }) => panel.frame.element);
    if (elements.some((element, at) => this.element.children[at] !== element) || this.element.children.length !== elements.length) {
      this.element.replaceChildren(...elements);
    }
  }

  #make(definition) {
    const Kind = KINDS[definition.kind ?? definition.views?.[0].kind];
    if (Kind) {
      return new Kind(definition, this.#state, (metric) => this.#names.has(metric));
    }
    const frame = new Frame(definition);
    return {
      frame,
      refresh: async () => {
        throw new Error(`The panel's definition says kind “${definition.kind}”: it is one of ${Object.keys(KINDS).join(', ')}.`);
      },
    };
  }
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
  const names = new Set();
  let after;
  for (;;) {
    const some = await ask('names', { limit: MOST_NAMES, after });
    some.forEach((metric) => names.add(metric.name));
    if (some.length < MOST_NAMES) {
      return names;
    }
    after = some[some.length - 1].name;
  }
}
