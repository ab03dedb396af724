// What was done, in a sentence each, the newest first: a row for each step in which it was.

import { el, refill, scrolling } from '../dom.js';
import { SERIES_COLOURS, colour } from '../theme.js';
import { local, utc } from '../time.js';
import { exact, format } from '../units.js';
import { linesOf } from './data.js';
import { Panel } from './frame.js';

const MOST_ROWS = 50;
const MOST_GROUPS = 1_000;
const MOST_NAMED = 3;
const COLUMNS = ['Time', 'What happened', 'Times', 'Of which'];

/** A table of what happened. */
export class SentencesPanel extends Panel {
  #table = scrolling('rows');

  constructor(...parts) {
    super(...parts);
    this.frame.body.append(this.#table);
  }

  async refresh() {
    const { definition, range, isKnown } = this;
    const answers = await Promise.all(
      definition.series.map(async (series, at) => ({
        hue: colour(series.colour ?? SERIES_COLOURS[at % SERIES_COLOURS.length]),
        label: series.label,
        data: await linesOf({ series: [{ ...series, aggregation: 'count', top: MOST_GROUPS }] }, range, isKnown),
      })),
    );
    const all = answers.flatMap(stepsOf).sort((one, other) => other.at - one.at);
    if (this.isNothing(all.length === 0)) {
      return;
    }
    const rows = all.slice(0, MOST_ROWS);
    refill(
      this.#table,
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...COLUMNS.map((text) => el('th', { scope: 'col', text })))),
        el('tbody', {}, ...rows.map(rowOf)),
      ),
    );
    this.frame.shows({
      columns: ['time', 'what happened', 'times', 'of which'],
      rows: rows.map(({ at, label, count, groups }) => [new Date(at).toISOString(), label, count, groups]),
      summary: rows.slice(0, MOST_NAMED).map(({ at, label, count }) => `${local(at)}: ${label}, ${exact(count, 'count')} times.`).join(' '),
      resolution: [...new Set(answers.flatMap(({ data }) => data.resolution))],
      step: answers.map(({ data }) => data.step).find(Boolean),
      note: all.length > MOST_ROWS ? `the newest ${MOST_ROWS} of ${all.length}` : '',
    });
  }
}

/** The steps in which it was done at all, with how often and by or of whom. */
function stepsOf({ hue, label, data }) {
  const steps = new Map();
  for (const line of data.lines) {
    for (const { from, value } of line.points) {
      if (value > 0) {
        steps.set(from, [...(steps.get(from) ?? []), { name: line.groupName, value }]);
      }
    }
  }
  return [...steps].map(([at, parts]) => ({
    at,
    hue,
    label,
    count: parts.reduce((sum, part) => sum + part.value, 0),
    groups: namesOf(parts.sort((one, other) => other.value - one.value)),
  }));
}

function namesOf(parts) {
  const named = parts.slice(0, MOST_NAMED).map(({ name, value }) => `${name} ${exact(value, 'count')}`.trim());
  return [...named, ...(parts.length > MOST_NAMED ? [`${parts.length - MOST_NAMED} more`] : [])].join(', ');
}

function rowOf({ at, hue, label, count, groups }) {
  return el(
    'tr',
    { hue },
    el('td', { title: utc(at), text: local(at) }),
    el('td', {}, el('span', { class: 'swatch' }), ` ${label}`),
    el('td', { title: exact(count, 'count'), text: format(count, 'count') }),
    el('td', { text: groups }),
  );
}
