class Register:
    def __init__(self):
        self.names = []

    def __call__(self, function):
        self.names.append(function.__name__)
        return function


register = Register()


@register
def one():
    return 1


@register
class Two:
    pass


def with_label(label):
    def decorate(cls):
        cls.label = label
        return cls

    return decorate


@with_label("L")
class Labelled:
    @register
    def method(self, x):
        return x * 2


print(register.names, one(), Labelled.label, Labelled().label)
Counted = []


def method_counter(function):
    def wrapper(self, *args):
        Counted.append(function.__name__)
        return function(self, *args)

    return wrapper


def repeat(times):
    return lambda function: lambda *args: [function(*args) for _ in range(times)]


class Uses:
    @method_counter
    def a(self):
        return "a"

    @method_counter
    def b(self, x):
        return self.a() + x

    @staticmethod
    @repeat(3)
    def s(x):
        return x


print(Uses().b("!"), Counted, Uses.s(1))
