seed = 3


def draw(limit):
    global seed
    seed = seed * 16807 % 2147483647
    return seed % limit


def naive(items, start, stop, step):
    n = len(items)
    result = []
    i = start + n if start < 0 else start
    end = stop + n if stop < 0 else stop
    if step > 0:
        i = max(i, 0)
        while i < min(end, n):
            result.append(items[i])
            i += step
    else:
        i = min(i, n - 1)
        while i > max(end, -1):
            result.append(items[i])
            i += step
    return result


checksum = 0
for _ in range(2000):
    items = list(range(draw(9)))
    start, stop, step = draw(24) - 12, draw(24) - 12, draw(7) - 3 or 1
    expected = naive(items, start, stop, step)
    assert items[start:stop:step] == expected, (items, start, stop, step)
    assert tuple(items)[start:stop:step] == tuple(expected)
    copy = items[:]
    del copy[start:stop:step]
    assert copy == [x for x in items if x not in expected]
    if step == 1:
        copy = items[:]
        copy[start:stop] = ["x"] * draw(4)
        checksum += len(copy)
    checksum = (checksum * 7 + sum(expected)) % 1000003
print(checksum)
