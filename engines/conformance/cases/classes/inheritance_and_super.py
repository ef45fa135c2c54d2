class Animal:
    sound = "..."

    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} says {self.sound}"

    def describe(self):
        return f"<{type(self).__name__} {self.speak()}>"


class Dog(Animal):
    sound = "woof"

    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)

    def speak(self):
        return super().speak() + "!" * len(self.tricks)


class Puppy(Dog):
    def speak(self):
        return super().speak().lower()

    def parent_sound(self):
        return super().sound


dog, puppy = Dog("Rex", ["sit", "roll"]), Puppy("Bit")
print(dog.describe(), puppy.describe(), Animal("It").describe(), puppy.parent_sound())
print(issubclass(Puppy, Animal), isinstance(puppy, Dog), isinstance(dog, Puppy), Puppy.__bases__ == (Dog,), Puppy.__mro__ == (Puppy, Dog, Animal, object))
print([c.__name__ for c in Puppy.__mro__])
print(super(Puppy, puppy).speak(), Dog.speak(puppy), Animal.speak(puppy))
try:
    super(Dog, puppy).nope
except AttributeError as error:
    print(error)
try:
    super(Puppy, dog)
except TypeError as error:
    print(error)


def outside():
    super()


for call in (outside, lambda: Dog.speak(5)):
    try:
        call()
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)
Animal.speak = lambda self: "patched " + self.name
print(dog.describe(), puppy.describe())
