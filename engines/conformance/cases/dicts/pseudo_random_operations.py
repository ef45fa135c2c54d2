seed = 7


def draw(limit):
    global seed
    seed = seed * 16807 % 2147483647
    return seed % limit


table = {}
order = []
for step in range(6000):
    key = draw(300)
    kind = draw(5)
    if kind < 3:
        if key not in table:
            order.append(key)
        table[key] = step
    elif kind == 3:
        if key in table:
            order.remove(key)
        table.pop(key, None)
    elif table and draw(10) == 0:
        last, _ = table.popitem()
        assert last == order.pop()
    assert len(table) == len(order)
    if step % 1000 == 999:
        assert list(table) == order
        print(step, len(table), sum(table.values()), list(table)[:5])
mixed = {}
for i in range(200):
    mixed[str(i)] = i
    mixed[i] = str(i)
    mixed[i / 2] = i
    mixed[i, -i] = None
print(len(mixed), mixed["7"], mixed[7], mixed[3.5], (3, -3) in mixed, list(mixed)[:8])
