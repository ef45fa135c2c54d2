table = {"a": 1, "b": 2}
print(table, len(table), table["a"], table.get("z"), table.get("z", 0), "a" in table, "z" not in table)
print(list(table), list(table.keys()), list(table.values()), list(table.items()))
print(table.keys(), table.values(), table.items())
print(table.pop("a"), table.pop("a", "none"), table)
print(table.setdefault("c", []), table.setdefault("b", 9), table)
table.update({"d": 4}, e=5)
table.update([("f", 6), ("b", 20)])
print(table, table.popitem(), table.copy() == table)
print(dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict(a=1), dict([("x", 1)]), dict({"y": 2}, z=3), {})
print({"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {1: 2} != {1: 3})
print({"a": 1} | {"a": 2, "b": 3})
table |= {"g": 7}
print(table, list(reversed(table)))
for call in (lambda: table["zz"], lambda: table[5], lambda: {}.popitem(), lambda: {}.pop("k"), lambda: {}[(1, 2)], lambda: {[]: 1}, lambda: {}[{}], lambda: dict([1]), lambda: dict(["abc"]), lambda: dict(5), lambda: {} < {}):
    try:
        print(call())
    except (KeyError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
table.clear()
print(table, bool(table))
