// Which page this is, and what is around it.

import { read } from './api.js';
import { el, refill } from './dom.js';
import { help, onKey } from './keys.js';
import { DefinedPage } from './pages/definition.js';
import { UrlState } from './state.js';
import { nextTheme, theme } from './theme.js';
import { TIME_RULES } from './time.js';
import { REFRESH_RULES, TimeBar } from './timebar.js';

const REFRESH_SECONDS = 15;
const TIME_NAMES = ['period', 'from', 'to', 'refresh'];

async function start() {
  const main = document.querySelector('main');
  const state = new UrlState({ ...TIME_RULES, ...REFRESH_RULES });
  const known = await read('console.json');
  const place = window.location.pathname.split('/').pop();
  const id = new URLSearchParams(window.location.search).get('id');
  const definition = place === 'page' ? known.more.find((page) => page.id === id) : known.overview;
  if (!definition) {
    refill(main, el('p', { class: 'bad', text: 'There is no page of this name.' }));
    navigation(known, state, '');
    return;
  }
  document.title = `${definition.title} – Tallystick`;
  const page = new DefinedPage(definition, state);
  const bar = new TimeBar(state, () => page.refresh(), REFRESH_SECONDS);
  const complaints = el('div', { class: 'complaints', role: 'status' });
  const redraw = () => {
    navigation(known, state, place === 'page' ? id : '');
    refill(complaints, ...state.complaints.map((text) => el('p', { text })));
    bar.draw();
  };
  let shown = state.query({}, ['period', 'from', 'to']);
  state.onChange(() => {
    redraw();
    const wanted = state.query({}, ['period', 'from', 'to']);
    if (wanted !== shown) {
      shown = wanted;
      bar.run();
    }
  });
  redraw();
  refill(main, el('h1', { class: 'for-readers', text: definition.title }), bar.element, complaints, page.element);
  keys();
  await bar.run();
}

function navigation(known, state, current) {
  const time = state.query({}, TIME_NAMES);
  const link = (href, label, isCurrent) => el('a', { href, 'aria-current': isCurrent ? 'page' : null, text: label });
  refill(
    document.querySelector('nav'),
    link(`./${time ? `?${time}` : ''}`, 'Overview', current === ''),
    ...known.more.map((page) => link(`page?id=${encodeURIComponent(page.id)}${time ? `&${time}` : ''}`, page.title, current === page.id)),
  );
}

function keys() {
  onKey('?', 'show and hide this', help);
  onKey('g o', 'go to the overview', () => document.querySelector('nav a').click());
  onKey('Escape', 'close what is open', () => document.querySelector('dialog[open]')?.close());
}

const button = document.querySelector('.theme');
const nameTheme = () => {
  button.textContent = { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' }[theme()];
};
button.addEventListener('click', () => {
  nextTheme();
  nameTheme();
});
nameTheme();

start().catch((failure) => {
  refill(document.querySelector('main'), el('p', { class: 'bad', role: 'alert' }, el('strong', { text: `${failure.title ?? 'The page does not work'}: ` }), failure.message));
});
