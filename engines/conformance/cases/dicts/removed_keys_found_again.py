"""Keys that are pairs or strings, removed, inserted again and looked up."""

nan = float("nan")
table = {}
for i in range(300):
    table[i % 17, i] = i
for i in range(0, 300, 3):
    del table[i % 17, i]
for i in range(0, 300, 6):
    table[i % 17, i] = -i
while len(table) > 190:
    table.popitem()
print(len(table), sum(table.values()), [table.get((i % 17, i)) for i in range(24)])
print({(1, 2): "a", (1.0, 2): "b", (True, 2): "c"}, {(nan, 1): 1}.get((nan, 1)), (-1, -1) in {(-1, -1): 0}, hash((1, 2)) == hash((1.0, 2)))
table = {}
for i in range(40):
    table[str(i)] = i
for i in range(39):
    del table[str(i)]
    table["x" + str(i)] = i
print(len(table), list(table)[:3], "39" in table, "38" in table)
