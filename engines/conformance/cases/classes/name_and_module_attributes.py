class A:
    "doc of A"
    class Inner:
        def method(self): pass
    def method(self):
        def local(): pass
        return local
def outer():
    class Local:
        def m(self): pass
    return Local
print(A.__name__, A.__qualname__, A.Inner.__qualname__, A.Inner.method.__qualname__, A().method().__qualname__, outer().__qualname__, outer().m.__qualname__)
print(A.__module__, A.__doc__, A.Inner.__doc__, A.__bases__, A.__base__, A.__mro__, A.__class__)
print(repr(A), repr(A.Inner), repr(outer()), str(type(A)))
A.__name__ = 'Renamed'
print(A, A.__name__, A.__qualname__)
A.__qualname__ = 'Re.Qualified'
print(A)
A.__module__ = 'elsewhere'
print(A, repr(A())[:26])
for name, value in (('__name__', 3), ('__name__', 'a\0b'), ('__qualname__', 3), ('__bases__', 3), ('__class__', 3), ('__dict__', {})):
    try:
        setattr(A, name, value)
        print('set', name)
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
for name in ('__name__', '__qualname__', '__module__', '__doc__', '__dict__'):
    try:
        delattr(A, name)
        print('deleted', name)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
try:
    int.x = 1
except TypeError as e:
    print(e)
try:
    del str.upper
except TypeError as e:
    print(e)
try:
    (3).x = 1
except AttributeError as e:
    print(e)
try:
    object().x = 1
except AttributeError as e:
    print(e)
f = lambda: 0
print(f.__name__, f.__qualname__, (lambda: 0).__qualname__, [g for g in [lambda: 1]][0].__qualname__)
def with_doc():
    """first
    second"""
print(repr(with_doc.__doc__), with_doc.__module__, with_doc.__defaults__, with_doc.__kwdefaults__, with_doc.__annotations__)
