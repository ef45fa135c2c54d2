"use strict";

const STEP_LIMIT = 60;

function escapeTime(cRe, cIm) {
  let zRe = 0;
  let zIm = 0;
  for (let step = 0; step < STEP_LIMIT; step++) {
    const reSquared = zRe * zRe;
    const imSquared = zIm * zIm;
    if (reSquared + imSquared > 4) return step;
    zIm = 2 * zRe * zIm + cIm;
    zRe = reSquared - imSquared + cRe;
  }
  return STEP_LIMIT;
}

exports.run = (size) => {
  let inside = 0;
  let checksum = 0;
  for (let row = 0; row < size; row++) {
    const cIm = (2 * row) / size - 1;
    for (let column = 0; column < size; column++) {
      const cRe = (3 * column) / size - 2;
      const steps = escapeTime(cRe, cIm);
      if (steps === STEP_LIMIT) inside += 1;
      checksum = (checksum * 31 + steps) % 1000003;
    }
  }
  return `${inside} of ${size * size} points inside, checksum ${checksum}`;
};
