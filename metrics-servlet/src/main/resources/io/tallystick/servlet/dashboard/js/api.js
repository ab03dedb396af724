// Asks the JSON API: a few questions at a time, so that this page takes no more of the application
// than it has to give. Who asks the same at once shares one answer.

const PATIENCE_MILLIS = 20_000;
const MOST_AT_ONCE = 2;
const MOST_TRIES = 4;
const LONGEST_WAIT_SECONDS = 5;
const underWay = new Map();

/** Answers that the application gives again for a minute are kept for half of one: a page that renews itself asks less. */
const KEPT_MILLIS = 29_000;
const KEPT = ['aggregate', 'breakdown', 'names', 'tables', 'user-metrics'];
const kept = new Map();
const waiting = [];
let running = 0;

/** Why a question was not answered, in words for whoever looks. */
export class Failure extends Error {
  /** @param field what of a change was not taken, where it is known */
  constructor(status, title, detail, { seconds = NaN, field = null } = {}) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.seconds = seconds;
    this.field = field;
  }
}

/** Whether somebody may not see this, though the rest. */
export function isDenied(failure) {
  return failure instanceof Failure && (failure.status === 401 || failure.status === 403);
}

/** The answer to a question about metrics, such as `series`. */
export function ask(path, params = {}) {
  const address = `api-metrics/${path}${query(params)}`;
  return KEPT.includes(path) ? keptFor(address) : shared(address);
}

/** Asks all anew, for whoever wants it. */
export function forget() {
  kept.clear();
}

function keptFor(address) {
  const now = Date.now();
  for (const [each, { since }] of kept) {
    if (now - since > KEPT_MILLIS) {
      kept.delete(each);
    }
  }
  if (!kept.has(address)) {
    const answer = shared(address);
    kept.set(address, { since: now, answer });
    answer.catch(() => kept.delete(address));
  }
  return kept.get(address).answer;
}

/** The answer of anything else below the same path. */
export function read(path) {
  return shared(path);
}

/**
 * Changes something, once: nobody knows what became of a change that was not answered.
 *
 * @param seen the version that was looked at, of what is there already
 * @param patience for how many milliseconds an answer is waited for
 */
export async function change(method, path, body = undefined, { seen, patience } = {}) {
  const headers = { 'Content-Type': 'application/json' };
  if (seen !== undefined) {
    headers['If-Match'] = `"${seen}"`;
  }
  return inTurn(() => send(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), patience }));
}

function query(params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && (each !== '' || name.startsWith('tag.'))) {
        query.append(name, each);
      }
    }
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

function shared(address) {
  let answer = underWay.get(address);
  if (!answer) {
    answer = inTurn(() => tried(address)).finally(() => underWay.delete(address));
    underWay.set(address, answer);
  }
  return answer;
}

async function inTurn(work) {
  if (running >= MOST_AT_ONCE) {
    await new Promise((go) => waiting.push(go));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Where the application says when to ask again, that is done. */
async function tried(address) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(address);
    } catch (failure) {
      if (!(failure.seconds <= LONGEST_WAIT_SECONDS) || tries === MOST_TRIES) {
        throw failure;
      }
      await new Promise((go) => setTimeout(go, 1_000 * failure.seconds * Math.random() + 100));
    }
  }
}

async function send(address, { method = 'GET', headers = {}, body, patience = PATIENCE_MILLIS } = {}) {
  let response;
  try {
    response = await fetch(address, {
      method,
      headers: { Accept: 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(patience),
    });
  } catch (lost) {
    const isLate = lost.name === 'TimeoutError';
    throw new Failure(0, 'No answer', isLate ? 'The application took too long to answer.' : 'The application cannot be reached.');
  }
  if (!response.ok) {
    throw await failure(response);
  }
  if (response.status === 204) {
    return null;
  }
  try {
    return await response.json();
  } catch {
    throw new Failure(response.status, 'No answer', 'Something else than the application answered, such as a page to log in: reload this page.');
  }
}

async function failure(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // what is no JSON says no more than its status
  }
  const seconds = response.headers.get('Retry-After');
  return new Failure(response.status, problem.title ?? `Status ${response.status}`, problem.detail ?? '', { seconds: seconds === null ? NaN : Number(seconds), field: problem.parameter ?? problem.field ?? null });
}
