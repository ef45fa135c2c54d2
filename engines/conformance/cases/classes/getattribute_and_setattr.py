class Traced:
    def __getattribute__(self, name):
        print('get', name)
        return object.__getattribute__(self, name)
    def __setattr__(self, name, value):
        print('set', name, value)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print('del', name)
        object.__delattr__(self, name)
    def method(self): return 'm'
    def __len__(self): return 3
    def __call__(self): return 'called'
t = Traced()
t.x = 1
print(t.x, t.method(), len(t), t())
t.x += 5
del t.x
print(hasattr(t, 'x'), getattr(t, 'x', 'default'))
try:
    del t.nothing
except AttributeError as e:
    print(e)
print(t.__dict__, type(t).__name__, t.__class__.__name__)
class Both:
    def __getattribute__(self, name):
        if name == 'a': raise AttributeError('forced')
        return super().__getattribute__(name)
    def __getattr__(self, name): return 'attr ' + name
    a = 1
    b = 2
print(Both().a, Both().b, Both().c)
class Raises:
    def __getattr__(self, name): raise ValueError(name)
try:
    hasattr(Raises(), 'q')
except ValueError as e:
    print('ValueError', e)
try:
    getattr(Raises(), 'q', 1)
except ValueError as e:
    print('ValueError', e)
for args in ((3,), (3, 4), (3, 'x', 1, 2)):
    try:
        print(getattr(*args))
    except TypeError as e:
        print(e)
try:
    setattr(t, 3, 4)
except TypeError as e:
    print(e)
try:
    print(getattr(1, 'nope'))
except AttributeError as e:
    print(e, e.name, e.obj)
