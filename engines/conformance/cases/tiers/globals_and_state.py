counter = 0
history = []


def tick():
    global counter
    counter += 1
    if counter % 1000 == 0:
        history.append(counter)
    return counter


for _ in range(5000):
    tick()
print(counter, history)


def dynamic():
    global fresh
    fresh = counter
    return fresh


for _ in range(2000):
    dynamic()
print(fresh)
del fresh
try:
    print(fresh)
except NameError as error:
    print(error)
print(dynamic())


def maybe_unbound(n):
    for i in range(n):
        last = i
    return last


for i in range(2000):
    maybe_unbound(3)
try:
    maybe_unbound(0)
except UnboundLocalError as error:
    print(error)


def swap(a, b):
    for _ in range(1001):
        a, b = b, a
    return a, b


print(swap(1, "x"), swap([1], 2.5))


def default_state(item, seen=[]):
    seen.append(item)
    return len(seen)


for i in range(3000):
    default_state(i)
print(default_state(0))
flag = False


def checks():
    return "on" if flag else "off"


for _ in range(3000):
    checks()
flag = [1]
print(checks())
flag = ""
print(checks())
