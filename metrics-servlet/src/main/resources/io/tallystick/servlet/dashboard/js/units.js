// What a metric's numbers are of, and how they are written.

const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
// To make one takes longer than to write a hundred numbers with it: one for each number of places.
const PLACES = [0, 1, 2, 3, 4].map((most) => new Intl.NumberFormat(undefined, { maximumFractionDigits: most }));
const COUNTS = ['', ' k', ' M', ' G', ' T'];

/** What the numbers of a metric are of when they are made in a way. */
export function unitOf(metric, aggregation = '') {
  if (aggregation === 'rate') {
    return 'rate';
  }
  if (metric.endsWith('.bytes.count')) {
    return 'bytes';
  }
  if (aggregation === 'count') {
    return 'count';
  }
  if (metric.endsWith('_ms')) {
    return 'ms';
  }
  if (metric.endsWith('_bytes')) {
    return 'bytes';
  }
  if (metric.endsWith('_percent')) {
    return 'percent';
  }
  if (metric.endsWith('.usage')) {
    return 'share';
  }
  return 'count';
}

/** A number with its unit, as people read it. */
export function format(value, unit) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  switch (unit) {
    case 'ms':
      return millis(value);
    case 'bytes':
      return scaled(value, 1_000, BYTES, ' ');
    case 'share':
      return `${digits(100 * value)} %`;
    case 'percent':
      return `${digits(value)} %`;
    case 'rate':
      return `${scaled(value, 1_000, COUNTS, '')}/s`;
    default:
      return scaled(value, 1_000, COUNTS, '');
  }
}

/** The same with all its digits. */
export function exact(value, unit) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return 'nothing is known';
  }
  const number = PLACES[3];
  switch (unit) {
    case 'ms':
      return `${number.format(value)} ms`;
    case 'bytes':
      return `${number.format(value)} B`;
    case 'share':
      return `${number.format(100 * value)} %`;
    case 'percent':
      return `${number.format(value)} %`;
    case 'rate':
      return `${number.format(value)}/s`;
    default:
      return number.format(value);
  }
}

function millis(value) {
  const size = Math.abs(value);
  if (size >= 86_400_000) {
    return `${digits(value / 86_400_000)} d`;
  }
  if (size >= 3_600_000) {
    return `${digits(value / 3_600_000)} h`;
  }
  if (size >= 120_000) {
    return `${digits(value / 60_000)} min`;
  }
  return size >= 1_000 ? `${digits(value / 1_000)} s` : `${digits(value)} ms`;
}

function scaled(value, base, names, between) {
  let size = Math.abs(value);
  let rank = 0;
  while (size >= base * 0.9995 && rank < names.length - 1) {
    size /= base;
    rank += 1;
  }
  const number = digits(Math.sign(value) * size);
  return names[rank] === '' ? number : `${number}${between}${names[rank]}`;
}

/** Three digits that matter. */
function digits(value) {
  const size = Math.abs(value);
  const places = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  return PLACES[size !== 0 && size < 0.1 ? 4 : places].format(value);
}
