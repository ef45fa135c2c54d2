"use strict";

function entry(row, column) {
  const diagonal = row + column;
  return 1 / ((diagonal * (diagonal + 1)) / 2 + row + 1);
}

function apply(vector) {
  const size = vector.length;
  const result = new Array(size).fill(0);
  for (let row = 0; row < size; row++) {
    let total = 0;
    for (let column = 0; column < size; column++) total += entry(row, column) * vector[column];
    result[row] = total;
  }
  return result;
}

function applyTransposed(vector) {
  const size = vector.length;
  const result = new Array(size).fill(0);
  for (let row = 0; row < size; row++) {
    let total = 0;
    for (let column = 0; column < size; column++) total += entry(column, row) * vector[column];
    result[row] = total;
  }
  return result;
}

function dot(left, right) {
  let total = 0;
  for (let i = 0; i < left.length; i++) total += left[i] * right[i];
  return total;
}

exports.run = (size) => {
  let vector = new Array(size).fill(1);
  let image = vector;
  for (let round = 0; round < 5; round++) {
    image = applyTransposed(apply(vector));
    vector = applyTransposed(apply(image));
  }
  const norm = Math.sqrt(dot(vector, image) / dot(image, image));
  return Number.isInteger(norm) ? norm + ".0" : String(norm);
};
