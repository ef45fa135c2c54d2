class V:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        print(f"{self.v}<{other.v}", end=" ")
        return self.v < other.v

    def __eq__(self, other):
        print(f"{self.v}=={other.v}", end=" ")
        return self.v == other.v


a, b, c = V(1), V(2), V(3)
print(a < b < c)
print(c < b < a)
print(a < b > a)
print(a == b == c)
print(a != b)
print(a < b == b)
print(b in [a, b, c], [a, b, c].index(c), [a, b, a].count(a))
print([x.v for x in sorted([c, a, b])])
print(max([a, c, b]).v, min([b, a, c]).v)
print((a, b) < (a, c), [a] == [a])
