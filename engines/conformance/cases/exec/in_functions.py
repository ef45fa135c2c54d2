def f():
    y = 3
    exec("z = y + 1\nprint(z)")
    print(eval("y * 2"))
    return eval("[i for i in range(3)]")
print(f())
def outer():
    v = 1
    def inner(): return v
    exec("v = 5")
    print(v, inner())
outer()
