"use strict";

class Entry {
  constructor(key, value) {
    this.key = key;
    this.value = value;
    this.previous = this.next = null;
    this.uses = 1;
  }
}

// A doubly linked list in a ring around a head that holds nothing.
class Chain {
  constructor() {
    this.head = new Entry(null, null);
    this.head.previous = this.head.next = this.head;
  }

  add(entry) {
    const last = this.head.previous;
    entry.previous = last;
    entry.next = this.head;
    last.next = this.head.previous = entry;
  }

  remove(entry) {
    entry.previous.next = entry.next;
    entry.next.previous = entry.previous;
  }

  oldest() {
    return this.head.next;
  }

  isEmpty() {
    return this.head.next === this.head;
  }
}

class Cache {
  constructor(capacity, load) {
    this.capacity = capacity;
    this.load = load;
    this.entries = new Map();
    this.hits = 0;
    this.misses = 0;
  }

  get(key) {
    let entry = this.entries.get(key);
    if (entry !== undefined) {
      this.hits += 1;
      this.touch(entry);
      return entry.value;
    }
    this.misses += 1;
    if (this.entries.size >= this.capacity) {
      const victim = this.evict();
      this.entries.delete(victim.key);
    }
    entry = new Entry(key, this.load(key));
    this.entries.set(key, entry);
    this.admit(entry);
    return entry.value;
  }

  touch(_entry) {}
}

class FirstIn extends Cache {
  constructor(capacity, load) {
    super(capacity, load);
    this.chain = new Chain();
  }

  admit(entry) {
    this.chain.add(entry);
  }

  evict() {
    const victim = this.chain.oldest();
    this.chain.remove(victim);
    return victim;
  }
}

class LeastRecent extends FirstIn {
  touch(entry) {
    this.chain.remove(entry);
    this.chain.add(entry);
  }
}

// One chain for each number of uses.
class LeastOften extends Cache {
  constructor(capacity, load) {
    super(capacity, load);
    this.chains = new Map();
    this.fewest = 1;
  }

  chain(uses) {
    let chain = this.chains.get(uses);
    if (chain === undefined) {
      chain = new Chain();
      this.chains.set(uses, chain);
    }
    return chain;
  }

  touch(entry) {
    const chain = this.chains.get(entry.uses);
    chain.remove(entry);
    if (chain.isEmpty()) {
      this.chains.delete(entry.uses);
      if (this.fewest === entry.uses) this.fewest += 1;
    }
    entry.uses += 1;
    this.chain(entry.uses).add(entry);
  }

  admit(entry) {
    this.fewest = 1;
    this.chain(1).add(entry);
  }

  evict() {
    const chain = this.chains.get(this.fewest);
    const victim = chain.oldest();
    chain.remove(victim);
    if (chain.isEmpty()) this.chains.delete(this.fewest);
    return victim;
  }
}

// Some pages are asked for far more often; what is popular drifts.
function* requests(count, pages) {
  let seed = 77;
  for (let number = 0; number < count; number++) {
    seed = (seed * 16807) % 2147483647;
    const code = Math.floor(seed / 64);
    const popular = Math.floor(((code % pages) * (Math.floor(code / 7) % pages)) / pages);
    yield (popular + Math.floor(number / 500)) % pages;
  }
}

exports.run = (size) => {
  let loads = 0;
  const load = (key) => {
    loads += 1;
    return (key * 2654435761) % 4294967296;
  };
  const caches = [new FirstIn(100, load), new LeastRecent(100, load), new LeastOften(100, load)];
  let checksum = 0;
  for (const page of requests(size, 1000)) {
    for (const cache of caches) checksum = (checksum * 31 + cache.get(page)) % 1000000007;
  }
  const told = caches.map((cache) => `${cache.constructor.name} ${cache.hits}/${cache.misses}`).join(", ");
  return `${told}, ${loads} loads, checksum ${checksum}`;
};
