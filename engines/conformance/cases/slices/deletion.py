for start, stop, step in ((1, 3, None), (None, None, 2), (None, None, -2), (4, 1, None), (4, 1, -1), (-2, None, None), (None, None, None), (0, 100, 3)):
    items = list(range(8))
    del items[start:stop:step]
    print(start, stop, step, items)
items = [1, 2, 3]
del items[0], items[-1]
print(items)
try:
    del items[5]
except IndexError as error:
    print(error)
table = {"a": 1, "b": 2}
del table["a"]
print(table)
try:
    del table["zz"]
except KeyError as error:
    print(repr(error))
name = 1
del name
try:
    print(name)
except NameError as error:
    print(error)
