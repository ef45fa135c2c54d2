items = [3, 1, 2]
items.append(4)
items.extend([5, 6])
items.extend("ab")
items.insert(0, "first")
items.insert(-1, "x")
items.insert(100, "last")
print(items, len(items))
print(items.pop(), items.pop(0), items.pop(-2), items)
items.remove(1)
print(items.index(2), items.count(5), items)
items.reverse()
print(items)
copy = items.copy()
copy.clear()
print(items, copy, items + [1], [0] * 3, [[]] * 2, [] + [], 2 * [1, 2])
items += (7, 8)
items *= 2
print(items)
for call in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, 2, 3].index(1, 1), lambda: [1][1], lambda: [1][-2], lambda: items["a"], lambda: [1] + (2,), lambda: [1] + "a", lambda: [].insert("a", 1), lambda: [1].extend(5), lambda: [1].append()):
    try:
        print(call())
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    items[100] = 1
except IndexError as error:
    print(error)
