"use strict";

const KEYWORDS = new Set(["let", "if", "while", "end"]);

function classify(letter) {
  if (/[a-zA-Z]/.test(letter)) return "letter";
  if (/[0-9]/.test(letter)) return "digit";
  if (letter === " ") return "space";
  if (letter === '"') return "quote";
  return "sign";
}

// State and class of a character to the next state and what to do.
const LEXER = {
  "start letter": ["word", "begin"],
  "start digit": ["number", "begin"],
  "start space": ["start", "skip"],
  "start quote": ["text", "begin"],
  "start sign": ["start", "single"],
  "word letter": ["word", "more"],
  "word digit": ["word", "more"],
  "number digit": ["number", "more"],
  "text quote": ["start", "close"],
};

function lex(source) {
  const tokens = [];
  let state = "start";
  let begin = 0;
  let position = 0;
  while (position < source.length) {
    const letter = source[position];
    const move = LEXER[`${state} ${classify(letter)}`];
    if (move === undefined) {
      if (state === "text") {
        position += 1;
        continue;
      }
      const word = source.slice(begin, position);
      tokens.push([KEYWORDS.has(word) ? "keyword" : state, word]);
      state = "start";
      continue;
    }
    let action;
    [state, action] = move;
    if (action === "begin") begin = position;
    else if (action === "single") tokens.push(["sign", letter]);
    else if (action === "close") tokens.push(["text", source.slice(begin + 1, position)]);
    position += 1;
  }
  if (state !== "start") tokens.push([state, source.slice(begin)]);
  return tokens;
}

// Numbered packets with acknowledgement; some get lost.
class Connection {
  constructor() {
    this.state = "closed";
    this.expected = 0;
    this.delivered = 0;
    this.resets = 0;
  }

  receive(kind, number) {
    if (this.state === "closed") {
      if (kind === "syn") {
        this.state = "opening";
        this.expected = number + 1;
        return "syn-ack";
      }
      return "reset";
    } else if (this.state === "opening") {
      if (kind === "ack") {
        this.state = "open";
        return "";
      } else if (kind === "syn") {
        this.expected = number + 1;
        return "syn-ack";
      }
    } else if (this.state === "open") {
      if (kind === "data") {
        if (number === this.expected) {
          this.expected += 1;
          this.delivered += 1;
        }
        return "ack";
      } else if (kind === "fin") {
        this.state = "closing";
        return "fin-ack";
      } else if (kind === "ack") {
        return "";
      }
    } else if (this.state === "closing") {
      if (kind === "ack") {
        this.state = "closed";
        return "";
      } else if (kind === "fin") {
        return "fin-ack";
      }
    }
    this.state = "closed";
    this.resets += 1;
    return "reset";
  }
}

// The state is the method that handles the next tick.
class Lift {
  constructor(floors) {
    this.waiting = new Array(floors).fill(0);
    this.floor = 0;
    this.direction = 1;
    this.carried = 0;
    this.moved = 0;
    this.tick = this.idle;
  }

  wantedAhead() {
    let floor = this.floor + this.direction;
    while (floor >= 0 && floor < this.waiting.length) {
      if (this.waiting[floor]) return true;
      floor += this.direction;
    }
    return false;
  }

  idle() {
    for (const count of this.waiting) {
      if (count) {
        this.tick = this.moving;
        return;
      }
    }
  }

  moving() {
    if (this.waiting[this.floor]) {
      this.tick = this.loading;
    } else if (this.wantedAhead()) {
      this.floor += this.direction;
      this.moved += 1;
    } else {
      this.direction = -this.direction;
      if (!this.wantedAhead()) this.tick = this.idle;
    }
  }

  loading() {
    this.waiting[this.floor] -= 1;
    this.carried += 1;
    if (!this.waiting[this.floor]) this.tick = this.moving;
  }
}

const KINDS = ["syn", "ack", "data", "data", "data", "data", "fin", "ack"];
const LINES = ["let x1 = 40 + 2", 'while x1 > "ten" end', 'if ab12 < 77 let s = "a b c" end', "x=y*(z3-14)"];

exports.run = (size) => {
  let tokens = 0;
  let kinds = 0;
  for (let number = 0; number < Math.floor(size / 40); number++) {
    for (const [kind, word] of lex(LINES[number % 4])) {
      tokens += 1;
      kinds = (kinds * 31 + kind.length * 7 + word.length) % 1000003;
    }
  }
  const connection = new Connection();
  const lift = new Lift(12);
  let answers = 0;
  let seed = 3;
  for (let i = 0; i < size; i++) {
    seed = (seed * 16807) % 2147483647;
    const code = Math.floor(seed / 64);
    const answer = connection.receive(KINDS[code % 8], connection.expected - Math.floor((Math.floor(code / 8) % 5) / 4));
    answers = (answers * 31 + answer.length) % 1000003;
    if (code % 9 === 0) lift.waiting[Math.floor(code / 16) % 12] += 1;
    lift.tick();
  }
  return (
    `${tokens} tokens ${kinds}, ${connection.delivered} delivered, ${connection.resets} resets, answers ${answers}, ` +
    `${lift.carried} carried over ${lift.moved} floors`
  );
};
