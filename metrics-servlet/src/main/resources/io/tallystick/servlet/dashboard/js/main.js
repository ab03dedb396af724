// Which page this is, and what is around it.

import { read } from './api.js';
import { el, refill } from './dom.js';
import { help, onKey } from './keys.js';
import { ALERT_RULES, AlertsPage } from './pages/alerts.js';
import { DefinedPage } from './pages/definition.js';
import { EXPLORE_RULES, ExplorePage } from './pages/explore.js';
import { CONSUMER_RULES } from './panels/consumers.js';
import { ENDPOINT_RULES } from './panels/endpoints.js';
import { HEATMAP_RULES } from './panels/heatmap.js';
import { USER_METRIC_RULES } from './panels/user.js';
import { OPEN_RULES } from './panels/views.js';
import { UrlState } from './state.js';
import { nextTheme, theme } from './theme.js';
import { TIME_RULES, complaintOf } from './time.js';
import { REFRESH_RULES, TimeBar } from './timebar.js';

const SEARCH = '#search';
const TIME_NAMES = ['period', 'from', 'to', 'refresh'];
const ASKED_NAMES = ['period', 'from', 'to', 'route', 'client'];
const HOUR = 3_600_000;
const ROUTE_RULES = { route: { default: '', valid: (text) => text.length <= 400, tag: 'route_id' } };

/** Pages of applications may have what the page of requests is made of. */
const REQUEST_RULES = { ...ROUTE_RULES, ...ENDPOINT_RULES, ...HEATMAP_RULES, ...CONSUMER_RULES };

/** The pages by their place, in the order in which they are named above; `key` goes to one. */
const PAGES = [
  { place: '', title: 'Overview', key: 'o', tells: 'the overview', defined: 'overview' },
  { place: 'api', title: 'API', key: 'a', tells: 'the page of requests', defined: 'api', rules: REQUEST_RULES, every: 30 },
  { place: 'alerts', title: 'Alerts', key: 'l', tells: 'the page of alerts', rules: ALERT_RULES, make: (state) => new AlertsPage(state) },
  { place: 'explore', title: 'Explore', key: 'e', tells: 'the page where any metric is looked at', rules: EXPLORE_RULES, make: (state) => new ExplorePage(state) },
  { place: 'health', title: 'Health', key: 'h', tells: 'the page of Tallystick itself', defined: 'health' },
];

async function start() {
  const main = document.querySelector('main');
  const place = window.location.pathname.split('/').pop();
  const own = PAGES.find((page) => page.place === place);
  const state = new UrlState({ ...TIME_RULES, ...REFRESH_RULES, ...(own?.make ? {} : { ...OPEN_RULES, ...USER_METRIC_RULES }), ...(own ? own.rules : REQUEST_RULES) });
  aroundMessage(state);
  const known = await read('console.json');
  const id = new URLSearchParams(window.location.search).get('id');
  const definition = own ? known[own.defined] : known.more.find((page) => page.id === id);
  if (!definition && !own?.make) {
    refill(main, el('p', { class: 'bad', text: 'There is no page of this name.' }));
    navigation(known, state, 'nowhere');
    return;
  }
  const title = own?.title ?? definition.title;
  document.title = `${title} – Tallystick`;
  const page = own?.make ? own.make(state) : new DefinedPage(definition, state);
  const bar = new TimeBar(state, () => page.refresh(), own?.every ?? 15);
  const chosen = el('div', { class: 'chosen' });
  const complaints = el('div', { class: 'complaints', role: 'status' });
  const redraw = () => {
    navigation(known, state, own ? place : `page ${id}`);
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
  refill(main, el('h1', { class: 'for-readers', text: title }), bar.element, chosen, complaints, page.element);
  keys(page, state);
  if (window.location.hash === SEARCH) {
    page.focus?.();
  }
  await bar.run();
}

/** The link in an alert's message says when it was: that time is shown then, and not the last hours. */
function aroundMessage(state) {
  const at = Number(new URLSearchParams(window.location.search).get('at'));
  if (at > 0 && state.get('from') === '') {
    const to = Math.min(at + HOUR, Date.now());
    if (to > at - 3 * HOUR) {
      state.set({ from: new Date(at - 3 * HOUR).toISOString(), to: new Date(to).toISOString() }, false);
    }
  }
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
    ...PAGES.map((page) => link(`${page.place || './'}${time ? `?${time}` : ''}`, page.title, current === page.place)),
    ...known.more.map((page) => link(`page?id=${encodeURIComponent(page.id)}${time ? `&${time}` : ''}`, page.title, current === `page ${page.id}`)),
  );
}

function keys(page, state) {
  onKey('?', 'show and hide this', help);
  onKey('/', 'search a metric', () => {
    if (page.focus) {
      page.focus();
    } else {
      const time = state.query({}, TIME_NAMES);
      window.location.assign(`explore${time ? `?${time}` : ''}${SEARCH}`);
    }
  });
  PAGES.forEach(({ key, tells }, at) => onKey(`g ${key}`, `go to ${tells}`, () => document.querySelectorAll('nav a')[at].click()));
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
