class Item:
    def __init__(self, key, tag):
        self.key = key
        self.tag = tag

    def __lt__(self, other):
        print(f"{self.tag}<{other.tag}", end=" ")
        return self.key < other.key


def show(keys, reverse=False):
    items = [Item(k, f"{k}{'abcdefgh'[i]}") for i, k in enumerate(keys)]
    result = [x.tag for x in sorted(items, reverse=reverse)]
    print("=>", result)


show([1, 2, 3])
show([3, 2, 1])
show([2, 1, 2, 1])
show([1, 1, 1], reverse=True)
show([3, 1, 2, 5, 4])
show([3, 1, 2, 5, 4], reverse=True)
keys = []
sorted([3, 1, 2], key=lambda x: keys.append(x) or x)
print(keys)
items = [Item(2, "x"), Item(1, "y"), Item(1, "z")]
print(min(items).tag, max(items).tag, min(items, key=lambda i: i.key).tag, max(items, key=lambda i: -i.key).tag)
