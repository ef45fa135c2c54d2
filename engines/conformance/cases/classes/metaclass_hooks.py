class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', name, [b.__name__ for b in bases], kw)
        return {'injected': 7}
    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, [k for k in ns if not k.startswith('__')])
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print('init', name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *args, **kw):
        print('call', cls.__name__, args)
        return super().__call__(*args, **kw)
    def __iter__(cls):
        return iter(['one', 'two'])
    def __len__(cls):
        return 2
    def __contains__(cls, x):
        return x == 'one'
    def __getitem__(cls, i):
        return (cls.__name__, i)
    def __instancecheck__(cls, obj):
        return obj == 5
    def __subclasscheck__(cls, sub):
        return sub is int
    def __repr__(cls):
        return f'<Meta {cls.__name__}>'
    def __add__(cls, other):
        return 'sum'
    def __getattr__(cls, name):
        return 'meta ' + name
    @property
    def label(cls):
        return 'label of ' + cls.__name__
    def __bool__(cls):
        return False
class Base(metaclass=Meta, option=3):
    def __init__(self, x):
        self.x = x
class Derived(Base): pass
print(list(Base), len(Base), 'one' in Base, 'x' in Base, Base[3], Derived['k'])
print(isinstance(5, Base), isinstance(6, Base), issubclass(int, Base), issubclass(str, Base))
print(Base, Derived, Base + 1, Base.missing, Derived.label, bool(Base))
b = Derived(4)
print(b.x, type(b), isinstance(b, Base))
try:
    b.missing
except AttributeError as e:
    print(e)
try:
    b.label
except AttributeError as e:
    print(e)
