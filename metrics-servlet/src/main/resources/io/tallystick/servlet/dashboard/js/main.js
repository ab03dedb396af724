// Which page this is, and what is around it.

import { read } from './api.js';
import { el, refill } from './dom.js';
import { help, onKey } from './keys.js';
import { DefinedPage } from './pages/definition.js';
import { CONSUMER_RULES } from './panels/consumers.js';
import { ENDPOINT_RULES } from './panels/endpoints.js';
import { HEATMAP_RULES } from './panels/heatmap.js';
import { UrlState } from './state.js';
import { nextTheme, theme } from './theme.js';
import { TIME_RULES, complaintOf } from './time.js';
import { REFRESH_RULES, TimeBar } from './timebar.js';

const REFRESH_SECONDS = { api: 30 };
const TIME_NAMES = ['period', 'from', 'to', 'refresh'];
const ASKED_NAMES = ['period', 'from', 'to', 'route', 'client'];
const ROUTE_RULES = { route: { default: '', valid: (text) => text.length <= 400, tag: 'route_id' } };
const OWN_PAGES = { '': 'overview', api: 'api', health: 'health' };

async function start() {
  const main = document.querySelector('main');
  const place = window.location.pathname.split('/').pop();
  const state = new UrlState({ ...TIME_RULES, ...REFRESH_RULES, ...(place === 'api' ? { ...ROUTE_RULES, ...ENDPOINT_RULES, ...HEATMAP_RULES, ...CONSUMER_RULES } : {}) });
  const known = await read('console.json');
  const id = new URLSearchParams(window.location.search).get('id');
  const definition = place === 'page' ? known.more.find((page) => page.id === id) : known[OWN_PAGES[place]];
  if (!definition) {
    refill(main, el('p', { class: 'bad', text: 'There is no page of this name.' }));
    navigation(known, state, 'nowhere');
    return;
  }
  document.title = `${definition.title} – Tallystick`;
  const page = new DefinedPage(definition, state);
  const bar = new TimeBar(state, () => page.refresh(), REFRESH_SECONDS[place] ?? 15);
  const chosen = el('div', { class: 'chosen' });
  const complaints = el('div', { class: 'complaints', role: 'status' });
  const redraw = () => {
    navigation(known, state, place === 'page' ? `page ${id}` : place);
    refill(chosen, ...chosenOf(state));
    refill(complaints, ...[...state.complaints, ...complaintOf(state)].map((text) => el('p', { text })));
    bar.draw();
  };
  const asked = ASKED_NAMES.filter((name) => state.get(name) !== undefined);
  let shown = state.query({}, asked);
  state.onChange(() => {
    redraw();
    const wanted = state.query({}, asked);
    if (wanted !== shown) {
      shown = wanted;
      bar.run();
    }
  });
  redraw();
  refill(main, el('h1', { class: 'for-readers', text: definition.title }), bar.element, chosen, complaints, page.element);
  keys();
  await bar.run();
}

/** What is looked at alone, and how to look at all again. */
function chosenOf(state) {
  return ['route', 'client'].filter((name) => state.get(name)).map((name) =>
    el('span', { class: 'chip' }, `${name === 'route' ? 'Endpoint' : 'Client'}: ${state.get(name)}`, el('button', { type: 'button', class: 'quiet', 'aria-label': `Show all again, not only this ${name}`, text: '×', on: { click: () => state.set({ [name]: '' }) } })),
  );
}

function navigation(known, state, current) {
  const time = state.query({}, TIME_NAMES);
  const link = (href, label, isCurrent) => el('a', { href, 'aria-current': isCurrent ? 'page' : null, 'data-key': label, text: label });
  refill(
    document.querySelector('nav'),
    link(`./${time ? `?${time}` : ''}`, 'Overview', current === ''),
    link(`api${time ? `?${time}` : ''}`, 'API', current === 'api'),
    link(`health${time ? `?${time}` : ''}`, 'Health', current === 'health'),
    ...known.more.map((page) => link(`page?id=${encodeURIComponent(page.id)}${time ? `&${time}` : ''}`, page.title, current === `page ${page.id}`)),
  );
}

function keys() {
  onKey('?', 'show and hide this', help);
  const go = (number) => document.querySelectorAll('nav a')[number].click();
  onKey('g o', 'go to the overview', () => go(0));
  onKey('g a', 'go to the page of requests', () => go(1));
  onKey('g h', 'go to the page of Tallystick itself', () => go(2));
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
