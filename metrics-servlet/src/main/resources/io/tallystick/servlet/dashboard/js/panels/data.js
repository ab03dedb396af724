// Asks for what a panel's definition names, and brings the answers into one form.

import { ask } from '../api.js';
import { unitOf } from '../units.js';

const MOST_LINES = 5;
const MOST_OTHERS = 1_000;
const STEPS = ['1m', '5m', '1h', '6h', '1d', '1w', '1mo'];

/**
 * The lines of a panel over a time.
 *
 * @returns lines with points, what they are made of, and of how many groups some are not there
 */
export async function linesOf(definition, range, isKnown = () => true) {
  const answers = await Promise.all(known(definition, isKnown).map((series) => lines(series, range)));
  const all = answers.flatMap((answer) => answer.lines);
  return {
    lines: all,
    resolution: [...new Set(answers.flatMap((answer) => answer.granularities))],
    step: widest(answers.map((answer) => answer.step)),
    cut: answers.filter((answer) => answer.groups > answer.lines.length && answer.lines.length > 0).map((answer) => ({ shown: answer.lines.length, of: answer.groups })),
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
  const [answer, ...others] = await Promise.all([series, ...othersOf(series)].map((each, at) => points(at > 0 ? { ...each, top: MOST_OTHERS } : each, range)));
  if (!answer.basis.known) {
    return { lines: [], granularities: [], groups: 0, step: '' };
  }
  const found = answer.lines.map((line) => ({
    group: JSON.stringify(line.group),
    label: series.group_by ? groupLabel(line.group, series.label) : series.label,
    groupName: groupLabel(line.group),
    colour: series.colour,
    isDashed: series.dashed === true,
    unit: series.unit,
    aggregation: answer.aggregation,
    isAdded: ['count', 'sum'].includes(series.aggregation) && !series.per,
    points: line.points.map((point) => ({
      from: Date.parse(point.timestamp),
      to: Date.parse(point.to),
      value: point.value,
      isPartial: point.state === 'partial',
    })),
  }));
  if (others.length > 0) {
    found.forEach((line) => combine(line, others.flatMap((other) => other.lines).filter((other) => JSON.stringify(other.group) === line.group), series));
  }
  return { lines: found, granularities: answer.basis.granularities, groups: answer.groups, step: answer.step };
}

/** What a series is a share of, or is less by, one or several: of the same groups, with tags of their own. */
function othersOf(series) {
  return [series.per ?? series.minus ?? []].flat().map((other) => ({ ...series, tags: {}, ...other }));
}

function points(series, range) {
  return ask('series', { ...selection(series, range), ...range.params, step: range.step, detail: 'full', top: series.top ?? MOST_LINES });
}

function combine(line, others, series) {
  const values = new Map();
  for (const { timestamp, value } of others.flatMap((other) => other.points)) {
    const at = Date.parse(timestamp);
    values.set(at, value === null ? (values.get(at) ?? null) : (values.get(at) ?? 0) + value);
  }
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
  const [part, ...others] = await Promise.all([card, ...othersOf(card)].map((each) => total(each, params, range)));
  if (others.length === 0 || (card.minus && part === null)) {
    return part;
  }
  const other = others.reduce((sum, each) => sum + (each ?? 0), 0);
  if (card.minus) {
    return part - other;
  }
  return other ? (part ?? 0) / other : null;
}

async function total(card, params, range) {
  const { aggregation, ...rest } = selection(card, range);
  const wanted = aggregation ?? 'last';
  const answer = await ask('aggregate', { ...rest, ...params, aggregation: wanted.startsWith('p') ? wanted : undefined });
  return answer.basis.known && answer.state !== 'gap' ? (answer[wanted] ?? null) : null;
}

/** A number for each value of a tag, and from which buckets they are made. */
export async function sharesOf(definition, range, isKnown) {
  const answers = await Promise.all(
    known(definition, isKnown).map(async (series) => {
      const answer = await ask('breakdown', { ...selection(series, range), ...range.params, detail: 'full', top: series.top ?? 8 });
      const shares = answer.basis.known ? answer.shares.map((share) => ({ label: groupLabel(share.group), value: share.value, series })) : [];
      return { shares, resolution: answer.basis.granularities, note: answer.groups > shares.length && shares.length > 0 ? `${series.label ? `${series.label}: ` : ''}the ${shares.length} largest of ${answer.groups}` : '' };
    }),
  );
  return { shares: answers.flatMap((answer) => answer.shares), resolution: [...new Set(answers.flatMap((answer) => answer.resolution))], note: answers.map((answer) => answer.note).filter(Boolean).join('; ') };
}

/** What the numbers of a series are of, by itself, its panel or its metric. */
export function unitIn(definition, series) {
  return series.unit ?? definition.unit ?? unitOf(series.metric, series.aggregation);
}

/** All series and cards of a definition. */
export function partsOf(definition) {
  return [...(definition.series ?? []), ...(definition.cards ?? []), ...(definition.views ?? []).flatMap(partsOf)];
}
