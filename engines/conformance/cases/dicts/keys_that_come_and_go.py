d = {}
for i in range(1000):
    d[i * 7919] = i
    del d[i * 7919]
d = {"a": 1}
for i in range(1000):
    d[str(i)] = i
    d.pop(str(i))
    assert str(i) not in d
print(len(d))
for i in range(1000):
    d[i] = i
    if i > 3: d.pop(i - 3)
print(len(d), list(d)[:3])
