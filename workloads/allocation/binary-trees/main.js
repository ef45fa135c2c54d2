"use strict";

class Node {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }

  count() {
    if (this.left === null) return 1;
    return 1 + this.left.count() + this.right.count();
  }
}

function build(depth) {
  if (depth === 0) return new Node(null, null);
  return new Node(build(depth - 1), build(depth - 1));
}

exports.run = (size) => {
  const lasting = build(size);
  const lines = [];
  for (let depth = 4; depth <= size; depth += 4) {
    const trees = 1 << (size - depth);
    let nodes = 0;
    for (let i = 0; i < trees; i++) nodes += build(depth).count();
    lines.push(`${trees} of depth ${depth}: ${nodes}`);
  }
  lines.push(`lasting: ${lasting.count()}`);
  return lines.join("; ");
};
