# every way in which unpacking fails
def un(source, value):
    space = {"v": value}
    exec(source + " = v", space)
    return {k: x for k, x in space.items() if k in "abcd"}

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: un("a, b", (1, 2)))
show(lambda: un("a, b", (1,)))
show(lambda: un("a, b", (1, 2, 3)))
show(lambda: un("a, b, c", "xy"))
show(lambda: un("a, *b", [1]))
show(lambda: un("a, *b", []))
show(lambda: un("a, *b, c", [1]))
show(lambda: un("*a, b", range(4)))
show(lambda: un("a, b", 5))
show(lambda: un("a, b", None))
show(lambda: un("[a, b]", {1: 2, 3: 4}))
show(lambda: un("a, (b, *c)", (1, "xyz")))
show(lambda: un("a, (b, c)", (1, 2)))
show(lambda: un("a,", [1]))
show(lambda: un("a,", []))
show(lambda: un("a, b", iter([1, 2, 3])))
show(lambda: un("a, b", (x for x in [1])))
show(lambda: un("a, *b, c, d", [1, 2]))
show(lambda: un("*a,", "xy"))
show(lambda: un("a, b", {1, 2, 3}))
show(lambda: un("()", []))
show(lambda: un("()", [1]))
show(lambda: un("[]", 5))
show(lambda: un("a, b", 1.5))
