def stop_at_two(x):
    if x == 2:
        raise StopIteration(42)
    return x


print(list(map(stop_at_two, range(5))), list(filter(stop_at_two, [1, 3, 2, 4])), [x for x in map(stop_at_two, range(5))])
for it in (map(stop_at_two, [2]), enumerate(map(stop_at_two, [2])), zip(map(stop_at_two, [2]))):
    try:
        next(it)
    except StopIteration as e:
        print(type(it).__name__)


def g():
    r = yield from map(stop_at_two, range(9))
    print("r", r)


print(list(g()))


class Bad(BaseException):
    def __new__(cls, *args):
        return 1


def h():
    yield


try:
    h().throw(Bad)
except TypeError as e:
    print(e)
