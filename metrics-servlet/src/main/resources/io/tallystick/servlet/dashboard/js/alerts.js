// Asks for alert rules and what became of them, and changes them. Whoever may read and not change does
// not see them, and needs not to.

import { change, isDenied, read } from './api.js';

async function orNone(path) {
  try {
    return await read(path);
  } catch (failure) {
    if (isDenied(failure)) {
      return [];
    }
    throw failure;
  }
}

/** All rules; a failure where whoever looks may not see them. */
export async function allRules() {
  return read('api-alerts');
}

/** The rules of which an alert is open. */
export async function firing() {
  return (await orNone('api-alerts')).filter((rule) => rule.state === 'firing');
}

/** The rules of a type that are switched on. */
async function rulesOf(type) {
  return (await orNone('api-alerts')).filter((rule) => rule.type === type && rule.enabled);
}

/** Those that are about what a chart of all clients shows: of a route, or of all where it is empty. */
export async function rulesAbout(type, route) {
  return (await rulesOf(type)).filter((rule) => !rule.api_key_filter && Object.keys(rule.tag_filter ?? {}).length === 0 && ['gt', 'gte'].includes(rule.comparison) && isOf(rule.endpoint_filter ?? '', route));
}

function isOf(filter, route) {
  const path = filter.split(' ').find((word) => word.startsWith('/')) ?? '';
  return filter === '' || (route !== '' && (path === route || (path.endsWith('*') && route.startsWith(path.slice(0, -1)))));
}

/** What fired in a time, of rules of a type. */
export async function fired(type, range) {
  const events = await orNone(`api-alerts/events?${during(range)}`);
  return events.filter((event) => event.type === type && event.transition === 'firing').map((event) => ({ at: Date.parse(event.at), message: event.message }));
}

/** What became of one rule, or of all, in a time, with whom it was told. */
export async function eventsOf(range, rule = '', most = 100) {
  return read(`api-alerts/events?${during(range, most)}&deliveries=yes${rule ? `&rule=${encodeURIComponent(rule)}` : ''}`);
}

function during(range, most = 200) {
  return new URLSearchParams({ from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString(), limit: most });
}

const pathOf = (id) => `api-alerts/${encodeURIComponent(id)}`;

/** Makes a rule, or changes the one that has an id. */
export function save(rule, id = '', version = undefined) {
  return id ? change('PUT', pathOf(id), rule, { seen: version }) : change('POST', 'api-alerts', rule);
}

export function remove(rule) {
  return change('DELETE', pathOf(rule.id), undefined, { seen: rule.version });
}

/** Tells whoever a rule tells that this is a test; what came of it. */
export function testDelivery(rule) {
  return change('POST', `${pathOf(rule.id)}/test`, {});
}

/** Longer than the application takes at most: who gives up before leaves it at work. */
const TRIAL_PATIENCE_MILLIS = 35_000;

/** When a rule would have fired in a time. */
export function tryOn(rule, range) {
  return change('POST', 'api-alerts/backtest', { rule, from: new Date(range.from).toISOString(), to: new Date(Math.min(range.to, Date.now())).toISOString() }, { patience: TRIAL_PATIENCE_MILLIS });
}

const OWN_FIELDS = ['name', 'type', 'enabled', 'endpoint_filter', 'api_key_filter', 'tag_filter', 'group_by', 'metric', 'aggregation', 'per', 'comparison', 'threshold_value', 'minimum_volume', 'sensitivity', 'minimum_change_percent', 'minimum_step', 'window_minutes', 'for_minutes', 'cooldown_minutes', 'severity', 'webhooks'];

/** What a rule says, without how it is. */
export function definitionOf(rule) {
  return Object.fromEntries(OWN_FIELDS.filter((field) => rule[field] !== undefined && rule[field] !== null).map((field) => [field, rule[field]]));
}
