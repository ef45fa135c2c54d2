class Data:
    def __init__(self, n): self.n = n
    def __get__(self, obj, owner): return ('data', self.n, obj is None, owner.__name__)
    def __set__(self, obj, v): print('set', self.n, v)
    def __delete__(self, obj): print('del', self.n)
class NonData:
    def __get__(self, obj, owner=None): return ('nondata', obj is None)
class SetOnly:
    def __set__(self, obj, v): obj.__dict__['s'] = v * 2
class C:
    d = Data(1)
    n = NonData()
    s = SetOnly()
c = C()
print(c.d, C.d, c.n, C.n)
c.d = 5; del c.d
c.__dict__['d'] = 'hidden'; c.__dict__['n'] = 'shown'
print(c.d, c.n)
print(type(c.s).__name__)
c.s = 4
print(c.s, c.__dict__)
try:
    del c.s
except AttributeError as e:
    print('AttributeError', e)
class Owner:
    class Named:
        def __set_name__(self, owner, name): print('named', owner.__name__, name)
    a = Named(); b = Named()
class Bad:
    class Fails:
        def __set_name__(self, owner, name): raise ValueError('no name')
    pass
try:
    class UsesBad:
        f = Bad.Fails()
except RuntimeError as e:
    print(type(e).__name__, e, '/', repr(e.__cause__))
except ValueError as e:
    print('plain', e)
f = Data.__get__
class Method:
    def __get__(self, obj, owner):
        return lambda *a: (obj is not None, a)
class Z:
    m = Method()
    __len__ = lambda self: 3
    __call__ = Method()
print(Z().m(1), Z.m(2), Z()(4))
class WithGetattr:
    @property
    def p(self): raise AttributeError('inner')
    def __getattr__(self, name): return 'fallback ' + name
print(WithGetattr().p, WithGetattr().q)
