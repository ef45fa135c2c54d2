"""Abstract classes of numbers."""

from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


class Number(metaclass=ABCMeta):
    """Any number."""

    __slots__ = ()
    __hash__ = None


def _abstract(name, doc):
    def method(self, *args):
        raise NotImplementedError

    method.__name__ = name
    method.__doc__ = doc
    return abstractmethod(method)


class Complex(Number):
    """Operations of complex numbers."""

    __slots__ = ()

    for _name in ("complex", "add", "radd", "neg", "pos", "mul", "rmul", "truediv", "rtruediv", "pow", "rpow", "abs", "eq"):
        locals()["__%s__" % _name] = _abstract("__%s__" % _name, None)
    del _name
    real = property(_abstract("real", None))
    imag = property(_abstract("imag", None))
    conjugate = _abstract("conjugate", None)

    def __bool__(self):
        return self != 0

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other


Complex.register(complex)


class Real(Complex):
    """Operations of real numbers."""

    __slots__ = ()

    for _name in ("float", "trunc", "floor", "ceil", "round", "floordiv", "rfloordiv", "mod", "rmod", "lt", "le"):
        locals()["__%s__" % _name] = _abstract("__%s__" % _name, None)
    del _name

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self


Real.register(float)


class Rational(Real):
    """Fractions."""

    __slots__ = ()
    numerator = property(_abstract("numerator", None))
    denominator = property(_abstract("denominator", None))

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Integers."""

    __slots__ = ()

    for _name in ("int", "lshift", "rlshift", "rshift", "rrshift", "and", "rand", "xor", "rxor", "or", "ror", "invert"):
        locals()["__%s__" % _name] = _abstract("__%s__" % _name, None)
    del _name

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))

    @property
    def numerator(self):
        return +self

    @property
    def denominator(self):
        return 1


Integral.register(int)
