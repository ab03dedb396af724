// Before anything is painted: which theme somebody chose.
(() => {
  let theme = 'system';
  try {
    theme = window.localStorage.getItem('tallystick.theme') || 'system';
  } catch {
    // a browser that keeps nothing gets the system's theme
  }
  document.documentElement.dataset.theme = ['light', 'dark'].includes(theme) ? theme : 'system';
})();
