// What alert rules say. Whoever may read and not change does not see them, and needs not to.

import { isDenied, read } from './api.js';

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

/** The rules of which an alert is open. */
export async function firing() {
  return (await orNone('api-alerts')).filter((rule) => rule.state === 'firing');
}

/** The rules of a type that are switched on. */
export async function rulesOf(type) {
  return (await orNone('api-alerts')).filter((rule) => rule.type === type && rule.enabled);
}

/** What fired in a time, of rules of a type. */
export async function fired(type, range) {
  const query = new URLSearchParams({ from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString(), limit: 200 });
  const events = await orNone(`api-alerts/events?${query}`);
  return events.filter((event) => event.type === type && event.transition === 'firing').map((event) => ({ at: Date.parse(event.at), message: event.message }));
}
