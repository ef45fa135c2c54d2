"use strict";

class Board {
  constructor(size) {
    this.size = size;
    this.columnTaken = new Array(size).fill(false);
    this.risingTaken = new Array(2 * size - 1).fill(false);
    this.fallingTaken = new Array(2 * size - 1).fill(false);
    this.placed = [];
    this.solutions = 0;
    this.checksum = 0;
  }

  record() {
    this.solutions += 1;
    for (let row = 0; row < this.placed.length; row++) {
      this.checksum = (this.checksum * 33 + row * this.placed[row]) % 1000000007;
    }
  }

  search(row = 0) {
    if (row === this.size) {
      this.record();
      return;
    }
    for (let column = 0; column < this.size; column++) {
      const rising = row + column;
      const falling = row - column + this.size - 1;
      if (this.columnTaken[column] || this.risingTaken[rising] || this.fallingTaken[falling]) continue;
      this.columnTaken[column] = this.risingTaken[rising] = this.fallingTaken[falling] = true;
      this.placed.push(column);
      this.search(row + 1);
      this.placed.pop();
      this.columnTaken[column] = this.risingTaken[rising] = this.fallingTaken[falling] = false;
    }
  }
}

exports.run = (size) => {
  const board = new Board(size);
  board.search();
  return `${board.solutions} solutions on ${size}x${size}, checksum ${board.checksum}`;
};
