// Light, dark, or as the system has it; and the colours that charts are drawn in.

const THEMES = ['system', 'light', 'dark'];
const listeners = [];

/** The names of colours in definitions, and what they are in this theme. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || name;
}

/** Colours for series that nobody chose one for, told apart also by people who see few. */
export const SERIES_COLOURS = ['primary', 'secondary', 'success', 'denied', 'warning', 'cyan', 'error', 'neutral'];

export function theme() {
  return document.documentElement.dataset.theme;
}

export function nextTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  document.documentElement.dataset.theme = next;
  try {
    window.localStorage.setItem('tallystick.theme', next);
  } catch {
    // then it lasts as long as the page
  }
  listeners.forEach((listener) => listener());
  return next;
}

export function onTheme(listener) {
  listeners.push(listener);
}

window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  listeners.forEach((listener) => listener());
});

export const isCalm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
