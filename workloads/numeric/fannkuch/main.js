"use strict";

function countFlips(permutation) {
  const stack = permutation.slice();
  let flips = 0;
  let top = stack[0];
  while (top !== 0) {
    for (let low = 0, high = top; low < high; low++, high--) {
      const swapped = stack[low];
      stack[low] = stack[high];
      stack[high] = swapped;
    }
    flips += 1;
    top = stack[0];
  }
  return flips;
}

exports.run = (size) => {
  const permutation = Array.from({ length: size }, (_, i) => i);
  const counters = new Array(size).fill(0);
  let mostFlips = 0;
  let checksum = 0;
  let sign = 1;
  let depth = 1;
  for (;;) {
    const flips = countFlips(permutation);
    checksum += sign * flips * (permutation[size - 1] + 1);
    if (flips > mostFlips) mostFlips = flips;
    sign = -sign;
    while (depth < size && counters[depth] === depth) {
      counters[depth] = 0;
      depth += 1;
    }
    if (depth === size) return `checksum ${checksum}, most flips ${mostFlips}`;
    const other = depth % 2 ? counters[depth] : 0;
    [permutation[other], permutation[depth]] = [permutation[depth], permutation[other]];
    counters[depth] += 1;
    depth = 1;
  }
};
