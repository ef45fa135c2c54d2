"""Lists sliced backwards, also onto themselves."""

items = list(range(20))
print(items[::-1], items[5::-1], items[:5:-1], items[15:3:-1], items[3:15:-1], items[-1:-30:-1], items[::-3])
items[:6] = items[5::-1]
print(items)
