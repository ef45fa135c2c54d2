print("before")


def f(x):
    return 10 // x


f(0)
print("after")
