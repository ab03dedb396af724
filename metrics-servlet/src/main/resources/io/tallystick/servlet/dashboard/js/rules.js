// What an alert rule says, in words and as a picture: the same series that it is judged by.

import { ask } from './api.js';
import { linesOf } from './panels/data.js';
import { exact } from './units.js';

/** The kinds of rules, and what their number is of. */
export const TYPES = {
  error_rate: { label: 'Error rate', unit: 'percent', threshold: 10 },
  response_time: { label: 'Response time', unit: 'ms', threshold: 500 },
  rate_limit: { label: 'Rate limit', unit: 'percent', threshold: 80 },
  spike: { label: 'Spike' },
  absent: { label: 'Nothing recorded' },
  metric: { label: 'Any metric', unit: '', threshold: 0 },
};

export const COMPARISONS = { gt: 'above', gte: 'at or above', lt: 'below', lte: 'at or below' };

const ERRORS = ['4xx', '5xx'];
const STATUS = ['status_class', 'status'];
const MOST_LINES = 5;
const MOST_ROUTES = 1_000;
const MOST_TRIES = 92;
const DAY = 86_400_000;

/** No longer time can a rule be tried on. */
export const LONGEST_TRIAL_MILLIS = MOST_TRIES * DAY;

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
      return `${COMPARISONS[rule.comparison] ?? 'above'} ${exact(rule.threshold_value, TYPES[rule.type]?.unit ?? '')} in ${window}`;
  }
}

function subjectOf(rule) {
  const of = [rule.endpoint_filter, rule.api_key_filter ? `client ${rule.api_key_filter}` : '', tagsText(rule.tag_filter)].filter(Boolean).join(', ');
  const what = {
    error_rate: 'errors',
    response_time: `${rule.aggregation || 'p95'} of response times`,
    rate_limit: 'use of a limit',
  }[rule.type];
  const metric = `${rule.aggregation ? `${rule.aggregation} of ` : ''}${rule.metric}${rule.per ? ` per ${rule.per.metric}` : ''}`;
  return `${what ?? metric}${of ? ` (${of})` : ''}`;
}

function minutes(number) {
  return number === 1 ? 'a minute' : `${number} minutes`;
}

/** Tags as people write them: `key=value, key=other`. */
export function tagsText(tags) {
  return Object.entries(tags ?? {})
    .flatMap(([key, values]) => values.map((value) => `${key}=${value}`))
    .join(', ');
}

/**
 * The other way round.
 *
 * @throws Error where it cannot be read
 */
export function tagsOf(text) {
  const tags = {};
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') {
      continue;
    }
    const at = part.indexOf('=');
    if (at < 1) {
      throw new Error(`“${part}” is no tag: write key=value, with commas between several.`);
    }
    (tags[part.slice(0, at).trim()] ??= []).push(part.slice(at + 1).trim());
  }
  return tags;
}

/** What a rule looks at, over a time. */
export async function courseOf(rule, range) {
  if (rule.type === 'rate_limit') {
    return limitCourse(rule, range);
  }
  const series = await seriesOf(rule);
  return series === null ? linesOf({ series: [] }, range) : linesOf({ series: [series] }, { ...range, tags: {} });
}

/** The unit of a rule's picture; null where the metric's name says it. */
export function unitOfCourse(rule) {
  return { error_rate: 'share', rate_limit: 'percent' }[rule.type] ?? (rule.per ? 'share' : null);
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
  const scope = await scopeOf(rule, metric);
  if (scope === null) {
    return null;
  }
  const series = { label: rule.group_by?.length > 0 ? '' : rule.name || 'value', metric, aggregation: rule.aggregation || undefined, tags: scope, type: metric.startsWith('user.') ? 'user' : undefined, group_by: rule.group_by?.join(',') || undefined, top: MOST_LINES };
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

async function scopeOf(rule, metric) {
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
    const routes = await ask('tags', { metric, key: 'route_id', limit: MOST_ROUTES });
    const wanted = routes.filter((route) => route.startsWith(path.slice(0, -1)));
    if (wanted.length === 0) {
      return null;
    }
    tags.route_id = wanted;
  } else if (path) {
    tags.route_id = [path];
  }
  return tags;
}

/** How full the limits of keys were that are the fullest, or of the one that is meant. */
async function limitCourse(rule, range) {
  const keys = rule.api_key_filter ? [{ key: rule.api_key_filter, name: rule.api_key_filter }] : await ask('rate-limits', { limit: MOST_LINES });
  const histories = await Promise.all(keys.map((key) => ask(`rate-limits/${encodeURIComponent(key.key)}/history`, range.params)));
  const lines = histories.map(({ points }, at) => ({
    group: keys[at].key,
    label: keys[at].name,
    points: points.map((point) => ({ from: Date.parse(point.start), to: Date.parse(point.start) + 60_000, value: point.peak_percent, isPartial: false })),
  }));
  const isEmpty = lines.every((line) => line.points.length === 0);
  return { lines: isEmpty ? [] : lines.filter((line) => line.points.length > 0), resolution: histories.map((each) => each.granularity).filter((each, at, all) => all.indexOf(each) === at), step: '', groups: 0, isEmpty };
}
