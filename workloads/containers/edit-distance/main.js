"use strict";

function makeText(length, seed) {
  const letters = [];
  for (let i = 0; i < length; i++) {
    seed = (seed * 16807) % 2147483647;
    letters.push("acgt"[(seed >> 7) & 3]);
  }
  return letters.join("");
}

// The text with some letters replaced, dropped or doubled.
function mutate(text, seed) {
  const pieces = [];
  for (const letter of text) {
    seed = (seed * 16807) % 2147483647;
    const kind = Math.floor(seed / 1024) % 12;
    if (kind === 0) pieces.push(letter === "a" ? "t" : "a");
    else if (kind === 1) pieces.push(letter + letter);
    else if (kind !== 2) pieces.push(letter);
  }
  return pieces.join("");
}

function editDistance(left, right) {
  let previous = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i++) {
    const a = left[i - 1];
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const cost = previous[j - 1] + (a !== right[j - 1] ? 1 : 0);
      current.push(Math.min(cost, previous[j] + 1, current[j - 1] + 1));
    }
    previous = current;
  }
  return previous[right.length];
}

function commonSubsequence(left, right) {
  const table = Array.from({ length: left.length + 1 }, () => new Array(right.length + 1).fill(0));
  for (let i = 0; i < left.length; i++) {
    const row = table[i];
    const below = table[i + 1];
    for (let j = 0; j < right.length; j++) {
      if (left[i] === right[j]) below[j + 1] = row[j] + 1;
      else if (row[j + 1] >= below[j]) below[j + 1] = row[j + 1];
      else below[j + 1] = below[j];
    }
  }
  const letters = [];
  let i = left.length;
  let j = right.length;
  while (i && j) {
    if (table[i][j] === table[i - 1][j]) {
      i -= 1;
    } else if (table[i][j] === table[i][j - 1]) {
      j -= 1;
    } else {
      i -= 1;
      j -= 1;
      letters.push(left[i]);
    }
  }
  return letters.reverse().join("");
}

exports.run = (size) => {
  const original = makeText(size, 11);
  const copy = mutate(original, 5);
  const stranger = makeText(size, 77);
  const near = editDistance(original, copy);
  const far = editDistance(original, stranger);
  const shared = commonSubsequence(original, copy);
  return `near ${near}, far ${far}, ${shared.length} letters shared: ${shared.slice(0, 20)}...${shared.slice(-8)}`;
};
