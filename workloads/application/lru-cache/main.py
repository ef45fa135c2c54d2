"""Three caches under the same requests: least recently used, least often used, first in first out."""


class Entry:
    __slots__ = ("key", "value", "previous", "next", "uses")

    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.previous = self.next = None
        self.uses = 1


class Chain:
    """A doubly linked list in a ring around a head that holds nothing."""

    def __init__(self):
        self.head = Entry(None, None)
        self.head.previous = self.head.next = self.head

    def add(self, entry):
        last = self.head.previous
        entry.previous = last
        entry.next = self.head
        last.next = self.head.previous = entry

    def remove(self, entry):
        entry.previous.next = entry.next
        entry.next.previous = entry.previous

    def oldest(self):
        return self.head.next

    def __bool__(self):
        return self.head.next is not self.head


class Cache:
    def __init__(self, capacity, load):
        self.capacity = capacity
        self.load = load
        self.entries = {}
        self.hits = 0
        self.misses = 0

    def get(self, key):
        entry = self.entries.get(key)
        if entry is not None:
            self.hits += 1
            self.touch(entry)
            return entry.value
        self.misses += 1
        if len(self.entries) >= self.capacity:
            victim = self.evict()
            del self.entries[victim.key]
        entry = Entry(key, self.load(key))
        self.entries[key] = entry
        self.admit(entry)
        return entry.value

    def touch(self, entry):
        pass

    def admit(self, entry):
        raise NotImplementedError

    def evict(self):
        raise NotImplementedError


class FirstIn(Cache):
    def __init__(self, capacity, load):
        super().__init__(capacity, load)
        self.chain = Chain()

    def admit(self, entry):
        self.chain.add(entry)

    def evict(self):
        victim = self.chain.oldest()
        self.chain.remove(victim)
        return victim


class LeastRecent(FirstIn):
    def touch(self, entry):
        self.chain.remove(entry)
        self.chain.add(entry)


class LeastOften(Cache):
    """One chain for each number of uses."""

    def __init__(self, capacity, load):
        super().__init__(capacity, load)
        self.chains = {}
        self.fewest = 1

    def chain(self, uses):
        chain = self.chains.get(uses)
        if chain is None:
            chain = self.chains[uses] = Chain()
        return chain

    def touch(self, entry):
        chain = self.chains[entry.uses]
        chain.remove(entry)
        if not chain:
            del self.chains[entry.uses]
            if self.fewest == entry.uses:
                self.fewest += 1
        entry.uses += 1
        self.chain(entry.uses).add(entry)

    def admit(self, entry):
        self.fewest = 1
        self.chain(1).add(entry)

    def evict(self):
        chain = self.chains[self.fewest]
        victim = chain.oldest()
        chain.remove(victim)
        if not chain:
            del self.chains[self.fewest]
        return victim


def requests(count, pages):
    """Some pages are asked for far more often; what is popular drifts."""
    seed = 77
    for number in range(count):
        seed = (seed * 16807) % 2147483647
        code = seed // 64
        popular = code % pages * (code // 7 % pages) // pages
        yield (popular + number // 500) % pages


def run(size):
    loads = 0

    def load(key):
        nonlocal loads
        loads += 1
        return key * 2654435761 % 4294967296

    caches = [FirstIn(100, load), LeastRecent(100, load), LeastOften(100, load)]
    checksum = 0
    for page in requests(size, 1000):
        for cache in caches:
            checksum = (checksum * 31 + cache.get(page)) % 1000000007
    told = ", ".join([f"{type(cache).__name__} {cache.hits}/{cache.misses}" for cache in caches])
    return f"{told}, {loads} loads, checksum {checksum}"


if __name__ == "__main__":
    print(run(140000))
