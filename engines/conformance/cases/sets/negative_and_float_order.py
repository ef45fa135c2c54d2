print({-1, -2, -3}, {-1, 0, 1}, {1.5, 2.5, 0.5}, {1, 1.0, True}, {2 ** 61, 1, 2 ** 62})
print(set(range(-5, 5)), {1000, 2000, 3000, 4000}, set(range(0, 100, 7)))
print({(1, 2), (3, 4), (0, 0)}, frozenset({frozenset({1}), frozenset()}) == frozenset({frozenset(), frozenset({1})}))
items = set()
for i in range(50):
    items.add(i * i % 97)
print(items)
for i in range(0, 97, 2):
    items.discard(i)
print(items)
copy = items.copy()
print(copy == items, sorted(copy) == sorted(items))
items = {3, 1, 2}
print(items.pop(), items.pop(), items.pop(), items)
try:
    live = {1, 2}
    for item in live:
        live.add(item + 10)
except RuntimeError as error:
    print(error)
print({x * x for x in range(-3, 4)}, len({c for c in "mississippi"}), sorted({c for c in "mississippi"}))
