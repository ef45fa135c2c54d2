def trace(function):
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args, kwargs)
        result = function(*args, **kwargs)
        print("result", result)
        return result

    return wrapper


def repeat(times):
    def decorate(function):
        def wrapper(*args):
            return [function(*args) for _ in range(times)]

        return wrapper

    return decorate


@trace
def add(a, b=2):
    return a + b


@repeat(2)
@trace
def greet(name):
    return "hi " + name


print(add(1), add(1, b=5), greet("x"), add.__name__)
