// What an alert rule says, in words and as a picture: the same series that it is judged by.

import { ask } from './api.js';
import { linesOf } from './panels/data.js';
import { tagsText } from './tags.js';
import { stepMillis } from './time.js';
import { exact, unitOf } from './units.js';

/** The kinds of rules, and what they say until somebody says otherwise. */
export const TYPES = {
  error_rate: { label: 'Error rate', threshold: 10 },
  response_time: { label: 'Response time', threshold: 500 },
  rate_limit: { label: 'Rate limit', threshold: 80, comparison: 'gte' },
  spike: { label: 'Spike' },
  absent: { label: 'Nothing recorded' },
  metric: { label: 'Any metric', threshold: 0 },
};

export const COMPARISONS = { gt: 'above', gte: 'at or above', lt: 'below', lte: 'at or below' };

const ERRORS = ['4xx', '5xx'];
const STATUS = ['status_class', 'status'];
const MOST_LINES = 5;
const MOST_ROUTES = 1_000;
const LONGEST_QUESTION = 3_500;
const MINUTE = 60_000;

/** What a rule says, in a sentence. */
export function sentenceOf(rule) {
  const window = minutes(rule.window_minutes);
  const parts = [`${subjectOf(rule)} ${conditionOf(rule, window)}`];
  if (rule.for_minutes > 0) {
    parts.push(`for ${minutes(rule.for_minutes)}`);
  }
  if (rule.group_by?.length > 0) {
    parts.push(`for each ${rule.group_by.join(' and ')}`);
  }
  if (rule.minimum_volume > 0) {
    parts.push(`of ${exact(rule.minimum_volume, 'count')} samples at least`);
  }
  return parts.join(', ');
}

function conditionOf(rule, window) {
  switch (rule.type) {
    case 'spike':
      return `far ${rule.comparison === 'lt' ? 'below' : 'above'} its own past`;
    case 'absent':
      return `not recorded for ${window}`;
    default:
      return `${COMPARISONS[rule.comparison] ?? 'above'} ${exact(rule.threshold_value, unitOfRule(rule) ?? unitOf(metricOf(rule), rule.aggregation))} in ${window}`;
  }
}

function subjectOf(rule) {
  const of = [rule.endpoint_filter, rule.api_key_filter ? `client ${rule.api_key_filter}` : '', tagsText(rule.tag_filter)].filter(Boolean).join(', ');
  const what = {
    error_rate: 'errors',
    response_time: `${rule.aggregation || 'p95'} of response times`,
    rate_limit: 'use of a limit',
  }[rule.type];
  const metric = `${rule.aggregation ? `${rule.aggregation} of ` : ''}${rule.metric}${rule.per ? ` per ${rule.per.metric}${tagsText(rule.per.tag_filter) ? ` with ${tagsText(rule.per.tag_filter)}` : ''}` : ''}`;
  return `${what ?? metric}${of ? ` (${of})` : ''}`;
}

function minutes(number) {
  return number === 1 ? 'a minute' : `${number} minutes`;
}

/** What a rule looks at, over a time: counts and sums as they are in one of its windows on average. */
export async function courseOf(rule, range) {
  if (rule.type === 'rate_limit') {
    return limitCourse(rule, range);
  }
  const series = await seriesOf(rule);
  const course = await linesOf({ series: series === null ? [] : [series] }, { ...range, tags: {} });
  for (const line of course.lines.filter((each) => isOfWindow(rule, each))) {
    line.isAdded = false;
    line.points.forEach((point) => {
      point.value = point.value === null ? null : (point.value * rule.window_minutes * MINUTE) / (Math.min(point.to, Date.now()) - point.from);
    });
  }
  return course;
}

function isOfWindow(rule, line) {
  return !rule.per && rule.type !== 'error_rate' && (line.aggregation === 'count' || line.aggregation === 'sum');
}

/** The unit of a rule's numbers; null where the metric's name says it. */
export function unitOfRule(rule) {
  return { error_rate: 'percent', rate_limit: 'percent', response_time: rule.aggregation === 'count' || rule.aggregation === 'rate' ? rule.aggregation : 'ms' }[rule.type] ?? (rule.per ? 'share' : null);
}

/** The same of its picture. */
export function unitOfCourse(rule) {
  return rule.type === 'error_rate' ? 'share' : unitOfRule(rule);
}

/** Whether there is a line at which it fires. */
export function hasThreshold(rule) {
  return rule.type !== 'spike' && rule.type !== 'absent' && Number.isFinite(rule.threshold_value);
}

export function metricOf(rule) {
  if (rule.metric) {
    return rule.metric;
  }
  if (rule.type === 'response_time') {
    return 'http.request.duration_ms';
  }
  return rule.api_key_filter && !rule.endpoint_filter ? 'http.client.request.count' : 'http.request.count';
}

/** Null where nothing that is known fits its endpoint. */
async function seriesOf(rule) {
  const metric = metricOf(rule);
  const type = metric.startsWith('user.') ? 'user' : undefined;
  const scope = await scopeOf(rule, metric, type);
  if (scope === null) {
    return null;
  }
  const series = { label: rule.group_by?.length > 0 ? '' : rule.name || 'value', metric, type, aggregation: rule.aggregation || undefined, tags: scope, group_by: rule.group_by?.join(',') || undefined, top: MOST_LINES };
  if (rule.type === 'error_rate') {
    const others = Object.fromEntries(Object.entries(scope).filter(([key]) => !STATUS.includes(key)));
    const isNarrowed = STATUS.some((key) => key in scope);
    return { ...series, aggregation: 'count', tags: isNarrowed ? scope : { ...scope, status_class: ERRORS }, per: { metric, tags: others } };
  }
  if (rule.type === 'response_time') {
    return { ...series, aggregation: rule.aggregation || 'p95' };
  }
  return rule.per ? { ...series, aggregation: 'count', per: { metric: rule.per.metric, tags: rule.per.tag_filter ?? {} } } : series;
}

async function scopeOf(rule, metric, type) {
  const tags = { ...rule.tag_filter };
  if (rule.api_key_filter) {
    tags.client = [rule.api_key_filter];
  }
  const words = (rule.endpoint_filter ?? '').split(' ').filter(Boolean);
  const path = words.find((word) => word.startsWith('/')) ?? '';
  const method = words.find((word) => !word.startsWith('/'));
  if (method) {
    tags.method = [method];
  }
  if (path.endsWith('*')) {
    const routes = await ask('tags', { metric, type, key: 'route_id', limit: MOST_ROUTES });
    tags.route_id = routes.filter((route) => route.startsWith(path.slice(0, -1)));
  } else if (path) {
    tags.route_id = [path];
  }
  const length = Object.entries(tags).flatMap(([key, values]) => values.map((value) => encodeURIComponent(`tag.${key}=${value}&`))).join('').length;
  if (length > LONGEST_QUESTION) {
    throw new Error('It is of too many endpoints or tags to be drawn. It is judged and tried all the same.');
  }
  return tags.route_id?.length === 0 ? null : tags;
}

/** How full limits were: of the key that is meant, or of those that came near them. */
async function limitCourse(rule, range) {
  const keys = rule.api_key_filter ? [rule.api_key_filter] : await fullestKeys();
  const histories = await Promise.all(keys.map((key) => ask(`rate-limits/${encodeURIComponent(key)}/history`, range.params)));
  const used = histories.filter((each) => each.points.length > 0);
  const lines = used.map((each, at) => ({ group: each.key ?? keys[at], label: each.name ?? keys[at], points: withGaps(each) }));
  return { lines, resolution: [...new Set(used.map((each) => each.granularity))], step: '', isEmpty: lines.length === 0 };
}

async function fullestKeys() {
  const [near, now] = await Promise.all([ask('rate-limits', { near: true, hours: 1, limit: MOST_LINES }), ask('rate-limits', { limit: MOST_LINES })]);
  return [...new Set([...near, ...now].map((key) => key.key))].slice(0, MOST_LINES);
}

/** Only times are told in which a key was used: between others is a gap. */
function withGaps({ points, granularity }) {
  const width = stepMillis(granularity);
  const all = [];
  for (const point of points) {
    const from = Date.parse(point.start);
    const last = all.at(-1);
    if (last && last.to < from) {
      all.push({ from: last.to, to: from, value: null, isPartial: false });
    }
    all.push({ from, to: from + width, value: point.peak_percent, isPartial: false });
  }
  return all;
}
