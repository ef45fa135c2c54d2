def show(change):
    items = [0, 1, 2, 3, 4, 5]
    try:
        change(items)
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
    print(items)


def set_slice(start, stop, step, value):
    def change(items):
        items[start:stop:step] = value
    return change


show(set_slice(1, 3, None, ["a"]))
show(set_slice(1, 3, None, "xyz"))
show(set_slice(2, 2, None, [9, 9]))
show(set_slice(None, None, None, []))
show(set_slice(4, 1, None, [7]))
show(set_slice(-2, None, None, (8,)))
show(set_slice(100, None, None, [6]))
show(set_slice(None, None, 2, "abc"))
show(set_slice(None, None, -1, range(6)))
show(set_slice(None, None, 2, "ab"))
show(set_slice(5, None, -2, "ab"))
show(set_slice(1, 3, None, 5))
show(set_slice(None, None, 2, 5))
show(set_slice(None, None, 0, []))
show(set_slice("a", None, None, []))
items = [1, 2, 3]
items[1:1] = items
print(items)
items[:] = items[::-1]
print(items)
