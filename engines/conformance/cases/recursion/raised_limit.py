import sys

sys.setrecursionlimit(6000)


def depth(n):
    if n == 0:
        return 0
    return 1 + depth(n - 1)


print(depth(4000), depth(5000), sys.getrecursionlimit())


def build(n):
    return None if n == 0 else [build(n - 1)]


nested = build(2000)
count = 0
while nested is not None:
    nested = nested[0]
    count += 1
print(count)
deep = None
for _ in range(100000):
    deep = [deep]
print(type(deep).__name__)
deep = None


class Link:
    def __init__(self, next):
        self.next = next


chain = None
for _ in range(100000):
    chain = Link(chain)
chain = None
print("freed")
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)
try:
    sys.setrecursionlimit("a")
except TypeError as error:
    print(error)
