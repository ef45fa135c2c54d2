def parse(text):
    try:
        return int(text)
    except ValueError:
        return None


print([parse(t) for t in ("1", "x", "3", "")])


def depth(n):
    if n == 0:
        raise LookupError("bottom")
    try:
        depth(n - 1)
    except LookupError as error:
        if n % 3 == 0:
            raise LookupError(f"{error} {n}")
        raise
    return "never"


try:
    depth(10)
except LookupError as error:
    print(error)
count = 0
for i in range(1000):
    try:
        if i % 7 == 0:
            raise ValueError(i)
        if i % 11 == 0:
            {}[i]
    except ValueError as error:
        count += error.args[0]
    except KeyError as error:
        count -= error.args[0]
    else:
        count += 1
print(count)
items = iter([1, 2, 3])
while True:
    try:
        print(next(items))
    except StopIteration:
        print("done")
        break
else:
    print("never")
i = 0
while i < 5:
    i += 1
    try:
        if i == 2:
            continue
        if i == 4:
            break
    finally:
        print("finally", i)
else:
    print("not reached")
