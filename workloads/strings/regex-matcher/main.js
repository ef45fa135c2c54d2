"use strict";

// Reads one character that `accepts` allows, or splits into two without reading.
class State {
  constructor(accepts, out = null, other = null) {
    this.accepts = accepts;
    this.out = out;
    this.other = other;
    this.seenAt = -1;
  }
}

const literal = (wanted) => (letter) => letter === wanted;
const any = () => (letter) => letter !== "\n";
const member = (letters, negated) => (letter) => letters.has(letter) !== negated;

// Recursive descent; every method returns the entry state and the states whose `out` is still open.
class Compiler {
  constructor(pattern) {
    this.pattern = pattern;
    this.position = 0;
  }

  peek() {
    return this.position < this.pattern.length ? this.pattern[this.position] : "";
  }

  take() {
    const letter = this.peek();
    this.position += 1;
    return letter;
  }

  compile() {
    const [start, loose] = this.alternatives();
    const final = new State(null);
    connect(loose, final);
    return [start, final];
  }

  alternatives() {
    let [start, loose] = this.sequence();
    while (this.peek() === "|") {
      this.take();
      const [otherStart, otherLoose] = this.sequence();
      start = new State(null, start, otherStart);
      loose = loose.concat(otherLoose);
    }
    return [start, loose];
  }

  sequence() {
    let [start, loose] = this.repeated();
    while (!["", "|", ")"].includes(this.peek())) {
      const [following, followingLoose] = this.repeated();
      connect(loose, following);
      loose = followingLoose;
    }
    return [start, loose];
  }

  repeated() {
    let [start, loose] = this.atom();
    while (["*", "+", "?"].includes(this.peek())) {
      const mark = this.take();
      const split = new State(null, start, null);
      if (mark === "?") {
        loose = loose.concat([[split, "other"]]);
        start = split;
      } else {
        connect(loose, split);
        loose = [[split, "other"]];
        if (mark === "*") start = split;
      }
    }
    return [start, loose];
  }

  atom() {
    let letter = this.take();
    if (letter === "(") {
      const inner = this.alternatives();
      this.take();
      return inner;
    }
    let accepts;
    if (letter === "[") {
      accepts = this.characterClass();
    } else if (letter === ".") {
      accepts = any();
    } else {
      if (letter === "\\") letter = this.take();
      accepts = literal(letter);
    }
    const state = new State(accepts);
    return [state, [[state, "out"]]];
  }

  characterClass() {
    const negated = this.peek() === "^";
    if (negated) this.take();
    const letters = new Set();
    while (this.peek() !== "]") {
      const first = this.take();
      if (this.peek() === "-") {
        this.take();
        const last = this.take().charCodeAt(0);
        for (let code = first.charCodeAt(0); code <= last; code++) letters.add(String.fromCharCode(code));
      } else {
        letters.add(first);
      }
    }
    this.take();
    return member(letters, negated);
  }
}

function connect(loose, target) {
  for (const [state, name] of loose) {
    if (name === "out") state.out = target;
    else state.other = target;
  }
}

class Matcher {
  constructor(pattern) {
    [this.start, this.final] = new Compiler(pattern).compile();
    this.generation = 0;
  }

  // Adds a state and everything reached from it without reading.
  follow(state, states) {
    if (state.seenAt === this.generation) return;
    state.seenAt = this.generation;
    if (state.accepts === null && state !== this.final) {
      this.follow(state.out, states);
      this.follow(state.other, states);
    } else {
      states.push(state);
    }
  }

  // The end of the longest match that begins there, or -1.
  matchEnd(text, begin) {
    this.generation += 1;
    let current = [];
    this.follow(this.start, current);
    let end = current.includes(this.final) ? begin : -1;
    for (let position = begin; position < text.length; position++) {
      const letter = text[position];
      this.generation += 1;
      const following = [];
      for (const state of current) {
        if (state.accepts !== null && state.accepts(letter)) this.follow(state.out, following);
      }
      if (following.length === 0) return end;
      if (following.includes(this.final)) end = position + 1;
      current = following;
    }
    return end;
  }

  findAll(text) {
    const found = [];
    let position = 0;
    while (position < text.length) {
      const end = this.matchEnd(text, position);
      if (end > position) {
        found.push(text.slice(position, end));
        position = end;
      } else {
        position += 1;
      }
    }
    return found;
  }
}

const PATTERNS = [String.raw`[a-z]+@[a-z]+(\.[a-z]+)+`, "[0-9]+-[0-9]+-[0-9]+", "(https?|ftp)://[^ \n]+", String.raw`\([^()]*\)`, "(a|b|ab)*abb?"];
const WORDS = ["mail", "ann@example.org", "12", "2024-05-17", "http://a.example/x?y=1", "(see", "note)", "ababb", "aab", "bob@b.c.d", "ftp://old", "(ok)", "end."];

function makeText(count) {
  let seed = 7;
  const words = [];
  for (let number = 0; number < count; number++) {
    seed = (seed * 16807) % 2147483647;
    words.push(WORDS[Math.floor(seed / 64) % WORDS.length]);
    words.push(number % 12 === 11 ? "\n" : " ");
  }
  return words.join("");
}

exports.run = (size) => {
  const text = makeText(size);
  const parts = PATTERNS.map((pattern) => {
    const found = new Matcher(pattern).findAll(text);
    let checksum = 0;
    for (const match of found) checksum = (checksum * 31 + match.length * match.charCodeAt(match.length - 1)) % 1000003;
    return `${found.length}:${checksum}`;
  });
  return `${text.length} characters, matches ${parts.join(" ")}`;
};
