// Makes elements. Text is only ever set as text, so that no name or value becomes markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element; `on` holds listeners, `text` its text, the rest are attributes. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** What may be higher than its place: keys scroll it too. */
export function scrolling(name) {
  return el('div', { class: name, role: 'region', tabindex: 0, 'aria-label': 'Table' });
}

/** The same of SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name === 'on') {
      Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
    } else if (name === 'text') {
      element.textContent = value;
    } else if (name === 'hue') {
      element.style.setProperty('--hue', value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Puts other children in place of those of an element; who has the focus by its key keeps it. */
export function refill(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...children.flat().filter(Boolean));
  if (focused !== undefined) {
    [...element.querySelectorAll('[data-key]')].find((each) => each.dataset.key === focused)?.focus();
  }
}

/** Gives the browser's user a file. */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = el('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(url);
}
