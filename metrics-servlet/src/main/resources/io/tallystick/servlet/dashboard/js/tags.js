// Tags as people write them: key=value, with commas between several; a value that has a comma, a quote or
// a blank at an end stands in quotes.

const PLAIN = /^[^",\s](?:[^",\n\r]*[^",\s])?$/;
const TAG = /\s*([^=,\s]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^",]*?)\s*(?:,|$)/y;

/** Tags as a text that can be read again. */
export function tagsText(tags) {
  return Object.entries(tags ?? {})
    .flatMap(([key, values]) => values.map((value) => tagText(key, value)))
    .join(', ');
}

/** The same of one. */
export function tagText(key, value) {
  return `${key}=${PLAIN.test(value) || value === '' ? value : JSON.stringify(value)}`;
}

/**
 * The other way round.
 *
 * @throws Error where it cannot be read
 */
export function tagsOf(text) {
  const tags = {};
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TAG.lastIndex = at;
    const found = TAG.exec(text);
    const value = found ? valueOf(found[2]) : null;
    if (value === null) {
      throw new Error(`“${text.slice(at).trim()}” is no tag: write key=value, with commas between several, and a value with a comma in "quotes".`);
    }
    (tags[found[1]] ??= []).push(value);
    at = TAG.lastIndex;
  }
  return tags;
}

function valueOf(text) {
  if (!text.startsWith('"')) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
