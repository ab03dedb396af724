// What the address says: every control is in it, defaults are left out, and what makes no sense is
// told to whoever looks and taken as the default.

/** The controls of a page, kept in its address. */
export class UrlState {
  #rules;
  #listeners = [];
  #values = {};
  complaints = [];

  /** The end of what is shown, where that is now. */
  now = Math.ceil(Date.now() / 60_000) * 60_000;

  /**
   * @param rules of each control its `default`, and `valid`, which says whether a text may be one
   */
  constructor(rules) {
    this.#rules = rules;
    this.#read();
    window.addEventListener('popstate', () => {
      this.#read();
      this.#tell();
    });
  }

  #read() {
    const given = new URLSearchParams(window.location.search);
    this.complaints = [];
    for (const [name, rule] of Object.entries(this.#rules)) {
      const text = given.get(name);
      const isGood = text === null || rule.valid(text);
      if (!isGood) {
        this.complaints.push(`“${name}” in the address is “${text.slice(0, 80)}”, which is not understood: it is taken as ${rule.default || 'not given'}.`);
      }
      this.#values[name] = text !== null && isGood ? text : rule.default;
    }
  }

  get(name) {
    return this.#values[name];
  }

  /** The tags that are looked at alone: of each control that is for one, its value. */
  tags() {
    const tags = {};
    for (const [name, rule] of Object.entries(this.#rules)) {
      if (rule.tag && this.#values[name]) {
        tags[rule.tag] = this.#values[name];
      }
    }
    return tags;
  }

  /** Changes controls; `push` makes a step that the browser's back button undoes. */
  set(changes, push = true) {
    Object.assign(this.#values, changes);
    const url = this.address();
    window.history[push ? 'pushState' : 'replaceState'](null, '', url);
    this.complaints = [];
    this.#tell();
  }

  /** The address that shows the same, or the same with other values. */
  address(changes = {}) {
    const query = this.query(changes);
    return window.location.pathname + (query ? `?${query}` : '');
  }

  query(changes = {}, names = Object.keys(this.#rules)) {
    const query = new URLSearchParams();
    const values = { ...this.#values, ...changes };
    for (const name of names) {
      if (values[name] !== undefined && values[name] !== '' && values[name] !== this.#rules[name].default) {
        query.set(name, values[name]);
      }
    }
    const id = new URLSearchParams(window.location.search).get('id');
    if (id !== null && names.length === Object.keys(this.#rules).length) {
      query.set('id', id);
    }
    return query.toString();
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }

  #tell() {
    this.#listeners.forEach((listener) => listener());
  }
}
