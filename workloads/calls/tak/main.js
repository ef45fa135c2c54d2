"use strict";

function tak(x, y, z) {
  if (y >= x) return z;
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

class Counter {
  constructor() {
    this.calls = 0;
  }

  // The lazy variant: the third argument is a function, called only when it is needed.
  tarai(x, y, z) {
    this.calls += 1;
    if (x <= y) return y;
    return this.tarai(
      this.tarai(x - 1, y, z),
      this.tarai(y - 1, z(), () => x),
      () => this.tarai(z() - 1, x, () => y),
    );
  }
}

exports.run = (size) => {
  const third = Math.floor(size / 3);
  const counter = new Counter();
  const lazy = counter.tarai(size * 2, size, () => 0);
  return `tak ${tak(size, 2 * third, third)}, lazy tarai ${lazy} in ${counter.calls} calls`;
};
