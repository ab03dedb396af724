// What can be done without a mouse.

import { el } from './dom.js';

const GO_MILLIS = 1_500;
const actions = new Map();
let goes = 0;

/** Makes a key do something; `g x` is two keys, one after the other. */
export function onKey(keys, tells, action) {
  actions.set(keys, { tells, action });
}

function isTyping(target) {
  return target.closest('input, textarea, select, [contenteditable]') !== null;
}

window.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || (isTyping(event.target) && event.key !== 'Escape')) {
    return;
  }
  const isGoing = Date.now() - goes < GO_MILLIS;
  const known = actions.get(isGoing ? `g ${event.key}` : event.key);
  goes = event.key === 'g' && !isGoing ? Date.now() : 0;
  if (known) {
    event.preventDefault();
    known.action();
  }
});

/** Shows which keys do what, and hides it again. */
export function help() {
  const there = document.querySelector('dialog.help');
  if (there) {
    there.close();
    return;
  }
  const rows = [...actions].map(([keys, { tells }]) =>
    el('tr', {}, el('td', {}, ...keys.split(' ').map((key) => el('kbd', { text: key === 'Escape' ? 'Esc' : key }))), el('td', { text: tells })),
  );
  const dialog = el(
    'dialog',
    { class: 'help', 'aria-label': 'Keyboard', on: { close: () => dialog.remove() } },
    el('h2', { text: 'Keyboard' }),
    el('table', {}, el('tbody', {}, ...rows)),
    el('button', { type: 'button', text: 'Close', on: { click: () => dialog.close() } }),
  );
  document.body.append(dialog);
  dialog.showModal();
}
