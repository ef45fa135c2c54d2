"""Rational numbers."""

import math
import operator

__all__ = ["Fraction"]


def _parse(text):
    """Numerator and denominator of `3`, `-3/7`, `2.5`, `1e-3`; None when it is no number."""
    body = text.strip()
    sign = 1
    if body[:1] in ("+", "-"):
        sign = -1 if body[0] == "-" else 1
        body = body[1:]
    top, slash, bottom = body.partition("/")
    if slash:
        if not _digits(top) or not _digits(bottom):
            return None
        return sign * int(top), int(bottom)
    mantissa, e, exponent = body.replace("E", "e").partition("e")
    whole, point, decimals = mantissa.partition(".")
    if not (whole or decimals) or whole and not _digits(whole) or decimals and not _digits(decimals):
        return None
    shift = 0
    if e:
        if not _digits(exponent.lstrip("+-") if exponent[:1] in ("+", "-") and exponent[1:2] not in ("+", "-") else exponent):
            return None
        shift = int(exponent)
    decimals = decimals.replace("_", "")
    numerator = int((whole.replace("_", "") or "0") + decimals)
    shift -= len(decimals)
    if shift >= 0:
        return sign * numerator * 10 ** shift, 1
    return sign * numerator, 10 ** -shift


def _digits(text):
    return bool(text) and text.replace("_", "").isdecimal() and not text.startswith("_") and not text.endswith("_") \
        and "__" not in text


class Fraction:
    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None, *, _normalize=True):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, Fraction):
                self._numerator, self._denominator = numerator._numerator, numerator._denominator
                return self
            if isinstance(numerator, int):
                self._numerator, self._denominator = int(numerator), 1
                return self
            if isinstance(numerator, float) or hasattr(numerator, "as_integer_ratio"):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            parts = _parse(numerator)
            if parts is None:
                raise ValueError("Invalid literal for Fraction: %r" % numerator)
            numerator, denominator = parts
        elif type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        if _normalize:
            g = math.gcd(numerator, denominator)
            if denominator < 0:
                g = -g
            numerator //= g
            denominator //= g
        self._numerator = numerator
        self._denominator = denominator
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        return cls(*dec.as_integer_ratio())

    def is_integer(self):
        return self._denominator == 1

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        first = Fraction(p0 + k * p1, q0 + k * q1)
        second = Fraction(p1, q1)
        return second if abs(second - self) <= abs(first - self) else first

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self

    def __repr__(self):
        return "%s(%s, %s)" % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return "%s/%s" % (self._numerator, self._denominator)

    def __add__(self, other):
        if isinstance(other, (int, Fraction)):
            return Fraction(self._numerator * other.denominator + other.numerator * self._denominator,
                            self._denominator * other.denominator)
        return _with_float(operator.add, self, other)

    def __radd__(self, other):
        return Fraction(other) + self if isinstance(other, int) else _with_float(operator.add, other, self, True)

    def __sub__(self, other):
        if isinstance(other, (int, Fraction)):
            return Fraction(self._numerator * other.denominator - other.numerator * self._denominator,
                            self._denominator * other.denominator)
        return _with_float(operator.sub, self, other)

    def __rsub__(self, other):
        return Fraction(other) - self if isinstance(other, int) else _with_float(operator.sub, other, self, True)

    def __mul__(self, other):
        if isinstance(other, (int, Fraction)):
            return Fraction(self._numerator * other.numerator, self._denominator * other.denominator)
        return _with_float(operator.mul, self, other)

    def __rmul__(self, other):
        return Fraction(other) * self if isinstance(other, int) else _with_float(operator.mul, other, self, True)

    def __truediv__(self, other):
        if isinstance(other, (int, Fraction)):
            n, d = self._numerator * other.denominator, self._denominator * other.numerator
            return Fraction(n, d)
        return _with_float(operator.truediv, self, other)

    def __rtruediv__(self, other):
        return Fraction(other) / self if isinstance(other, int) else _with_float(operator.truediv, other, self, True)

    def __floordiv__(self, other):
        if isinstance(other, (int, Fraction)):
            return (self._numerator * other.denominator) // (self._denominator * other.numerator)
        return _with_float(operator.floordiv, self, other)

    def __rfloordiv__(self, other):
        return Fraction(other) // self if isinstance(other, int) else _with_float(operator.floordiv, other, self, True)

    def __divmod__(self, other):
        if isinstance(other, (int, Fraction)):
            q = self // other
            return q, self - q * other
        return _with_float(divmod, self, other)

    def __rdivmod__(self, other):
        return divmod(Fraction(other), self) if isinstance(other, int) else _with_float(divmod, other, self, True)

    def __mod__(self, other):
        if isinstance(other, (int, Fraction)):
            n, d = self._numerator, self._denominator
            return Fraction((n * other.denominator) % (other.numerator * d), d * other.denominator)
        return _with_float(operator.mod, self, other)

    def __rmod__(self, other):
        return Fraction(other) % self if isinstance(other, int) else _with_float(operator.mod, other, self, True)

    def __pow__(self, other):
        if isinstance(other, (int, Fraction)):
            if other.denominator == 1:
                power = other.numerator
                n, d = self._numerator, self._denominator
                if power >= 0:
                    return Fraction(n ** power, d ** power, _normalize=False)
                if n > 0:
                    return Fraction(d ** -power, n ** -power, _normalize=False)
                if n == 0:
                    raise ZeroDivisionError(f"Fraction({d ** -power}, 0)")
                return Fraction((-d) ** -power, (-n) ** -power, _normalize=False)
            return float(self) ** float(other)
        if isinstance(other, (float, complex)):
            return float(self) ** other
        return NotImplemented

    def __rpow__(self, other):
        if self._denominator == 1 and self._numerator >= 0:
            return other ** self._numerator
        if isinstance(other, int):
            return Fraction(other) ** self
        return other ** float(self)

    def __pos__(self):
        return Fraction(self._numerator, self._denominator, _normalize=False)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator, _normalize=False)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator, _normalize=False)

    def __int__(self):
        return -(-self._numerator // self._denominator) if self._numerator < 0 else self._numerator // self._denominator

    __trunc__ = __int__

    def __float__(self):
        return self._numerator / self._denominator

    def __complex__(self):
        return complex(float(self))

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator:
                return floor
            if rest * 2 > self._denominator:
                return floor + 1
            return floor if floor % 2 == 0 else floor + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        modulus = (1 << 61) - 1
        try:
            inverse = pow(self._denominator, -1, modulus)
        except ValueError:
            value = 314159
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        result = value if self._numerator >= 0 else -value
        return -2 if result == -1 else result

    def __eq__(self, other):
        if type(other) is int:
            return self._numerator == other and self._denominator == 1
        if isinstance(other, (int, Fraction)):
            return self._numerator == other.numerator and self._denominator == other.denominator
        if isinstance(other, complex) and other.imag == 0:
            other = other.real
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return 0.0 == other
            return self == Fraction(other)
        return NotImplemented

    def _compare(self, other, op):
        if isinstance(other, (int, Fraction)):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return op(0.0, other)
            return op(self, Fraction(other))
        return NotImplemented

    def __lt__(self, other):
        return self._compare(other, operator.lt)

    def __gt__(self, other):
        return self._compare(other, operator.gt)

    def __le__(self, other):
        return self._compare(other, operator.le)

    def __ge__(self, other):
        return self._compare(other, operator.ge)

    def __bool__(self):
        return bool(self._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _with_float(op, a, b, reflected=False):
    """The operation of a fraction and a float or complex number."""
    other = a if reflected else b
    if not isinstance(other, (float, complex)):
        return NotImplemented
    if isinstance(other, complex):
        return op(complex(a), complex(b))
    return op(float(a), float(b))


import numbers as _numbers
_numbers.Rational.register(Fraction)
