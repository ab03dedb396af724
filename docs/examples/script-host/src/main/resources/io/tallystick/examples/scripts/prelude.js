// Runs before each script, in its context, and gives the host a function that throws a TypeError.
(function (count, gauge) {
  'use strict';
  delete globalThis.Java;
  // Functions of JavaScript before those of the host: a host's object can be asked for its class.
  // As many arguments go on as came, so that a call without tags hands none over.
  const ahead = native => (name, value, tags) =>
    tags !== undefined ? native(name, value, tags)
      : value !== undefined ? native(name, value) : native(name);
  const metrics = Object.freeze({count: Object.freeze(ahead(count)), gauge: Object.freeze(ahead(gauge))});
  Object.defineProperty(globalThis, 'helpers', {value: Object.freeze({metrics})});

  // An object that only says how long it is keeps these busy without a step that the limits see.
  const MOST = 100000;
  const {isArray} = Array;
  const {apply} = Reflect;
  const {isView} = ArrayBuffer;
  const refuse = of => {
    if (of !== null && typeof of === 'object' && !isArray(of) && !isView(of) && 'length' in of) {
      throw new TypeError('Methods of arrays are for arrays alone here');
    }
  };
  const guard = (owner, name, original) => Object.defineProperty(owner, name, {
    value: {[name](...args) { refuse(this); return apply(original, this, args); }}[name],
    writable: true, enumerable: false, configurable: true
  });
  for (const name of Object.getOwnPropertyNames(Array.prototype)) {
    const original = Array.prototype[name];
    if (typeof original === 'function' && name !== 'constructor') {
      guard(Array.prototype, name, original);
    }
  }
  const from = Array.from;
  Array.from = function (items, ...rest) {
    if (items !== null && typeof items === 'object' && items[Symbol.iterator] === undefined
        && !(items.length <= MOST)) {
      throw new RangeError('Invalid array length');
    }
    return apply(from, this, [items, ...rest]);
  };
  return message => { throw new TypeError(message); };
})
