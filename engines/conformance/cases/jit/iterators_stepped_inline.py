# Loops over builtin iterators that are stepped in machine code, while what they walk over changes.
ROUNDS = 60


def warm(function, *arguments):
    for _ in range(ROUNDS):
        result = function(*arguments)
    return result


def enumerated(source, start=0):
    total = []
    for i, x in enumerate(source, start):
        total.append((i, x))
    return total


print(warm(enumerated, [1, 2, 3]))
print(warm(enumerated, (1, 2.5, "x"), 5))
print(warm(enumerated, "añb"))
print(warm(enumerated, "ascii"))
print(warm(enumerated, range(10, 0, -3)))
print(warm(enumerated, {1: 2, 3: 4}))
print(warm(enumerated, (c for c in "gen")))
print(warm(enumerated, []))
for start in (2**48 - 3, 2**48 - 1, -2**48, 2**62, 2**64, -1):
    print(enumerated([1, 2, 3, 4], start))
print(enumerated([1], True))


def growing(items):
    seen = []
    for i, x in enumerate(items):
        if len(items) < 8:
            items.append(i)
        seen.append(x)
    return seen


def shrinking(items):
    seen = []
    for i, x in enumerate(items):
        if i % 2:
            items.pop()
        seen.append(x)
    return seen, items


for _ in range(ROUNDS):
    a, b = growing([5, 6]), shrinking(list(range(9)))
print(a, b)


def zipped(a, b):
    out = []
    for x, y in zip(a, b):
        out.append((x, y))
    return out


print(warm(zipped, [1, 2, 3], [4, 5]))
print(warm(zipped, [1, 2], (4, 5, 6)))
print(warm(zipped, "abc", range(2)))
print(warm(zipped, range(5), "xyz"))
print(warm(zipped, {1: 2}, {3, }))


def resumed(a, b, stop):
    """The same iterators before a break and behind it."""
    first, second = iter(a), iter(b)
    pairs = zip(first, second)
    out = []
    for x, y in pairs:
        out.append((x, y))
        if x == stop:
            break
    out.append(next(pairs, None))
    for x, y in pairs:
        out.append((x, y))
    return out, list(first), list(second)


for lengths in ((3, 5), (5, 3), (4, 4), (0, 2), (2, 0)):
    print(warm(resumed, list(range(lengths[0])), list(range(lengths[1])), 1))


def same_twice(items):
    it = iter(items)
    out = []
    for x, y in zip(it, it):
        out.append((x, y))
    return out


print(warm(same_twice, [1, 2, 3, 4, 5]))
print(warm(same_twice, (1, 2, 3, 4)))


def crossed(items):
    it = iter(items)
    out = []
    for i, x in enumerate(it):
        out.append((i, x))
        for j, y in enumerate(it, 10):
            out.append((j, y))
            break
        for x, y in zip(it, items):
            out.append((x, y))
            break
    return out


print(warm(crossed, list(range(10))))


def exhausted_and_grown(items):
    it = enumerate(items)
    out = []
    for i, x in it:
        out.append(x)
    items.append("late")
    for i, x in it:
        out.append(x)
    out.append(next(it, "end"))
    return out


for _ in range(ROUNDS):
    result = exhausted_and_grown([1, 2])
print(result)


def strict(a, b):
    out = []
    try:
        for x, y in zip(a, b, strict=True):
            out.append(x + y)
    except ValueError as error:
        out.append(str(error))
    return out


for a, b in (([1, 2], [3, 4]), ([1, 2], [3]), ([1], [2, 3]), ([], [1])):
    print(warm(strict, a, b))


def three(a, b, c):
    return [x + y + z for x, y, z in zip(a, b, c)]


print(warm(three, [1, 2], (3, 4), range(5)))


def wrong(pairs):
    try:
        for x, y in pairs():
            pass
    except (ValueError, TypeError) as error:
        return type(error).__name__, str(error)


print(warm(wrong, lambda: {(1, 2): 3, 4: 5}))
print(warm(wrong, lambda: {(1, 2), (3, 4, 5)}))
print(warm(wrong, lambda: iter([(1, 2), [3]])))
print(warm(wrong, lambda: zip([1], [2], [3])))
print(warm(wrong, lambda: zip([1])))
print(warm(wrong, lambda: {"a": 1}.items()))


def points(keys):
    total = 0
    for x, y in keys:
        total += x * 10 + y
    return total


print(warm(points, {(1, 2), (3, 4)}), warm(points, {(1, 2): 0, (3, 4): 0}), warm(points, {0: (1, 2), 1: [3, 4]}.values()))
print(warm(points, {1: 2, 3: 4}.items()), warm(points, iter([(1, 2)])), warm(points, frozenset([(5, 6)])))


def dict_parts(d):
    out = []
    for k in d:
        out.append(k)
    for k in d.keys():
        out.append(k)
    for v in d.values():
        out.append(v)
    for k, v in d.items():
        out.append((k, v))
    for item in d.items():
        out.append(item)
    for k, v in reversed(d.items()):
        out.append(k)
    return out


holes = {i: str(i) for i in range(12)}
for i in (0, 1, 2, 5, 7, 8, 11):
    del holes[i]
print(warm(dict_parts, holes))
print(warm(dict_parts, {}))
print(warm(dict_parts, {"one": 1}))


def changed(make, change, part):
    d = make()
    seen = []
    try:
        for x in getattr(d, part)():
            seen.append(x)
            if len(seen) == 2:
                change(d)
    except RuntimeError as error:
        seen.append(str(error))
    return seen, d


def changed_items(make, change):
    d = make()
    seen = []
    try:
        for k, v in d.items():
            seen.append((k, v))
            if len(seen) == 2:
                change(d)
    except RuntimeError as error:
        seen.append(str(error))
    return seen, d


def grow(d):
    d["new"] = 1


def replace(d):
    del d[2]
    d["other"] = 2


def rebuild(d):
    d.clear()
    d.update({9: 9, 8: 8, 7: 7, 6: 6})


def overwrite(d):
    d[3] = "written"


def nothing(d):
    pass


for change in (grow, replace, rebuild, overwrite, nothing, lambda d: d.pop(3), lambda d: d.clear()):
    make = lambda: {0: "a", 1: "b", 2: "c", 3: "d"}
    for part in ("keys", "values"):
        print(warm(changed, make, change, part))
    print(warm(changed_items, make, change))


def again(d):
    """An iterator that has failed goes on failing."""
    it = iter(d)
    out = []
    for _ in range(3):
        try:
            for k in it:
                out.append(k)
                d[len(d)] = 0
        except RuntimeError as error:
            out.append(str(error))
    return out


for _ in range(ROUNDS):
    result = again({0: 1})
print(result)


def set_items(s):
    total = 0
    for x in s:
        total += x
    return total


big = set(range(0, 3000, 3))
for i in range(0, 3000, 9):
    big.discard(i)
print(warm(set_items, big), warm(set_items, frozenset(range(7))), warm(set_items, set()))


def set_changed(change):
    s = {1, 2, 3, 4}
    seen = 0
    try:
        for x in s:
            seen += 1
            if seen == 2:
                change(s)
    except RuntimeError as error:
        return seen, str(error)
    return seen, sorted(s)


print(warm(set_changed, lambda s: s.add(100)))
print(warm(set_changed, lambda s: s.clear()))
print(warm(set_changed, lambda s: None))


def shared_set(s):
    it = iter(s)
    out = []
    for x in it:
        out.append(x)
        for y in it:
            out.append(y)
            break
    return out, it.__length_hint__()


print(warm(shared_set, {1, 2, 3, 4, 5}))


def hints(items, d):
    it, keys = iter(items), iter(d)
    out = []
    for x in it:
        out.append(it.__length_hint__())
    for k in keys:
        out.append(keys.__length_hint__())
    return out


print(warm(hints, [1, 2, 3], {1: 2, 3: 4}))
print(warm(hints, range(4), {1: 2, 3: 4}.values()))


def generator(items):
    for i, x in enumerate(items):
        for k, v in {x: i, i: x}.items():
            yield k, v
        for a, b in zip(items, "xyz"):
            yield a, b


def consume():
    return [x for x in generator([7, 8, 9])]


print(warm(consume))


def raising(items):
    it = enumerate(items)
    try:
        for i, x in it:
            if x == 3:
                raise KeyError(x)
    except KeyError as error:
        return i, error, next(it, "end")


print(warm(raising, [1, 2, 3, 4]), warm(raising, [1, 3]))


class Counting(enumerate):
    pass


class Pairs(zip):
    def __next__(self):
        return super().__next__()[::-1]


def any_pairs(make):
    out = []
    for x, y in make():
        out.append((x, y))
    return out


print(warm(any_pairs, lambda: enumerate([1, 2])))
print(warm(any_pairs, lambda: Counting([1, 2])))
print(warm(any_pairs, lambda: Pairs([1, 2], [3, 4])))
print(warm(any_pairs, lambda: zip([1, 2], [3, 4])))
print(warm(any_pairs, lambda: map(divmod, [7, 8], [2, 3])))


def same_name(items):
    for x, x in enumerate(items):
        pass
    for items, y in zip(items, items):
        pass
    return x, items, y


for _ in range(ROUNDS):
    result = same_name([4, 5, 6])
print(result)


class Thing:
    pass


def attributes():
    thing, items = Thing(), [0, 0, 0]
    for thing.count, items[1] in enumerate("abc"):
        pass
    return thing.count, items


print(warm(attributes))


def big_loop(items):
    total = 0
    for i, x in enumerate(items):
        total += i * x
    for x, y in zip(items, items[1:]):
        total ^= x * y
    return total


print(warm(big_loop, list(range(3000))))
