import abc
from abc import ABC, abstractmethod, ABCMeta
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    @classmethod
    @abstractmethod
    def make(cls): ...
    @staticmethod
    @abstractmethod
    def st(): ...
try: Shape()
except TypeError as e: print(e)
class Sq(Shape):
    def area(self): return 4
try: Sq()
except TypeError as e: print(e)
class Full(Sq):
    name = 'x'
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def st(): return 1
print(Full().area(), Full.make().name)
print(sorted(Shape.__abstractmethods__), Full.__abstractmethods__)
print(isinstance(Full(), Shape), isinstance(3, Shape), issubclass(Full, Shape), isinstance(Full(), Sq))
class Other: pass
print(isinstance(Other(), Shape)); print(Shape.register(Other)); print(isinstance(Other(), Shape), issubclass(Other, Shape), issubclass(int, Shape))
class H(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is H: return any('quack' in B.__dict__ for B in C.__mro__)
        return NotImplemented
class Duck:
    def quack(self): pass
class D2(Duck): pass
print(isinstance(D2(), H), issubclass(int, H))
print(type(Shape), Shape)
try: issubclass(3, Shape)
except TypeError as e: print(e)
try: Shape.register(3)
except TypeError as e: print(e)
class One(ABC):
    @abstractmethod
    def f(self): return 7
try: One()
except TypeError as e: print(e)
class Two(One):
    def f(self): return super().f() + 1
print(Two().f())
print(One.f.__isabstractmethod__)
