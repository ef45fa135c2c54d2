class Dynamic:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: name[4:]
        raise AttributeError(f"no {name}")

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


d = Dynamic()
d.other = 5
print(d.real, d.other, d.get_thing(), hasattr(d, "nope"), getattr(d, "nope", "default"))
del d.other
try:
    d.other
except AttributeError as error:
    print(error)


class Upper:
    def __getattribute__(self, name):
        if name == "secret":
            return "hidden"
        return object.__getattribute__(self, name)

    visible = 1


u = Upper()
print(u.secret, u.visible)
try:
    u.missing
except AttributeError as error:
    print(error)


class Descriptor:
    def __get__(self, instance, owner):
        return ("get", instance is None, owner.__name__)

    def __set__(self, instance, value):
        print("descriptor set", value)

    def __set_name__(self, owner, name):
        print("named", owner.__name__, name)


class Uses:
    field = Descriptor()


print(Uses.field, Uses().field)
Uses().field = 3
