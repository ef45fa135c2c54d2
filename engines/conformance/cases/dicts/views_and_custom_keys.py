class Key:
    def __init__(self, name, hash_value):
        self.name = name
        self.hash_value = hash_value

    def __hash__(self):
        print("hash", self.name)
        return self.hash_value

    def __eq__(self, other):
        print("eq", self.name, other.name)
        return self.name == other.name

    def __repr__(self):
        return f"Key({self.name})"


table = {Key("a", 1): 1}
table[Key("b", 1)] = 2
table[Key("a", 1)] = 3
print(table)
print(Key("b", 1) in table, Key("c", 2) in table)
k = Key("self", 5)
table[k] = 4
print(table[k])


class NoHash:
    def __eq__(self, other):
        return True


try:
    {NoHash(): 1}
except TypeError as error:
    print(error)
a, b = {"x": 1, "y": 2}, {"y": 2, "z": 3}
print(sorted(a.keys() & b.keys()), sorted(a.keys() | b.keys()), sorted(a.keys() - b.keys()), sorted(a.items() & b.items()))
print(("x", 1) in a.items(), 2 in a.values(), isinstance(a.keys(), list))
