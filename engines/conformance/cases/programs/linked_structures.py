class Node:
    def __init__(self, key, left=None, right=None):
        self.key, self.left, self.right = key, left, right

    def insert(self, key):
        side = "left" if key < self.key else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Node(key))
        else:
            child.insert(key)

    def walk(self, visit):
        if self.left:
            self.left.walk(visit)
        visit(self.key)
        if self.right:
            self.right.walk(visit)

    def height(self):
        return 1 + max([child.height() if child else 0 for child in (self.left, self.right)])


root = Node(50)
for key in (30, 70, 20, 40, 60, 80, 35):
    root.insert(key)
keys = []
root.walk(keys.append)
print(keys, root.height())


class Lru:
    def __init__(self, limit):
        self.limit, self.data, self.misses = limit, {}, 0

    def get(self, key, load):
        if key in self.data:
            value = self.data.pop(key)
        else:
            self.misses += 1
            value = load(key)
            if len(self.data) >= self.limit:
                del self.data[next(iter(self.data))]
        self.data[key] = value
        return value


cache = Lru(3)
print([cache.get(k, lambda k: k * k) for k in (1, 2, 3, 1, 4, 2, 1, 5)], cache.misses, cache.data)
graph = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}


def paths(node, target, path=()):
    path = path + (node,)
    if node == target:
        return [path]
    return [p for following in graph[node] for p in paths(following, target, path)]


print(paths("a", "d"), ["-".join(p) for p in paths("a", "d")])
