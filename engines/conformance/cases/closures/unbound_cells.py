def early():
    def inner():
        return value

    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    value = 1
    print(inner())
    del value
    try:
        inner()
    except NameError as error:
        print(error)
    try:
        print(value)
    except NameError as error:
        print(type(error).__name__, error)


early()


def nested():
    def inner():
        x = 5
        return x

    x = 1
    return inner(), x


print(nested())


def class_in_function(value):
    class Holder:
        stored = value

        def get(self):
            return value

    return Holder


Holder = class_in_function(7)
print(Holder.stored, Holder().get(), Holder.__qualname__, class_in_function(8)().get())


def swallow():
    try:
        raise ValueError("x")
    except ValueError as error:
        def inner():
            return error
    try:
        inner()
    except NameError as problem:
        print(problem)


swallow()
