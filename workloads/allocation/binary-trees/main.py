"""Complete binary trees built, walked and dropped, while one of them stays alive."""


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def run(size):
    lasting = build(size)
    lines = []
    for depth in range(4, size + 1, 4):
        trees = 1 << (size - depth)
        nodes = 0
        for _ in range(trees):
            nodes += build(depth).count()
        lines.append(f"{trees} of depth {depth}: {nodes}")
    lines.append(f"lasting: {lasting.count()}")
    return "; ".join(lines)


if __name__ == "__main__":
    print(run(16))
