"""A persistent sorted map: AVL trees whose updates share all untouched nodes."""


class Node:
    __slots__ = ("key", "value", "left", "right", "height", "size")

    def __init__(self, key, value, left, right):
        self.key = key
        self.value = value
        self.left = left
        self.right = right
        left_height = left.height if left is not None else 0
        right_height = right.height if right is not None else 0
        self.height = 1 + (left_height if left_height > right_height else right_height)
        self.size = 1 + (left.size if left is not None else 0) + (right.size if right is not None else 0)


def height(node):
    return 0 if node is None else node.height


def balanced(key, value, left, right):
    """A node over two subtrees whose heights differ by at most two."""
    difference = height(left) - height(right)
    if difference > 1:
        if height(left.left) < height(left.right):
            middle = left.right
            return Node(
                middle.key,
                middle.value,
                Node(left.key, left.value, left.left, middle.left),
                Node(key, value, middle.right, right),
            )
        return Node(left.key, left.value, left.left, Node(key, value, left.right, right))
    if difference < -1:
        if height(right.right) < height(right.left):
            middle = right.left
            return Node(
                middle.key,
                middle.value,
                Node(key, value, left, middle.left),
                Node(right.key, right.value, middle.right, right.right),
            )
        return Node(right.key, right.value, Node(key, value, left, right.left), right.right)
    return Node(key, value, left, right)


def insert(node, key, value):
    if node is None:
        return Node(key, value, None, None)
    if key < node.key:
        return balanced(node.key, node.value, insert(node.left, key, value), node.right)
    if node.key < key:
        return balanced(node.key, node.value, node.left, insert(node.right, key, value))
    return Node(key, value, node.left, node.right)


def pop_smallest(node):
    """The smallest node and the tree without it."""
    if node.left is None:
        return node, node.right
    smallest, rest = pop_smallest(node.left)
    return smallest, balanced(node.key, node.value, rest, node.right)


def delete(node, key):
    if node is None:
        raise KeyError(key)
    if key < node.key:
        return balanced(node.key, node.value, delete(node.left, key), node.right)
    if node.key < key:
        return balanced(node.key, node.value, node.left, delete(node.right, key))
    if node.left is None:
        return node.right
    if node.right is None:
        return node.left
    smallest, rest = pop_smallest(node.right)
    return balanced(smallest.key, smallest.value, node.left, rest)


class SortedMap:
    """An immutable map: every update returns a new one and leaves the old one as it was."""

    def __init__(self, root=None):
        self.root = root

    def __len__(self):
        return 0 if self.root is None else self.root.size

    def __getitem__(self, key):
        node = self.root
        while node is not None:
            if key < node.key:
                node = node.left
            elif node.key < key:
                node = node.right
            else:
                return node.value
        raise KeyError(key)

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def inserted(self, key, value):
        return SortedMap(insert(self.root, key, value))

    def without(self, key):
        return SortedMap(delete(self.root, key))

    def items(self):
        pairs = []
        pending = []
        node = self.root
        while pending or node is not None:
            while node is not None:
                pending.append(node)
                node = node.left
            node = pending.pop()
            pairs.append((node.key, node.value))
            node = node.right
        return pairs


def run(size):
    snapshots = []
    current = SortedMap()
    seed = 7
    hits = 0
    for step in range(size):
        seed = (seed * 48271) % 2147483647
        key = seed % (size // 2 + 1)
        if key in current and step % 3:
            hits += current[key]
            current = current.without(key)
        else:
            current = current.inserted(key, step)
        if step % (size // 8 + 1) == 0:
            snapshots.append(current)
    checksum = 0
    for snapshot in snapshots:
        for key, value in snapshot.items():
            checksum = (checksum * 31 + key * 7 + value) % 1000000007
    sizes = [len(snapshot) for snapshot in snapshots]
    return f"sizes {sizes}, {len(current)} at the end, hits {hits}, checksum {checksum}"


if __name__ == "__main__":
    print(run(35000))
