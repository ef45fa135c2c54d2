"use strict";

function chainLength(start) {
  let length = 1;
  let number = start;
  while (number !== 1) {
    if (number % 2 === 0) number /= 2;
    else number = 3 * number + 1;
    length += 1;
  }
  return length;
}

exports.run = (size) => {
  let bestStart = 0;
  let bestLength = 0;
  let total = 0;
  for (let start = 1; start <= size; start++) {
    const length = chainLength(start);
    total += length;
    if (length > bestLength) {
      bestStart = start;
      bestLength = length;
    }
  }
  return `longest chain ${bestLength} from ${bestStart}, ${total} numbers visited`;
};
