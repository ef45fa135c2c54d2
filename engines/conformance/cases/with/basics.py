class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None, value, traceback is None)
        return self.swallow


with Manager("a") as a:
    print("body", a)
with Manager("b", swallow=True):
    raise ValueError("swallowed")
try:
    with Manager("c"):
        raise ValueError("escapes")
except ValueError as error:
    print(error)
with Manager("d") as d, Manager("e") as e:
    print(d, e)
with (Manager("f") as f, Manager("g")):
    print(f)


def early():
    with Manager("return"):
        return "value"


print(early())
for i in range(3):
    with Manager(f"loop{i}"):
        if i == 0:
            continue
        if i == 1:
            break
for bad in (5, "text"):
    try:
        with bad:
            pass
    except TypeError as error:
        print(error)


class NoExit:
    def __enter__(self):
        return self


try:
    with NoExit():
        pass
except TypeError as error:
    print(error)
