class Account:
    def __init__(self):
        self.__balance = 5
        self._open = True

    def __helper(self):
        return self.__balance * 2

    def show(self):
        return self.__helper(), self.__balance


class Sub(Account):
    def __helper(self):
        return "sub"

    def both(self):
        return self.__helper(), self.show()


a = Sub()
print(a.show(), a.both(), a._Account__balance, sorted(a.__dict__))
try:
    a.__balance
except AttributeError as error:
    print(error)


class Single:
    made = None

    def __new__(cls, *args):
        if cls.made is None:
            print("new", args)
            cls.made = super().__new__(cls)
        return cls.made

    def __init__(self, *args):
        print("init", args)


print(Single(1) is Single(2))


class Other:
    def __new__(cls):
        return 42

    def __init__(self):
        print("never")


print(Other())


class BadInit:
    def __init__(self):
        return 5


try:
    BadInit()
except TypeError as error:
    print(error)
