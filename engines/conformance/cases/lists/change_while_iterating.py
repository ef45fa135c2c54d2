items = [1, 2, 3]
seen = []
for item in items:
    seen.append(item)
    if len(items) < 6:
        items.append(item * 10)
print(seen, items)
items = [1, 2, 3, 4, 5, 6]
for item in items:
    if item % 2 == 0:
        items.remove(item)
    elif item == 3:
        items.pop(0)
print(items)
items = [1, 2, 3]
for index, item in enumerate(items):
    items[index] = item * 2
print(items)
items = [3, 1, 2]
try:
    items.sort(key=lambda item: items.append(item) or item)
except ValueError as error:
    print(error)
print(len(items) >= 3)
iterator = iter([1, 2])
print(next(iterator), next(iterator), next(iterator, "end"), list(iterator))
try:
    next(iterator)
except StopIteration as error:
    print("stopped", error.value)
