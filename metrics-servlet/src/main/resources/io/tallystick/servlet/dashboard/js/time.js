// Periods, steps, and how times are written.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What can be looked at, with how long a point is then. */
export const PERIODS = [
  { id: '1h', label: '1 hour', millis: HOUR, step: '1m' },
  { id: '6h', label: '6 hours', millis: 6 * HOUR, step: '5m' },
  { id: '24h', label: '24 hours', millis: DAY, step: '1h' },
  { id: '7d', label: '7 days', millis: 7 * DAY, step: '6h' },
  { id: '30d', label: '30 days', millis: 30 * DAY, step: '1d' },
  { id: '12mo', label: '12 months', millis: 365 * DAY, step: '1mo' },
];

export const DEFAULT_PERIOD = '24h';

const STEPS = [
  [2 * HOUR, '1m'],
  [12 * HOUR, '5m'],
  [3 * DAY, '1h'],
  [21 * DAY, '6h'],
  [200 * DAY, '1d'],
  [Infinity, '1mo'],
];

const STEP_MILLIS = { '1m': MINUTE, '5m': 5 * MINUTE, '1h': HOUR, '6h': 6 * HOUR, '1d': DAY, '1w': 7 * DAY, '1mo': 30 * DAY };
const STEP_NAMES = { '1m': 'minute', '5m': '5 minutes', '1h': 'hour', '6h': '6 hours', '1d': 'day', '1w': 'week', '1mo': 'month' };

/** The rules of the controls that say which time is shown. */
export const TIME_RULES = {
  period: { default: DEFAULT_PERIOD, valid: (text) => PERIODS.some((each) => each.id === text) },
  from: { default: '', valid: isTime },
  to: { default: '', valid: isTime },
};

function isTime(text) {
  const millis = Date.parse(text);
  return Number.isFinite(millis) && millis > 0 && millis < Date.parse('2100-01-01T00:00:00Z');
}

/**
 * Which time is shown, how long a point is, and how the API is asked for it. It ends where the page
 * was asked last, so that all numbers of a page are of the same time.
 */
export function rangeOf(state) {
  return { ...timeOf(state, state.now), tags: state.tags() };
}

/** The end of the minute that goes on. */
export function endOfNow() {
  return Math.ceil(Date.now() / MINUTE) * MINUTE;
}

/** What is wrong with the time in the address, or nothing. */
export function complaintOf(state) {
  const isGiven = state.get('from') !== '' || state.get('to') !== '';
  const isTimeGiven = Date.parse(state.get('from')) < Date.parse(state.get('to'));
  return isGiven && !isTimeGiven ? ['“from” and “to” in the address are no time from one to a later one: the period is shown.'] : [];
}

function timeOf(state, now) {
  const from = Date.parse(state.get('from'));
  const to = Date.parse(state.get('to'));
  if (from < to) {
    const step = STEPS.find(([most]) => to - from <= most)[1];
    const params = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), zone };
    return { from, to, step, params, isOfNow: false, label: `${local(from)} to ${local(to)}` };
  }
  const period = PERIODS.find((each) => each.id === state.get('period'));
  return {
    from: now - period.millis,
    to: now,
    step: period.step,
    params: { from: new Date(now - period.millis).toISOString(), to: new Date(now).toISOString(), zone },
    isOfNow: true,
    label: `the last ${period.label}`,
  };
}

/** The time before, as long as the one that is shown. */
export function before(range) {
  const length = range.to - range.from;
  return {
    from: new Date(range.from - length).toISOString(),
    to: new Date(range.from).toISOString(),
    zone,
  };
}

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export function stepMillis(step) {
  return STEP_MILLIS[step];
}

export function stepName(step) {
  return STEP_NAMES[step] ?? step;
}

const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const SECONDS = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const MONTH = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit' });

/** A time where people are. */
export function local(millis) {
  return FULL.format(millis);
}

/** A time of day, to the second. */
export function clock(millis) {
  return SECONDS.format(millis);
}

/** A time as servers write it. */
export function utc(millis) {
  return `${new Date(millis).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Where an axis is marked: at whole hours, days or months of where people are, and not too often. */
export function ticks(from, to, most) {
  const length = to - from;
  const width = TICK_WIDTHS.find((each) => length / each <= most);
  if (!width) {
    return months(from, to, most);
  }
  const start = new Date(from);
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()];
  const marks = [];
  for (let at = 0, time = 0; time <= to; at += width / MINUTE) {
    time = new Date(year, month, day, 0, at).getTime(); // as clocks there have it, also when they change
    if (time >= from && time <= to) {
      marks.push(time);
    }
  }
  return marks;
}

const TICK_WIDTHS = [1, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1_440, 2_880, 5_760, 10_080].map((minutes) => minutes * MINUTE);

function months(from, to, most) {
  const every = Math.ceil((to - from) / (30 * DAY) / most);
  const start = new Date(from);
  const marks = [];
  for (let month = start.getMonth() + 1; marks.length <= most; month += every) {
    const at = new Date(start.getFullYear(), month, 1).getTime();
    if (at > to) {
      break;
    }
    marks.push(at);
  }
  return marks;
}

/** What stands below an axis. */
export function tick(millis, length) {
  if (length > 120 * DAY) {
    return MONTH.format(millis);
  }
  const time = new Date(millis);
  const isMidnight = time.getHours() === 0 && time.getMinutes() === 0;
  return length > 3 * DAY || isMidnight ? DATE.format(millis) : CLOCK.format(millis);
}

/** How long ago something was, in words. */
export function ago(millis, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - millis) / 1_000));
  if (seconds < 60) {
    return `${seconds} s ago`;
  }
  if (seconds < 7_200) {
    return `${Math.round(seconds / 60)} min ago`;
  }
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h ago` : `${Math.round(seconds / 86_400)} days ago`;
}
