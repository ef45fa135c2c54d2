import sys


def down(n):
    return down(n + 1)


try:
    down(0)
except RecursionError as error:
    print(type(error).__name__, error)


def count(n):
    try:
        return count(n + 1)
    except RecursionError:
        return n


depth = count(1)
print(900 < depth <= 1000)
print(sys.getrecursionlimit())


class Loop:
    def __getattr__(self, name):
        return self.missing

    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other


for call in (lambda: Loop().x, lambda: repr(Loop()), lambda: Loop() == Loop(), lambda: [Loop()] == [Loop()]):
    try:
        call()
    except RecursionError as error:
        print(type(error).__name__)
print("still running", count(1) == depth)
