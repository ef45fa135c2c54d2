# Copies of dicts with and without an index, with removed entries, and what becomes of them.
def shown(d):
    return list(d.items())


for size in (0, 1, 4, 5, 6, 7, 8, 9, 16, 17, 40):
    for gap in (0, 1, 2, 3, 7):
        d = {f"k{i}": i for i in range(size)}
        if gap:
            for i in range(0, size, gap):
                del d[f"k{i}"]
        for c in (d.copy(), dict(d), {**d}, {} | d):
            assert shown(c) == shown(d) and c == d and c is not d
            c["new"] = 1
            c["k1"] = "one"
            for i in range(50):
                c[i] = i
            assert "new" not in d and d.get("k1") != "one"
            assert [c[k] for k in c] == list(c.values()) and len(c) == len(shown(c))
            for k in list(c):
                del c[k]
            assert not c and "k1" not in c
        e = {}
        e.update(d)
        e.update(d, extra=2)
        assert shown(e) == shown(d) + [("extra", 2)]
        f = {"x": 1}
        del f["x"]
        f.update(d)
        assert shown(f) == shown(d)
        f.clear()
        f.update(d)
        assert shown(f) == shown(d)

d = {}
it = iter(d)
d.update({})
print(list(it))
d = {}
it = iter(d)
d.update({1: 2})
try:
    print(next(it))
except RuntimeError as error:
    print(error)


class Own(dict):
    def __iter__(self):
        print("iter")
        return super().__iter__()

    def keys(self):
        print("keys")
        return ["a"]

    def __getitem__(self, key):
        return key * 2


class Plain(dict):
    def keys(self):
        return ["never"]


print(dict(Own(z=1)), {**Own(z=1)}, dict(Plain(z=1)), {**Plain(z=1)})
print(dict([("a", 1), ("b", 2), ("a", 3)]), dict(zip("ab", range(2))), dict({}), dict(()))
for wrong in (1, [1], ["abc"], None, [(1, 2), (3,)]):
    try:
        print(dict(wrong))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    print({**[1]})
except TypeError as error:
    print(error)
g = globals().copy()
g["d"] = "changed"
print(d, sorted(k for k in dict(globals()) if k.islower() and len(k) == 1) == sorted(k for k in globals() if k.islower() and len(k) == 1))
