// Asks for what a panel's definition names, and brings the answers into one form.

import { ask } from '../api.js';

const MOST_LINES = 5;
const MOST_OTHERS = 1_000;
const STEPS = ['1m', '5m', '1h', '6h', '1d', '1w', '1mo'];

/**
 * The lines of a panel over a time.
 *
 * @returns lines with points, what they are made of, and how many groups there were
 */
export async function linesOf(definition, range, isKnown = () => true) {
  const answers = await Promise.all(known(definition, isKnown).map((series) => lines(series, range)));
  const all = answers.flatMap((answer) => answer.lines);
  return {
    lines: all,
    resolution: [...new Set(answers.flatMap((answer) => answer.granularities))],
    step: widest(answers.map((answer) => answer.step)),
    groups: Math.max(0, ...answers.map((answer) => answer.groups)),
    isEmpty: all.every((line) => line.points.every((point) => point.value === null)),
  };
}

/** The series whose metric somebody recorded: of others there is nothing to draw. */
function known(definition, isKnown) {
  return definition.series.filter(isKnown);
}

function widest(steps) {
  return STEPS.findLast((step) => steps.includes(step)) ?? '';
}

async function lines(series, range) {
  const second = secondOf(series);
  const [answer, other] = await Promise.all([points(series, range), second ? points({ ...second, top: MOST_OTHERS }, range) : null]);
  if (!answer.basis.known) {
    return { lines: [], granularities: [], groups: 0, step: '' };
  }
  const found = answer.lines.map((line) => ({
    group: JSON.stringify(line.group),
    label: series.group_by ? groupLabel(line.group, series.label) : series.label,
    colour: series.colour,
    isDashed: series.dashed === true,
    unit: series.unit,
    isAdded: series.aggregation === 'count' && !series.per,
    points: line.points.map((point) => ({
      from: Date.parse(point.timestamp),
      to: Date.parse(point.to),
      value: point.value,
      isPartial: point.state === 'partial',
    })),
  }));
  if (other) {
    const groups = new Map(other.lines.map((line) => [JSON.stringify(line.group), line]));
    found.forEach((line) => combine(line, groups.get(line.group), series));
  }
  return { lines: found, granularities: answer.basis.granularities, groups: answer.groups, step: answer.step };
}

/** What a series is a share of, or is less by: of the same groups, with tags of its own. */
function secondOf(series) {
  const second = series.per ?? series.minus;
  return second ? { ...series, tags: {}, ...second } : null;
}

function points(series, range) {
  return ask('series', { ...selection(series, range), ...range.params, step: range.step, detail: 'full', top: series.top ?? MOST_LINES });
}

function combine(line, other, series) {
  const values = new Map((other?.points ?? []).map((point) => [Date.parse(point.timestamp), point.value]));
  for (const point of line.points) {
    const second = values.get(point.from) ?? null;
    if (series.per) {
      point.value = second ? (point.value ?? 0) / second : null;
    } else if (point.value !== null) {
      point.value -= second ?? 0;
    }
  }
}

/** What the API calls a series' parts; `only` are tags of which the page says a value. */
export function selection(series, range = {}) {
  const params = { metric: series.metric, aggregation: series.aggregation, group_by: series.group_by, type: series.type, tenant: series.tenant };
  for (const [key, values] of Object.entries(series.tags ?? {})) {
    params[`tag.${key}`] = values;
  }
  for (const key of series.only ?? []) {
    params[`tag.${key}`] = range.tags?.[key];
  }
  return params;
}

export function groupLabel(group, label) {
  const name = group.map((value) => (value === '' ? '(none)' : value)).join(' · ');
  return label ? `${label} ${name}` : name;
}

/** One number of a time: of a gauge the last one, else what the definition makes of it. */
export async function numberOf(card, params, range) {
  const second = secondOf(card);
  const [part, other] = await Promise.all([total(card, params, range), second ? total(second, params, range) : null]);
  if (!second || (card.minus && part === null)) {
    return part;
  }
  if (card.minus) {
    return part - (other ?? 0);
  }
  return other ? (part ?? 0) / other : null;
}

async function total(card, params, range) {
  const { aggregation, ...rest } = selection(card, range);
  const wanted = aggregation ?? 'last';
  const answer = await ask('aggregate', { ...rest, ...params, aggregation: wanted.startsWith('p') ? wanted : undefined });
  return answer.basis.known ? (answer[wanted] ?? null) : null;
}

/** A number for each value of a tag, and from which buckets they are made. */
export async function sharesOf(definition, range, isKnown) {
  const answers = await Promise.all(
    known(definition, isKnown).map(async (series) => {
      const answer = await ask('breakdown', { ...selection(series, range), ...range.params, detail: 'full', top: series.top ?? 8 });
      const shares = answer.basis.known ? answer.shares.map((share) => ({ label: groupLabel(share.group), value: share.value, series })) : [];
      return { shares, resolution: answer.basis.granularities };
    }),
  );
  return { shares: answers.flatMap((answer) => answer.shares), resolution: [...new Set(answers.flatMap((answer) => answer.resolution))] };
}

/** All series and cards of a definition. */
export function partsOf(definition) {
  return [...(definition.series ?? []), ...(definition.cards ?? []), ...(definition.views ?? []).flatMap((view) => view.series ?? [])];
}
