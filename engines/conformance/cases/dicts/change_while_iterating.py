table = {"a": 1, "b": 2, "c": 3}
try:
    for key in table:
        print(key)
        table["d"] = 4
except RuntimeError as error:
    print(error)
table = {"a": 1, "b": 2}
try:
    for key in table:
        print(key)
        del table[key]
except RuntimeError as error:
    print(error)
table = {"a": 1, "b": 2}
for key in table:
    table[key] += 1
print(table)
for key in list(table):
    del table[key]
print(table)
table = {"a": 1, "b": 2}
try:
    for key, value in table.items():
        print(key, value)
        del table[key]
        table[key + key] = value
        if len(key) > 4:
            break
except RuntimeError as error:
    print(error)
table = {1: 1}
keys = table.keys()
table[2] = 2
print(keys, 2 in keys, len(keys), keys == {1, 2})
