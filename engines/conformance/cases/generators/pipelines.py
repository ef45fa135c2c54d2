def read(lines):
    for line in lines:
        yield line.strip()


def non_empty(lines):
    return (line for line in lines if line)


def numbered(lines, start=1):
    n = start
    for line in lines:
        yield n, line
        n += 1


text = ["a ", "", " b", "  ", "c"]
print(list(numbered(non_empty(read(text)))))


def primes(limit):
    found = []
    for n in range(2, limit):
        if all(n % p for p in found):
            found.append(n)
            yield n


print(list(primes(50)), sum(primes(100)), max(primes(30)))


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


t = Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6))
print(list(t), sum(t), 3 in t, 9 in t, [x * 2 for x in t], list(zip(t, "abc")))
first, *rest = t
print(first, rest)


def echo():
    value = None
    while True:
        value = yield value


e = echo()
next(e)
print([e.send(x) for x in (1, "a", None)])
interleaved = [f"{a}{b}" for a in (x for x in "ab") for b in (y for y in range(2))]
print(interleaved)
