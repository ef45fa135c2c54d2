"use strict";

// A node of the network; `rank` is larger than the rank of every input.
class Cell {
  constructor(inputs = []) {
    this.inputs = inputs;
    this.observers = [];
    this.value = 0;
    this.dirty = false;
    this.rank = 0;
    for (const cell of inputs) {
      cell.observers.push(this);
      this.rank = Math.max(this.rank, cell.rank + 1);
    }
  }

  compute() {
    throw new Error(`${this.constructor.name} cannot compute`);
  }
}

class Input extends Cell {
  compute() {
    return this.value;
  }
}

class Sum extends Cell {
  compute() {
    let total = 0;
    for (const cell of this.inputs) total += cell.value;
    return total;
  }
}

class Largest extends Cell {
  compute() {
    return Math.max(...this.inputs.map((cell) => cell.value));
  }
}

class Scaled extends Cell {
  constructor(source, { factor, offset = 0, modulus = 1009 }) {
    super([source]);
    this.factor = factor;
    this.offset = offset;
    this.modulus = modulus;
  }

  compute() {
    return (this.inputs[0].value * this.factor + this.offset) % this.modulus;
  }
}

// The second input while the first is below a limit, else the third.
class Choice extends Cell {
  constructor(condition, below, above, limit) {
    super([condition, below, above]);
    this.limit = limit;
  }

  compute() {
    const [condition, below, above] = this.inputs;
    return condition.value < this.limit ? below.value : above.value;
  }
}

class Sheet {
  constructor() {
    this.cells = [];
    this.pending = [];
    this.computed = 0;
    this.changed = 0;
  }

  add(cell) {
    this.cells.push(cell);
    while (this.pending.length <= cell.rank) this.pending.push([]);
    cell.value = cell.compute();
    return cell;
  }

  schedule(cell) {
    if (!cell.dirty) {
      cell.dirty = true;
      this.pending[cell.rank].push(cell);
    }
  }

  set(cell, value) {
    if (cell.value !== value) {
      cell.value = value;
      for (const observer of cell.observers) this.schedule(observer);
    }
  }

  // Recompute what depends on a change, each cell once, inputs before observers.
  settle() {
    for (const waiting of this.pending) {
      for (const cell of waiting) {
        cell.dirty = false;
        this.computed += 1;
        const value = cell.compute();
        if (value !== cell.value) {
          this.changed += 1;
          this.set(cell, value);
        }
      }
      waiting.length = 0;
    }
  }
}

function build(sheet, width, depth) {
  const inputs = Array.from({ length: width }, () => sheet.add(new Input()));
  let layer = inputs;
  for (let level = 0; level < depth; level++) {
    const following = [];
    for (let i = 0; i < width; i++) {
      const near = layer[i];
      const right = layer[(i + 1) % width];
      const far = layer[(i + level + 2) % width];
      const kind = (i + level) % 4;
      let cell;
      if (kind === 0) cell = new Sum([near, right]);
      else if (kind === 1) cell = new Scaled(near, { factor: level + 3, offset: i });
      else if (kind === 2) cell = new Choice(near, right, far, 500);
      else cell = new Scaled(sheet.add(new Largest([near, right, far])), { factor: 7, modulus: 997 });
      following.push(sheet.add(cell));
    }
    layer = following;
  }
  return [inputs, sheet.add(new Sum(layer))];
}

exports.run = (size) => {
  const sheet = new Sheet();
  const [inputs, output] = build(sheet, 16, 6);
  let checksum = 0;
  let seed = 1;
  for (let i = 0; i < size; i++) {
    seed = (seed * 16807) % 2147483647;
    sheet.set(inputs[seed % inputs.length], Math.floor(seed / 16) % 1000);
    sheet.settle();
    checksum = (checksum * 37 + output.value) % 1000000007;
  }
  return `${sheet.cells.length} cells, ${sheet.computed} computed, ${sheet.changed} changed, checksum ${checksum}`;
};
