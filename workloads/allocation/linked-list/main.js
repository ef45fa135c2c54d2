"use strict";

class Cell {
  constructor(value, rest) {
    this.value = value;
    this.rest = rest;
  }
}

// A list of pseudo-random numbers, newest first.
function randomList(length, seed) {
  let head = null;
  for (let i = 0; i < length; i++) {
    seed = (seed * 69069 + 1) % 4294967296;
    head = new Cell(Math.floor(seed / 4096), head);
  }
  return head;
}

function reverse(cell) {
  let result = null;
  for (; cell !== null; cell = cell.rest) result = new Cell(cell.value, result);
  return result;
}

function mapValues(f, cell) {
  let result = null;
  for (; cell !== null; cell = cell.rest) result = new Cell(f(cell.value), result);
  return reverse(result);
}

function keep(predicate, cell) {
  let result = null;
  for (; cell !== null; cell = cell.rest) {
    if (predicate(cell.value)) result = new Cell(cell.value, result);
  }
  return reverse(result);
}

// Two lists holding every other element.
function split(cell) {
  let left = null;
  let right = null;
  for (; cell !== null; cell = cell.rest) [left, right] = [new Cell(cell.value, right), left];
  return [left, right];
}

function merge(left, right) {
  let result = null;
  while (left !== null && right !== null) {
    if (left.value <= right.value) {
      result = new Cell(left.value, result);
      left = left.rest;
    } else {
      result = new Cell(right.value, result);
      right = right.rest;
    }
  }
  let remaining = left !== null ? left : right;
  for (; remaining !== null; remaining = remaining.rest) result = new Cell(remaining.value, result);
  return reverse(result);
}

function sort(cell) {
  if (cell === null || cell.rest === null) return cell;
  const [left, right] = split(cell);
  return merge(sort(left), sort(right));
}

function fold(f, start, cell) {
  for (; cell !== null; cell = cell.rest) start = f(start, cell.value);
  return start;
}

exports.run = (size) => {
  const numbers = randomList(size, 42);
  const scaled = mapValues((value) => (value * 3) % 100003, numbers);
  const odd = keep((value) => value % 2, scaled);
  const ordered = sort(odd);
  const length = fold((total, _) => total + 1, 0, ordered);
  const checksum = fold((total, value) => (total * 17 + value) % 1000000007, 0, ordered);
  return `${length} of ${size} kept, from ${ordered.value}, checksum ${checksum}`;
};
