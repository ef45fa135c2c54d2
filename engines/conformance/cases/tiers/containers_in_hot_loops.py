def build(n):
    items = []
    for i in range(n):
        items.append(i * i)
    for i in range(len(items)):
        items[i] += i
    return items


print(sum(build(5000)), build(5)[-1])


def swap_all(items):
    low, high = 0, len(items) - 1
    while low < high:
        items[low], items[high] = items[high], items[low]
        low += 1
        high -= 1
    return items


print(swap_all(list(range(3001)))[:3], swap_all(["a", 1.5, None]))


def read(items, index):
    return items[index]


for i in range(4000):
    read([1, 2, 3], i % 3)
for items, index in (([1, 2, 3], -1), ((1, 2), 1), ("abc", 1), ({1: "one"}, 1), (range(10), 3), ([1], True), ([1], 1), ((), 0), ({}, 0), ("", 0), ([1], "a"), (5, 0), ([1], 2 ** 70), ([1, 2], slice(1))):
    try:
        print(read(items, index))
    except (IndexError, KeyError, TypeError) as error:
        print(type(error).__name__, error)


def count(words):
    table = {}
    for word in words:
        table[word] = table.get(word, 0) + 1
    return table


print(count("the cat the dog the end".split() * 500), count([1, 1.0, True, "1"] * 100))


def unpack(pairs):
    total = 0
    for i, (a, b) in enumerate(pairs):
        total += i * a - b
    return total


print(unpack([(1, 2)] * 3000), unpack([[1.5, 2], "ab"][:1]))
try:
    unpack([(1, 2)] * 100 + [(1, 2, 3)])
except ValueError as error:
    print(error)
text = ""
for i in range(3000):
    text += chr(97 + i % 26)
print(len(text), text[:30], text.count("a"))
