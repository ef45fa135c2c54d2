"""Decimal arithmetic as the General Decimal Arithmetic Specification has it: numbers, contexts, signals.

A number is a sign, an integer coefficient and an exponent; the results are those of CPython's libmpdec.
"""
# Not there: logical operations on digits, `rotate`, and threads' own contexts.

import math as _math
import sys as _sys

__all__ = ["Decimal", "Context", "DecimalTuple", "DefaultContext", "BasicContext", "ExtendedContext", "DecimalException",
           "Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "Rounded", "Subnormal", "Overflow", "Underflow",
           "FloatOperation", "DivisionImpossible", "InvalidContext", "ConversionSyntax", "DivisionUndefined", "ROUND_DOWN",
           "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP",
           "setcontext", "getcontext", "localcontext", "MAX_PREC", "MAX_EMAX", "MIN_EMIN", "MIN_ETINY", "HAVE_THREADS",
           "HAVE_CONTEXTVAR"]

__version__ = "1.70"
__libmpdec_version__ = "2.5.1"

ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR = "ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR"
ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP = "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"
_ROUNDINGS = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)

_ROUNDING_MESSAGE = ("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   "
                     "ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")

HAVE_THREADS = True
HAVE_CONTEXTVAR = True
MAX_PREC = 999999999999999999
MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)


class DecimalException(ArithmeticError):
    """Base of all signals."""

    __module__ = "decimal"


class Clamped(DecimalException):
    __module__ = "decimal"


class InvalidOperation(DecimalException):
    __module__ = "decimal"


class ConversionSyntax(InvalidOperation):
    __module__ = "decimal"


class DivisionImpossible(InvalidOperation):
    __module__ = "decimal"


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    __module__ = "decimal"


class InvalidContext(InvalidOperation):
    __module__ = "decimal"


class DivisionByZero(DecimalException, ZeroDivisionError):
    __module__ = "decimal"


class Inexact(DecimalException):
    __module__ = "decimal"


class Rounded(DecimalException):
    __module__ = "decimal"


class Subnormal(DecimalException):
    __module__ = "decimal"


class Overflow(Inexact, Rounded):
    __module__ = "decimal"


class Underflow(Inexact, Rounded, Subnormal):
    __module__ = "decimal"


class FloatOperation(DecimalException, TypeError):
    __module__ = "decimal"


_SIGNALS = [InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped]
# In the order in which a context shows them.
_SHOWN = [Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow]
_CONDITIONS = (ConversionSyntax, DivisionImpossible, DivisionUndefined, InvalidContext)


class DecimalTuple(tuple):
    """Sign, digits, exponent."""

    __module__ = "decimal"
    __slots__ = ()
    _fields = ("sign", "digits", "exponent")

    def __new__(cls, sign, digits, exponent):
        return tuple.__new__(cls, (sign, digits, exponent))

    sign = property(lambda self: self[0])
    digits = property(lambda self: self[1])
    exponent = property(lambda self: self[2])

    def __repr__(self):
        return "DecimalTuple(sign=%r, digits=%r, exponent=%r)" % tuple(self)


class Context:
    """Precision, rounding, exponent limits; flags and traps of signals."""

    __module__ = "decimal"

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None):
        base = globals().get("DefaultContext")
        self.prec = prec if prec is not None else base.prec
        self.rounding = rounding if rounding is not None else base.rounding
        self.Emin = Emin if Emin is not None else base.Emin
        self.Emax = Emax if Emax is not None else base.Emax
        self.capitals = capitals if capitals is not None else base.capitals
        self.clamp = clamp if clamp is not None else base.clamp
        self.traps = _signal_dict(base.traps if traps is None else traps)
        self.flags = _signal_dict(() if flags is None else flags)

    def __setattr__(self, name, value):
        limits = _LIMITS.get(name)
        if limits is not None:
            if not isinstance(value, int):
                raise TypeError("an integer is required" if not hasattr(value, "__index__") else "valid value")
            if not limits[0] <= value <= limits[1]:
                raise ValueError("valid %s" % limits[2])
            if name == "prec":
                object.__setattr__(self, "_limit", 10 ** value if value <= 10000 else None)
        elif name == "rounding":
            if value not in _ROUNDINGS:
                raise TypeError(_ROUNDING_MESSAGE)
        elif name in ("flags", "traps"):
            value = _signal_dict(value)
        else:
            raise AttributeError("'decimal.Context' object has no attribute '%s'" % name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        raise AttributeError("context attributes cannot be deleted")

    def __repr__(self):
        return ("Context(prec=%d, rounding=%s, Emin=%d, Emax=%d, capitals=%d, clamp=%d, flags=[%s], traps=[%s])" % (
            self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
            ", ".join(s.__name__ for s in _SHOWN if self.flags[s]), ", ".join(s.__name__ for s in _SHOWN if self.traps[s])))

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, dict(self.flags),
                       dict(self.traps))

    __copy__ = copy

    def clear_flags(self):
        for signal in self.flags:
            self.flags[signal] = False

    def clear_traps(self):
        for signal in self.traps:
            self.traps[signal] = False

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def _raise(self, *conditions):
        """Sets flags; raises the first signal that is trapped, with all trapped conditions as its argument."""
        trapped = None
        for condition in conditions:
            signal = InvalidOperation if condition in _CONDITIONS else condition
            self.flags[signal] = True
        for signal in _SIGNALS:
            if self.traps[signal] and any((InvalidOperation if c in _CONDITIONS else c) is signal for c in conditions):
                trapped = signal
                break
        if trapped is not None:
            shown = [c for c in _CONDITIONS + tuple(_SIGNALS)
                     if c in conditions and self.traps[InvalidOperation if c in _CONDITIONS else c]]
            raise trapped(shown)

    def create_decimal(self, num="0"):
        if isinstance(num, str) and (num != num.strip() or "_" in num):
            self._raise(ConversionSyntax)
            return _NAN
        value = Decimal(num, context=self)
        if value._special and value._special != "F" and value._digits() > self.prec - self.clamp:
            self._raise(ConversionSyntax)
            return _NAN
        return value._fix(self)

    def create_decimal_from_float(self, f):
        return Decimal.from_float(f)._fix(self)

    def abs(self, a):
        return _operand(a).__abs__(context=self)

    def add(self, a, b):
        return _operand(a)._add(_operand(b), self)

    def subtract(self, a, b):
        return _operand(a)._sub(_operand(b), self)

    def multiply(self, a, b):
        return _operand(a)._mul(_operand(b), self)

    def divide(self, a, b):
        return _operand(a)._div(_operand(b), self)

    def divide_int(self, a, b):
        return _operand(a)._divmod(_operand(b), self)[0]

    def remainder(self, a, b):
        return _operand(a)._mod(_operand(b), self)

    def divmod(self, a, b):
        return _operand(a)._divmod(_operand(b), self)

    def power(self, a, b, modulo=None):
        return _operand(a)._pow(_operand(b), None if modulo is None else _operand(modulo), self)

    def plus(self, a):
        return _operand(a).__pos__(context=self)

    def minus(self, a):
        return _operand(a).__neg__(context=self)

    def is_normal(self, a):
        return _operand(a).is_normal(self)

    def is_subnormal(self, a):
        return _operand(a).is_subnormal(self)

    def radix(self):
        return Decimal(10)

    def to_sci_string(self, a):
        return _operand(a).__str__(context=self)

    def to_eng_string(self, a):
        return _operand(a).to_eng_string(self)

    def quantize(self, a, b):
        return _operand(a).quantize(_operand(b), context=self)

    def fma(self, a, b, c):
        return _operand(a).fma(b, c, self)


def _forward_unary(name):
    def method(self, a):
        return getattr(_operand(a), name)(self)

    method.__name__ = name
    return method


def _forward_binary(name):
    def method(self, a, b):
        return getattr(_operand(a), name)(_operand(b), self)

    method.__name__ = name
    return method


def _forward_plain(name):
    def method(self, a, *args):
        return getattr(_operand(a), name)(*map(_operand, args))

    method.__name__ = name
    return method


for _name in ("exp", "ln", "log10", "logb", "sqrt", "normalize", "next_minus", "next_plus", "number_class"):
    setattr(Context, _name, _forward_unary(_name))
for _name in ("compare", "compare_signal", "max", "min", "max_mag", "min_mag", "next_toward", "remainder_near", "scaleb", "shift"):
    setattr(Context, _name, _forward_binary(_name))
for _name in ("canonical", "copy_abs", "copy_decimal", "copy_negate", "copy_sign", "is_canonical", "is_finite", "is_infinite",
              "is_nan", "is_qnan", "is_signed", "is_snan", "is_zero", "same_quantum", "compare_total", "compare_total_mag"):
    setattr(Context, _name, _forward_plain(_name))
Context.copy_decimal = lambda self, a: _operand(a)
Context.to_integral_value = lambda self, a: _operand(a).to_integral_value(context=self)
Context.to_integral_exact = lambda self, a: _operand(a).to_integral_exact(context=self)
Context.to_integral = Context.to_integral_value

_LIMITS = {"prec": (1, MAX_PREC, "range for prec is [1, MAX_PREC]"), "Emin": (MIN_EMIN, 0, "range for Emin is [MIN_EMIN, 0]"),
           "Emax": (0, MAX_EMAX, "range for Emax is [0, MAX_EMAX]"), "capitals": (0, 1, "values for capitals are 0 or 1"),
           "clamp": (0, 1, "values for clamp are 0 or 1")}


def _signal_dict(value):
    if isinstance(value, dict):
        return {s: bool(value.get(s, False)) for s in _SIGNALS}
    return {s: s in value for s in _SIGNALS}


DefaultContext = Context(28, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], [InvalidOperation, DivisionByZero, Overflow])
BasicContext = Context(9, ROUND_HALF_UP, -999999, 999999, 1, 0, [],
                       [DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow])
ExtendedContext = Context(9, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], [])
_current = None


def getcontext():
    """The context of arithmetic."""
    global _current
    if _current is None:
        _current = DefaultContext.copy()
    return _current


def setcontext(context):
    global _current
    if not isinstance(context, Context):
        raise TypeError("argument must be a context")
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current = context


class _ContextManager:
    def __init__(self, context):
        self._new = context.copy()

    def __enter__(self):
        self._old = getcontext()
        setcontext(self._new)
        return self._new

    def __exit__(self, *exc_info):
        setcontext(self._old)


def localcontext(ctx=None, **kwargs):
    """A manager that restores the context."""
    manager = _ContextManager(getcontext() if ctx is None else ctx)
    for name, value in kwargs.items():
        if name not in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise TypeError("'%s' is an invalid keyword argument for this function" % name)
        setattr(manager._new, name, value)
    return manager


# ---- integers -----------------------------------------------------------------------------------------------------

_MODULUS = _sys.hash_info.modulus if hasattr(_sys, "hash_info") else (1 << 61) - 1
_TEN_INVERSE = pow(10, _MODULUS - 2, _MODULUS)


def _count_digits(n):
    """Decimal digits of a positive integer, 1 for zero."""
    if n < 1000000000000000000:
        return len(str(n))
    bits = n.bit_length()
    low, high = int((bits - 1) * 0.30102999566398114), int(bits * 0.30102999566398120)
    if low == high:
        return low + 1
    return low + 1 if n < 10 ** (low + 1) else low + 2


def _digits_text(n):
    """Decimal text of an integer of any length."""
    if n.bit_length() < 13000:
        return str(n)
    half = _count_digits(n) // 2
    high, low = divmod(n, 10 ** half)
    return _digits_text(high) + _digits_text(low).zfill(half)


def _text_integer(text):
    if len(text) <= 4000:
        return int(text)
    half = len(text) // 2
    return _text_integer(text[:-half]) * 10 ** half + _text_integer(text[-half:])


def _rounded(coefficient, places, rounding, sign):
    """The coefficient without its last `places` (> 0) digits, and whether they were other than zero."""
    power = 10 ** places
    q, r = divmod(coefficient, power)
    if not r:
        return q, False
    if rounding == ROUND_HALF_EVEN:
        twice = 2 * r
        up = twice > power or (twice == power and q & 1)
    elif rounding == ROUND_HALF_UP:
        up = 2 * r >= power
    elif rounding == ROUND_DOWN:
        up = False
    elif rounding == ROUND_HALF_DOWN:
        up = 2 * r > power
    elif rounding == ROUND_UP:
        up = True
    elif rounding == ROUND_CEILING:
        up = not sign
    elif rounding == ROUND_FLOOR:
        up = bool(sign)
    else:
        up = q % 10 in (0, 5)
    return q + 1 if up else q, True


def _operand(value):
    """A number given to a context's method."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise TypeError("conversion from %s to Decimal is not supported" % type(value).__name__)


def _convert(value):
    """A number as the other operand of an operator, or NotImplemented."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return _make(1 if value < 0 else 0, abs(int(value)), 0)
    return NotImplemented


def _make(sign, coefficient, exponent, special=""):
    self = object.__new__(Decimal)
    self._sign = sign
    self._coef = coefficient
    self._exp = exponent
    self._special = special
    return self


class Decimal:
    """An immutable decimal number."""

    __module__ = "decimal"
    # `_special`: nothing, `F` for infinity, `n` for a quiet and `N` for a signalling NaN, whose payload is `_coef`.
    __slots__ = ("_sign", "_coef", "_exp", "_special")

    def __new__(cls, value="0", context=None):
        if isinstance(value, str):
            parsed = _parse(value)
            if parsed is None:
                (context or getcontext())._raise(ConversionSyntax)
                parsed = (0, 0, 0, "n")
        elif isinstance(value, int):
            parsed = (1 if value < 0 else 0, abs(int(value)), 0, "")
        elif isinstance(value, Decimal):
            if cls is Decimal and type(value) is Decimal:
                return value
            parsed = (value._sign, value._coef, value._exp, value._special)
        elif isinstance(value, float):
            (context or getcontext()).flags[FloatOperation] = True
            if (context or getcontext()).traps[FloatOperation]:
                raise FloatOperation([FloatOperation])
            parsed = _from_float(value)
        elif isinstance(value, (tuple, list)):
            parsed = _from_tuple(value)
        else:
            raise TypeError("conversion from %s to Decimal is not supported" % type(value).__name__)
        self = object.__new__(cls)
        self._sign, self._coef, self._exp, self._special = parsed
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("argument must be int or float")
        result = _make(*_from_float(f))
        return result if cls is Decimal else cls(result)

    # -- texts ------------------------------------------------------------------------------------------------------

    def __repr__(self):
        return "Decimal('%s')" % str(self)

    def __str__(self, eng=False, context=None):
        sign = "-" if self._sign else ""
        special = self._special
        if special:
            if special == "F":
                return sign + "Infinity"
            payload = _digits_text(self._coef) if self._coef else ""
            return sign + ("sNaN" if special == "N" else "NaN") + payload
        digits = _digits_text(self._coef)
        exponent = self._exp
        left = exponent + len(digits)
        if exponent <= 0 and left > -6:
            place = left
        elif not eng:
            place = 1
        elif self._coef == 0:
            place = (left + 1) % 3 - 1
        else:
            place = (left - 1) % 3 + 1
        if place <= 0:
            whole, fraction = "0", "." + "0" * -place + digits
        elif place >= len(digits):
            whole, fraction = digits + "0" * (place - len(digits)), ""
        else:
            whole, fraction = digits[:place], "." + digits[place:]
        if left == place:
            return sign + whole + fraction
        letter = "E" if (context or getcontext()).capitals else "e"
        return "%s%s%s%s%+d" % (sign, whole, fraction, letter, left - place)

    def to_eng_string(self, context=None):
        return self.__str__(eng=True, context=context)

    def __format__(self, specifier, context=None):
        return _format(self, specifier, context or getcontext())

    # -- facts ------------------------------------------------------------------------------------------------------

    def _digits(self):
        return _count_digits(self._coef)

    def as_tuple(self):
        special = self._special
        if special == "F":
            return DecimalTuple(self._sign, (0,), "F")
        digits = tuple(map(int, _digits_text(self._coef)))
        if special:
            return DecimalTuple(self._sign, digits if self._coef else (), special)
        return DecimalTuple(self._sign, digits, self._exp)

    def as_integer_ratio(self):
        if self._special == "F":
            raise OverflowError("cannot convert Infinity to integer ratio")
        if self._special:
            raise ValueError("cannot convert NaN to integer ratio")
        n, d = (self._coef * 10 ** self._exp, 1) if self._exp >= 0 else (self._coef, 10 ** -self._exp)
        g = _math.gcd(n, d)
        n, d = n // g, d // g
        return (-n if self._sign else n), d

    def adjusted(self):
        return 0 if self._special else self._exp + self._digits() - 1

    def is_nan(self):
        return self._special in ("n", "N")

    def is_qnan(self):
        return self._special == "n"

    def is_snan(self):
        return self._special == "N"

    def is_infinite(self):
        return self._special == "F"

    def is_finite(self):
        return not self._special

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return not self._special and self._coef == 0

    def is_canonical(self):
        return True

    def canonical(self):
        return self

    def is_normal(self, context=None):
        if self._special or not self._coef:
            return False
        return (context or getcontext()).Emin <= self.adjusted()

    def is_subnormal(self, context=None):
        if self._special or not self._coef:
            return False
        return self.adjusted() < (context or getcontext()).Emin

    def number_class(self, context=None):
        if self._special == "N":
            return "sNaN"
        if self._special == "n":
            return "NaN"
        sign = "-" if self._sign else "+"
        if self._special:
            return sign + "Infinity"
        if not self._coef:
            return sign + "Zero"
        return sign + ("Subnormal" if self.is_subnormal(context) else "Normal")

    def radix(self):
        return Decimal(10)

    def same_quantum(self, other, context=None):
        other = _operand(other)
        if self._special or other._special:
            return (self.is_nan() and other.is_nan()) or (self.is_infinite() and other.is_infinite())
        return self._exp == other._exp

    def __bool__(self):
        return bool(self._special) or self._coef != 0

    def __int__(self):
        if self._special == "F":
            raise OverflowError("cannot convert Infinity to integer")
        if self._special:
            raise ValueError("cannot convert NaN to integer")
        value = self._coef * 10 ** self._exp if self._exp >= 0 else self._coef // 10 ** -self._exp
        return -value if self._sign else value

    __trunc__ = __int__

    def __float__(self):
        if self._special == "N":
            raise ValueError("cannot convert signaling NaN to float")
        if self._special == "n":
            return -_math.nan if self._sign else _math.nan
        return float(str(self))

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def conjugate(self):
        return self

    def __hash__(self):
        if self._special == "N":
            raise TypeError("Cannot hash a signaling NaN value")
        if self._special == "n":
            return object.__hash__(self)
        if self._special:
            return -314159 if self._sign else 314159
        if self._exp >= 0:
            power = pow(10, self._exp, _MODULUS)
        else:
            power = pow(_TEN_INVERSE, -self._exp, _MODULUS)
        value = self._coef * power % _MODULUS
        if self._sign:
            value = -value
        return -2 if value == -1 else value

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return Decimal, (str(self),)

    # -- rounding ---------------------------------------------------------------------------------------------------

    def _fix(self, context):
        """Rounded to the context's precision and limits, with its signals."""
        if self._special:
            if self.is_nan() and self._coef and _count_digits(self._coef) > context.prec - context.clamp:
                return _make(self._sign, self._coef % 10 ** (context.prec - context.clamp), 0, self._special)
            return self
        coefficient, exponent = self._coef, self._exp
        prec, minimum, maximum = context.prec, context.Emin, context.Emax
        limit = context._limit
        if limit is not None and 0 < coefficient < limit and minimum <= exponent <= maximum - prec:
            return self
        tiny, top = minimum - prec + 1, maximum - prec + 1
        if not coefficient:
            limit = top if context.clamp else maximum
            fitted = min(max(exponent, tiny), limit)
            if fitted != exponent:
                context._raise(Clamped)
                return _make(self._sign, 0, fitted)
            return self
        length = _count_digits(coefficient)
        lowest = length + exponent - prec
        if lowest > top:
            return self._overflow(context)
        subnormal = lowest < tiny
        if subnormal:
            lowest = tiny
        if exponent < lowest:
            places = lowest - exponent
            if places > length + 1:
                # Nothing of it is left; any tiny amount rounds alike.
                coefficient, places = 1, 2
            coefficient, inexact = _rounded(coefficient, places, context.rounding, self._sign)
            if _count_digits(coefficient) > prec:
                coefficient //= 10
                lowest += 1
            if lowest > top:
                return self._overflow(context)
            result = _make(self._sign, coefficient, lowest)
            signals = [Rounded]
            if inexact:
                signals.append(Inexact)
                if subnormal:
                    signals.append(Underflow)
            if subnormal:
                signals.append(Subnormal)
            if not coefficient:
                signals.append(Clamped)
            flags, traps = context.flags, context.traps
            for signal in signals:
                flags[signal] = True
                if traps[signal]:
                    context._raise(*signals)
            return result
        if subnormal:
            context._raise(Subnormal)
        if context.clamp and exponent > top:
            context._raise(Clamped)
            return _make(self._sign, coefficient * 10 ** (exponent - top), top)
        return self

    def _overflow(self, context):
        context._raise(Overflow, Inexact, Rounded)
        rounding, sign = context.rounding, self._sign
        if rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN, ROUND_UP) or rounding == (
                ROUND_FLOOR if sign else ROUND_CEILING):
            return _make(sign, 0, 0, "F")
        return _make(sign, 10 ** context.prec - 1, context.Etop())

    def _rescale(self, exponent, rounding):
        """With another exponent, rounded where digits are lost; no signals."""
        if self._special:
            return self
        if not self._coef:
            return _make(self._sign, 0, exponent)
        if self._exp >= exponent:
            return _make(self._sign, self._coef * 10 ** (self._exp - exponent), exponent)
        places = exponent - self._exp
        if places > self._digits() + 1:
            coefficient, _ = _rounded(1, 2, rounding, self._sign)
        else:
            coefficient, _ = _rounded(self._coef, places, rounding, self._sign)
        return _make(self._sign, coefficient, exponent)

    def _nan(self, other=None, context=None):
        """What an operation with a NaN gives, or None without any."""
        a, b = self._special, "" if other is None else other._special
        if a not in ("n", "N") and b not in ("n", "N"):
            return None
        context = context or getcontext()
        for value in (self, other):
            if value is not None and value._special == "N":
                context._raise(InvalidOperation)
                return _make(value._sign, value._coef, 0, "n")._fix(context)
        return (self if a == "n" else other)._fix(context)

    def _invalid(self, context, condition=InvalidOperation):
        context._raise(condition)
        return _NAN

    # -- comparison -------------------------------------------------------------------------------------------------

    def _cmp(self, other):
        """-1, 0 or 1 for numbers that are no NaN."""
        if self._special or other._special:
            a = 0 if not self._special else -1 if self._sign else 1
            b = 0 if not other._special else -1 if other._sign else 1
            return (a > b) - (a < b)
        if not self._coef:
            return 0 if not other._coef else 1 if other._sign else -1
        if not other._coef:
            return -1 if self._sign else 1
        if self._sign != other._sign:
            return -1 if self._sign else 1
        a, b = self.adjusted(), other.adjusted()
        if a == b:
            difference = self._exp - other._exp
            a, b = self._coef, other._coef
            if difference > 0:
                a *= 10 ** difference
            elif difference:
                b *= 10 ** -difference
        order = (a > b) - (a < b)
        return -order if self._sign else order

    def _comparable(self, other, equality):
        if isinstance(other, Decimal):
            return other
        if isinstance(other, int):
            return _convert(other)
        if isinstance(other, float):
            context = getcontext()
            context.flags[FloatOperation] = True
            if not equality and context.traps[FloatOperation]:
                raise FloatOperation([FloatOperation])
            return _make(*_from_float(other))
        if isinstance(other, complex) and equality and other.imag == 0:
            return _make(*_from_float(other.real))
        kind = type(other)
        if kind.__module__ == "fractions" and not self._special:
            return other
        return NotImplemented

    def _order(self, other, equality=False):
        """As `_cmp`, None when unordered, NotImplemented for other types."""
        other = self._comparable(other, equality)
        if other is NotImplemented:
            return other
        if not isinstance(other, Decimal):
            a, b = self._coef * other.denominator, other.numerator
            if self._sign:
                a = -a
            if self._exp >= 0:
                a *= 10 ** self._exp
            else:
                b *= 10 ** -self._exp
            return (a > b) - (a < b)
        if self._special in ("n", "N") or other._special in ("n", "N"):
            if not equality or self._special == "N" or other._special == "N":
                getcontext()._raise(InvalidOperation)
            return None
        return self._cmp(other)

    def __eq__(self, other):
        order = self._order(other, True)
        return order if order is NotImplemented else order == 0

    def __lt__(self, other):
        order = self._order(other)
        return order if order is NotImplemented else order is not None and order < 0

    def __le__(self, other):
        order = self._order(other)
        return order if order is NotImplemented else order is not None and order <= 0

    def __gt__(self, other):
        order = self._order(other)
        return order if order is NotImplemented else order is not None and order > 0

    def __ge__(self, other):
        order = self._order(other)
        return order if order is NotImplemented else order is not None and order >= 0

    def compare(self, other, context=None):
        other = _operand(other)
        nan = self._nan(other, context)
        return nan if nan is not None else Decimal(self._cmp(other))

    def compare_signal(self, other, context=None):
        other = _operand(other)
        if self.is_nan() or other.is_nan():
            return self._invalid(context or getcontext())
        return Decimal(self._cmp(other))

    def compare_total(self, other, context=None):
        other = _operand(other)
        if self._sign != other._sign:
            return Decimal(-1 if self._sign else 1)
        rank = {"": 0, "F": 1, "N": 2, "n": 3}
        a, b = rank[self._special], rank[other._special]
        if a == b:
            if a >= 2:
                a, b = self._coef, other._coef
            elif a == 0:
                order = self.copy_abs()._cmp(other.copy_abs())
                a, b = (order, 0) if order else (self._exp, other._exp)
        order = (a > b) - (a < b)
        return Decimal(-order if self._sign else order)

    def compare_total_mag(self, other, context=None):
        return self.copy_abs().compare_total(_operand(other).copy_abs())

    def _choose(self, other, context, larger, magnitude):
        other = _operand(other)
        context = context or getcontext()
        if self._special or other._special:
            if self._special == "n" and not other.is_nan():
                return other._fix(context)
            if other._special == "n" and not self.is_nan():
                return self._fix(context)
            nan = self._nan(other, context)
            if nan is not None:
                return nan
        order = self.copy_abs()._cmp(other.copy_abs()) if magnitude else self._cmp(other)
        if not order:
            order = int(self.compare_total(other))
        return (self if (order >= 0) == larger or order == 0 else other)._fix(context)

    def max(self, other, context=None):
        return self._choose(other, context, True, False)

    def min(self, other, context=None):
        return self._choose(other, context, False, False)

    def max_mag(self, other, context=None):
        return self._choose(other, context, True, True)

    def min_mag(self, other, context=None):
        return self._choose(other, context, False, True)

    # -- signs ------------------------------------------------------------------------------------------------------

    def copy_abs(self):
        return _make(0, self._coef, self._exp, self._special)

    def copy_negate(self):
        return _make(1 - self._sign, self._coef, self._exp, self._special)

    def copy_sign(self, other, context=None):
        return _make(_operand(other)._sign, self._coef, self._exp, self._special)

    def __neg__(self, context=None):
        context = context or getcontext()
        if self._special:
            nan = self._nan(None, context)
            if nan is not None:
                return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self.copy_negate()._fix(context)

    def __pos__(self, context=None):
        context = context or getcontext()
        if self._special:
            nan = self._nan(None, context)
            if nan is not None:
                return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self._fix(context)

    def __abs__(self, round=True, context=None):
        context = context or getcontext()
        return self.__neg__(context=context) if self._sign else self.__pos__(context=context)

    # -- arithmetic -------------------------------------------------------------------------------------------------

    def _add(self, other, context):
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self._special:
                if other._special and self._sign != other._sign:
                    return self._invalid(context)
                return self
            return other
        a, b = self._exp, other._exp
        exponent = a if a < b else b
        ca, cb = self._coef, other._coef
        if not ca or not cb:
            if not ca and not cb:
                sign = self._sign & other._sign
                if self._sign != other._sign and context.rounding == ROUND_FLOOR:
                    sign = 1
                return _make(sign, 0, exponent)._fix(context)
            value = other if not ca else self
            lowest = max(exponent, value._exp - context.prec - 1)
            return value._rescale(lowest, context.rounding)._fix(context)
        if a != b:
            # What lies far below the other's last digit counts as a trace.
            if a > b:
                gap = a - b
                if gap > context.prec + 2 and gap + _count_digits(ca) - _count_digits(cb) > context.prec + 2:
                    shift = context.prec + 3
                    exponent = a - shift
                    ca *= 10 ** shift
                    cb = 1
                else:
                    ca *= 10 ** gap
            else:
                gap = b - a
                if gap > context.prec + 2 and gap + _count_digits(cb) - _count_digits(ca) > context.prec + 2:
                    shift = context.prec + 3
                    exponent = b - shift
                    cb *= 10 ** shift
                    ca = 1
                else:
                    cb *= 10 ** gap
        total = (-ca if self._sign else ca) + (-cb if other._sign else cb)
        if total:
            return _make(1 if total < 0 else 0, abs(total), exponent)._fix(context)
        if self._sign == other._sign:
            sign = self._sign
        else:
            sign = 1 if context.rounding == ROUND_FLOOR else 0
        return _make(sign, 0, exponent)._fix(context)

    def _sub(self, other, context):
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
        return self._add(other.copy_negate(), context)

    def _mul(self, other, context):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if not self or not other:
                return self._invalid(context)
            return _make(sign, 0, 0, "F")
        return _make(sign, self._coef * other._coef, self._exp + other._exp)._fix(context)

    def _div(self, other, context):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self._special and other._special:
                return self._invalid(context)
            if self._special:
                return _make(sign, 0, 0, "F")
            context._raise(Clamped)
            return _make(sign, 0, context.Etiny())
        if not other._coef:
            if not self._coef:
                return self._invalid(context, DivisionUndefined)
            context._raise(DivisionByZero)
            return _make(sign, 0, 0, "F")
        ideal = self._exp - other._exp
        if not self._coef:
            return _make(sign, 0, ideal)._fix(context)
        shift = _count_digits(other._coef) - _count_digits(self._coef) + context.prec + 1
        exponent = ideal - shift
        if shift >= 0:
            q, r = divmod(self._coef * 10 ** shift, other._coef)
        else:
            q, r = divmod(self._coef, other._coef * 10 ** -shift)
        if r:
            # The result is not exact: a last digit that rounds as the rest would.
            if q % 5 == 0:
                q += 1
        else:
            while exponent < ideal and q % 10 == 0:
                q //= 10
                exponent += 1
        return _make(sign, q, exponent)._fix(context)

    def _divide_whole(self, other, context):
        """Quotient and remainder of finite numbers, truncated; None when the quotient has too many digits."""
        ideal = min(self._exp, other._exp)
        gap = self.adjusted() - other.adjusted()
        if not self._coef or gap <= -2:
            return _make(self._sign ^ other._sign, 0, 0), self._rescale(ideal, context.rounding)
        if gap <= context.prec:
            a, b = self._coef, other._coef
            if self._exp >= other._exp:
                a *= 10 ** (self._exp - other._exp)
            else:
                b *= 10 ** (other._exp - self._exp)
            q, r = divmod(a, b)
            if _count_digits(q) <= context.prec:
                return _make(self._sign ^ other._sign, q, 0), _make(self._sign, r, ideal)
        return None

    def _divmod(self, other, context):
        nan = self._nan(other, context)
        if nan is not None:
            return nan, nan
        sign = self._sign ^ other._sign
        if self._special:
            if other._special:
                context._raise(InvalidOperation)
                return _NAN, _NAN
            context._raise(InvalidOperation)
            return _make(sign, 0, 0, "F"), _NAN
        if other._special:
            return _make(sign, 0, 0), self._fix(context)
        if not other._coef:
            if not self._coef:
                context._raise(DivisionUndefined)
                return _NAN, _NAN
            context._raise(DivisionByZero, InvalidOperation)
            return _make(sign, 0, 0, "F"), _NAN
        pair = self._divide_whole(other, context)
        if pair is None:
            context._raise(DivisionImpossible)
            return _NAN, _NAN
        return pair[0], pair[1]._fix(context)

    def _floordiv(self, other, context):
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        sign = self._sign ^ other._sign
        if self._special:
            if other._special:
                return self._invalid(context)
            return _make(sign, 0, 0, "F")
        if not other._special and not other._coef:
            if not self._coef:
                return self._invalid(context, DivisionUndefined)
            context._raise(DivisionByZero)
            return _make(sign, 0, 0, "F")
        if other._special:
            return _make(sign, 0, 0)
        pair = self._divide_whole(other, context)
        return self._invalid(context, DivisionImpossible) if pair is None else pair[0]

    def _mod(self, other, context):
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if self._special:
            return self._invalid(context)
        if not other._special and not other._coef:
            return self._invalid(context, InvalidOperation if self._coef else DivisionUndefined)
        if other._special:
            return self._fix(context)
        pair = self._divide_whole(other, context)
        return self._invalid(context, DivisionImpossible) if pair is None else pair[1]._fix(context)

    def remainder_near(self, other, context=None):
        other = _operand(other)
        context = context or getcontext()
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if self._special:
            return self._invalid(context)
        if not other:
            return self._invalid(context, InvalidOperation if self else DivisionUndefined)
        if other._special:
            return self._fix(context)
        ideal = min(self._exp, other._exp)
        if not self._coef:
            return _make(self._sign, 0, ideal)._fix(context)
        if self.adjusted() - other.adjusted() >= context.prec + 1:
            return self._invalid(context, DivisionImpossible)
        a = self._coef * 10 ** (self._exp - ideal)
        b = other._coef * 10 ** (other._exp - ideal)
        q, r = divmod(a, b)
        sign = self._sign
        if 2 * r + (q & 1) > b:
            r -= b
            q += 1
        if _count_digits(q) > context.prec:
            return self._invalid(context, DivisionImpossible)
        if r < 0:
            sign, r = 1 - sign, -r
        return _make(sign, r, ideal)._fix(context)

    def fma(self, other, third, context=None):
        other, third = _operand(other), _operand(third)
        context = context or getcontext()
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if not self or not other:
                return self._invalid(context)
            product = _make(self._sign ^ other._sign, 0, 0, "F")
        else:
            product = _make(self._sign ^ other._sign, self._coef * other._coef, self._exp + other._exp)
        return product._add(third, context)

    # -- powers and functions ---------------------------------------------------------------------------------------

    def _is_integer(self):
        if self._special:
            return False
        return self._exp >= 0 or self._coef % 10 ** -self._exp == 0

    def _pow(self, other, modulo, context):
        if modulo is not None:
            return self._pow_modulo(other, modulo, context)
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if not other:
            return self._invalid(context) if not self else Decimal(1)
        sign = 0
        base = self
        whole = other._is_integer()
        if self._sign:
            if whole:
                sign = int(other) & 1 if other._exp < 400 else 0
            elif self:
                return self._invalid(context)
            base = self.copy_negate()
        if not base:
            return _make(sign, 0, 0, "F") if other._sign else _make(sign, 0, 0)
        if base._special:
            return _make(sign, 0, 0, "F") if not other._sign else _make(sign, 0, 0)
        order = base._cmp(_ONE)
        if order == 0:
            if whole:
                exponent = base._exp * int(other) if not other._sign else 0
                if other._sign or exponent < 1 - context.prec:
                    if base._exp or other._sign:
                        if not base._exp:
                            return _make(sign, 1, 0)
                        context._raise(Rounded)
                        exponent = 1 - context.prec
                return _make(sign, 10 ** -exponent, exponent)
            context._raise(Inexact, Rounded)
            return _make(sign, 10 ** (context.prec - 1), 1 - context.prec)
        if other._special:
            if (order < 0) == bool(other._sign):
                return _make(0, 0, 0, "F")
            return _make(0, 0, 0)
        if whole and other.adjusted() < 19:
            return base._pow_integer(int(other), sign, other, context)
        work = context.copy()
        work.clear_traps()
        work.prec = max(base._digits(), context.prec) + 23
        work.rounding = ROUND_HALF_EVEN
        work.Emin, work.Emax = MIN_EMIN, MAX_EMAX
        result = base._ln(work)._mul(other, work)._exp_function(work, context)
        result = _make(sign, result._coef, result._exp, result._special)
        return _inexact_result(result, context)

    def _pow_integer(self, n, sign, exponent, context):
        work = context.copy()
        work.clear_traps()
        work.prec = context.prec + exponent._digits() + exponent._exp + 2 + (n < 0)
        work.rounding = ROUND_HALF_EVEN
        work.clamp = 0
        work.clear_flags()
        base = _ONE._div(self, work) if n < 0 else self
        n = abs(n)
        result = base
        for bit in bin(n)[3:]:
            result = result._mul(result, work)
            if bit == "1":
                result = result._mul(base, work)
            if result._special or not result._coef:
                break
        if work.flags[Overflow]:
            return _make(sign, 1, context.Emax + 1)._fix(context)
        result = _make(sign, result._coef, result._exp, result._special)
        signals = [s for s in (Rounded, Inexact) if work.flags[s]]
        if signals:
            context._raise(*signals)
        return result._fix(context)

    def _pow_modulo(self, other, modulo, context):
        for value in (self, other, modulo):
            nan = value._nan(None, context)
            if nan is not None:
                return nan
        if not (self._is_integer() and other._is_integer() and modulo._is_integer()):
            return self._invalid(context)
        if other._sign or not modulo or modulo.adjusted() >= context.prec or (not other and not self):
            return self._invalid(context)
        value = pow(abs(int(self)), int(other), abs(int(modulo)))
        sign = self._sign if int(other) & 1 else 0
        return _make(sign, value, 0)

    def sqrt(self, context=None):
        context = context or getcontext()
        if self._special:
            nan = self._nan(None, context)
            if nan is not None:
                return nan
            if not self._sign:
                return self
        if not self:
            return _make(self._sign, 0, self._exp >> 1)._fix(context)
        if self._sign:
            return self._invalid(context)
        prec = context.prec + 1
        exponent = self._exp >> 1
        if self._exp & 1:
            c = self._coef * 10
            length = (_count_digits(self._coef) >> 1) + 1
        else:
            c = self._coef
            length = (_count_digits(self._coef) + 1) >> 1
        shift = prec - length
        exact = True
        if shift >= 0:
            c *= 100 ** shift
        else:
            c, rest = divmod(c, 100 ** -shift)
            exact = not rest
        exponent -= shift
        n = _math.isqrt(c)
        exact = exact and n * n == c
        if exact:
            if shift >= 0:
                n //= 10 ** shift
            else:
                n *= 10 ** -shift
            exponent += shift
        elif n % 5 == 0:
            n += 1
        work = context.copy()
        work.rounding = ROUND_HALF_EVEN
        work.traps = context.traps
        work.flags = context.flags
        object.__setattr__(work, "flags", context.flags)
        return _make(0, n, exponent)._fix(work)

    def exp(self, context=None):
        context = context or getcontext()
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if self._special:
            return _make(0, 0, 0) if self._sign else self
        if not self:
            return Decimal(1)
        if self.adjusted() > 20:
            if self._sign:
                return _make(0, 1, context.Etiny() - 2)._fix(context)
            return _make(0, 1, context.Emax + 1)._fix(context)
        work = context.copy()
        work.prec = context.prec + 25
        return _inexact_result(self._exp_function(work, context), context)

    def _exp_function(self, work, context):
        """e**self to `work.prec` digits, without signals."""
        if self._special:
            return _make(0, 0, 0, "F")
        if self.adjusted() > 20:
            return _make(0, 1, context.Etiny() - 2) if self._sign else _make(0, 1, context.Emax + 1)
        p = work.prec + 5 + max(self.adjusted(), 0) + 5
        one = 10 ** p
        # x = k ln 10 + r
        x = self._coef * 10 ** (self._exp + p) if self._exp + p >= 0 else self._coef // 10 ** -(self._exp + p)
        if self._sign:
            x = -x
        ln10 = _ln10(p)
        k = x // ln10
        r = x - k * ln10
        # exp(r) by halving and a series.
        halvings = int(p ** 0.5) + 4
        extra = halvings // 3 + 3
        scale = 10 ** extra
        r = (r * scale) >> halvings
        unit = one * scale
        total = term = unit
        i = 1
        while term:
            term = term * r // (unit * i)
            total += term
            i += 1
        for _ in range(halvings):
            total = total * total // unit
        return _make(0, total // scale, int(k) - p)

    def _ln(self, work):
        """Natural logarithm of a positive number to `work.prec` digits, without signals."""
        p = work.prec + 12 + max(_count_digits(abs(self.adjusted()) or 1), 0)
        # Cancellation close to one.
        near = self._add(_make(1, 1, 0), _EXACT)
        if near and near.adjusted() < -1:
            p += -near.adjusted()
        length = self._digits()
        k = self._exp + length
        m = self._coef * 10 ** (p - length) if p >= length else self._coef // 10 ** (length - p)
        if self.adjusted() in (0, -1) and near.adjusted() < -1:
            k, m = 0, (self._coef * 10 ** (p + self._exp) if p + self._exp >= 0 else self._coef // 10 ** -(p + self._exp))
        value = _ln_fixed(m, p) + k * _ln10(p) if k else _ln_fixed(m, p)
        return _make(1 if value < 0 else 0, abs(value), -p)

    def ln(self, context=None):
        context = context or getcontext()
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if not self:
            return _make(1, 0, 0, "F")
        if self._sign:
            return self._invalid(context)
        if self._special:
            return self
        if self._cmp(_ONE) == 0:
            return Decimal(0)
        work = context.copy()
        work.prec = context.prec + 15
        return _inexact_result(self._ln(work), context)

    def log10(self, context=None):
        context = context or getcontext()
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if not self:
            return _make(1, 0, 0, "F")
        if self._sign:
            return self._invalid(context)
        if self._special:
            return self
        digits = _digits_text(self._coef)
        if digits[0] == "1" and not digits[1:].strip("0"):
            return Decimal(self._exp + len(digits) - 1)._fix(context)
        work = context.copy()
        work.prec = context.prec + 15
        value = self._ln(work)
        p = work.prec + 12
        q = value._coef * 10 ** p // _ln10(p)
        return _inexact_result(_make(value._sign, q, value._exp), context)

    def logb(self, context=None):
        context = context or getcontext()
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if self._special:
            return self.copy_abs()
        if not self:
            context._raise(DivisionByZero)
            return _make(1, 0, 0, "F")
        return Decimal(self.adjusted())._fix(context)

    def scaleb(self, other, context=None):
        other = _operand(other)
        context = context or getcontext()
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if other._special or other._exp != 0 or abs(int(other)) > 2 * (context.Emax + context.prec):
            return self._invalid(context)
        if self._special:
            return self
        return _make(self._sign, self._coef, self._exp + int(other))._fix(context)

    def shift(self, other, context=None):
        other = _operand(other)
        context = context or getcontext()
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if other._special or other._exp != 0 or abs(int(other)) > context.prec:
            return self._invalid(context)
        if self._special:
            return self
        n = int(other)
        coefficient = self._coef * 10 ** n if n >= 0 else self._coef // 10 ** -n
        return _make(self._sign, coefficient % 10 ** context.prec, self._exp)

    # -- rounding to places -----------------------------------------------------------------------------------------

    def quantize(self, exp, rounding=None, context=None):
        exp = _operand(exp)
        context = context or getcontext()
        if rounding is None:
            rounding = context.rounding
        elif rounding not in _ROUNDINGS:
            raise TypeError(_ROUNDING_MESSAGE)
        if self._special or exp._special:
            nan = self._nan(exp, context)
            if nan is not None:
                return nan
            if self._special and exp._special:
                return self
            return self._invalid(context)
        target = exp._exp
        if not context.Etiny() <= target <= context.Emax:
            return self._invalid(context)
        if not self._coef:
            return _make(self._sign, 0, target)._fix(context)
        if self.adjusted() > context.Emax or self.adjusted() - target + 1 > context.prec:
            return self._invalid(context)
        result = self._rescale(target, rounding)
        if result.adjusted() > context.Emax or result._digits() > context.prec:
            return self._invalid(context)
        signals = []
        if result and result.adjusted() < context.Emin:
            signals.append(Subnormal)
        if result._exp > self._exp:
            if result._cmp(self):
                signals.append(Inexact)
            signals.append(Rounded)
        if signals:
            context._raise(*signals)
        return result._fix(context)

    def to_integral_exact(self, rounding=None, context=None):
        context = context or getcontext()
        if self._special:
            nan = self._nan(None, context)
            return self if nan is None else nan
        if self._exp >= 0:
            return self
        if not self:
            return _make(self._sign, 0, 0)
        result = self._rescale(0, rounding or context.rounding)
        context._raise(*([Inexact, Rounded] if result._cmp(self) else [Rounded]))
        return result

    def to_integral_value(self, rounding=None, context=None):
        context = context or getcontext()
        if self._special:
            nan = self._nan(None, context)
            return self if nan is None else nan
        if self._exp >= 0:
            return self
        return self._rescale(0, rounding or context.rounding)

    to_integral = to_integral_value

    def normalize(self, context=None):
        context = context or getcontext()
        if self._special:
            nan = self._nan(None, context)
            if nan is not None:
                return nan
        fixed = self._fix(context)
        if fixed._special:
            return fixed
        if not fixed._coef:
            return _make(fixed._sign, 0, 0)
        coefficient, exponent = fixed._coef, fixed._exp
        most = context.Etop() if context.clamp else context.Emax
        while coefficient % 10 == 0 and exponent < most:
            coefficient //= 10
            exponent += 1
        return _make(fixed._sign, coefficient, exponent)

    def next_plus(self, context=None):
        return self._next(context or getcontext(), 1)

    def next_minus(self, context=None):
        return self._next(context or getcontext(), -1)

    def _next(self, context, direction):
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        if self._special:
            if self._sign == (direction < 0):
                return self
            return _make(self._sign, 10 ** context.prec - 1, context.Etop())
        work = context.copy()
        work.clear_traps()
        work.rounding = ROUND_CEILING if direction > 0 else ROUND_FLOOR
        fixed = self._fix(work)
        if fixed._special or fixed._cmp(self):
            return fixed
        return self._add(_make(0 if direction > 0 else 1, 1, context.Etiny() - 1), work)

    def next_toward(self, other, context=None):
        other = _operand(other)
        context = context or getcontext()
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        order = self._cmp(other)
        if not order:
            return self.copy_sign(other)
        return self._next(context, -order)

    def __round__(self, n=None):
        if n is not None:
            if not isinstance(n, int):
                raise TypeError("optional arg must be an integer")
            return self.quantize(_make(0, 1, -n), ROUND_HALF_EVEN)
        return self._to_int(ROUND_HALF_EVEN)

    def __floor__(self):
        return self._to_int(ROUND_FLOOR)

    def __ceil__(self):
        return self._to_int(ROUND_CEILING)

    def _to_int(self, rounding):
        if self._special == "F":
            raise OverflowError("cannot convert Infinity to integer")
        if self._special:
            raise ValueError("cannot convert NaN to integer")
        return int(self._rescale(0, rounding))


def _inexact_result(value, context):
    """A result that is never exact, rounded half even."""
    if value._special:
        return value
    context.flags[Inexact] = context.flags[Rounded] = True
    work = context.copy()
    work.rounding = ROUND_HALF_EVEN
    object.__setattr__(work, "flags", context.flags)
    short = context.prec - value._digits()
    if short >= 0:
        value = _make(value._sign, value._coef * 10 ** (short + 1), value._exp - short - 1)
    return value._fix(work)


_NAN = _make(0, 0, 0, "n")
_ONE = _make(0, 1, 0)
_EXACT = Context(10000, ROUND_HALF_EVEN, MIN_EMIN, MAX_EMAX, 1, 0, [], [])
_ln10_known = (0, 0)


def _ln10(p):
    """ln 10 as an integer of `p` decimal places."""
    global _ln10_known
    places, value = _ln10_known
    if places < p:
        extra = 10
        one = 10 ** (p + extra)
        # ln 10 = 3 ln 2 + ln 1.25 by Machin-like series of artanh.
        value = (46 * _artanh_inverse(31, one) + 34 * _artanh_inverse(49, one) + 20 * _artanh_inverse(161, one)) // 10 ** extra
        places = p
        _ln10_known = (p, value)
    return value if places == p else value // 10 ** (places - p)


def _artanh_inverse(n, one):
    """artanh(1/n) in units of `one`."""
    term = one // n
    total = term
    square = n * n
    k = 3
    while term:
        term //= square
        total += term // k
        k += 2
    return total


def _ln_fixed(m, p):
    """ln(m / 10**p) for a positive integer, as an integer of `p` places."""
    one = 10 ** p
    # A float's worth first, then Newton's iteration on exp by artanh of the quotient.
    roots = int(p ** 0.5) // 2 + 4
    extra = 10 ** (roots // 3 + 6)
    x = m * extra
    unit = one * extra
    for _ in range(roots):
        x = _math.isqrt(x * unit)
    z = (x - unit) * unit // (x + unit)
    square = z * z // unit
    total = term = z
    k = 3
    while term and term != -1:
        term = term * square // unit
        total += term // k
        k += 2
    return (2 * total << roots) // extra


def _parse(text):
    """Sign, coefficient, exponent and kind of a text; None when it is no number."""
    text = text.strip().replace("_", "")
    sign = 0
    if text[:1] in ("+", "-"):
        sign = 1 if text[0] == "-" else 0
        text = text[1:]
    lower = text.lower()
    if lower in ("inf", "infinity"):
        return sign, 0, 0, "F"
    for prefix, kind in (("nan", "n"), ("snan", "N")):
        if lower.startswith(prefix):
            payload = text[len(prefix):]
            if payload and not payload.isdecimal():
                return None
            return sign, _text_integer(payload) if payload else 0, 0, kind
    mantissa, exponent = text, 0
    at = lower.find("e")
    if at >= 0:
        mantissa, tail = text[:at], text[at + 1:]
        digits = tail[1:] if tail[:1] in ("+", "-") else tail
        if not digits.isdecimal():
            return None
        exponent = int(tail)
    whole, _, fraction = mantissa.partition(".")
    digits = whole + fraction
    if not digits.isdecimal():
        return None
    return sign, _text_integer(digits), exponent - len(fraction), ""


def _from_float(f):
    if f != f:
        return 0, 0, 0, "n"
    if f in (_math.inf, -_math.inf):
        return (1 if f < 0 else 0), 0, 0, "F"
    sign = 1 if _math.copysign(1.0, f) < 0 else 0
    n, d = abs(f).as_integer_ratio()
    k = d.bit_length() - 1
    return sign, n * 5 ** k, -k, ""


def _from_tuple(value):
    if len(value) != 3:
        raise ValueError("argument must be a sequence of length 3")
    sign, digits, exponent = value
    if sign not in (0, 1):
        raise ValueError("sign must be an integer with the value 0 or 1")
    if exponent == "F":
        return sign, 0, 0, "F"
    coefficient = 0
    for digit in digits:
        if not isinstance(digit, int) or not 0 <= digit <= 9:
            raise ValueError("coefficient must be a tuple of digits")
        coefficient = coefficient * 10 + digit
    if exponent in ("n", "N"):
        return sign, coefficient, 0, exponent
    if not isinstance(exponent, int):
        raise ValueError("string argument in the third position must be 'F', 'n' or 'N'" if isinstance(exponent, str)
                         else "exponent must be an integer")
    return sign, coefficient, exponent, ""


# ---- operators ----------------------------------------------------------------------------------------------------


def _install(name, operation):
    def forward(self, other, context=None):
        if type(other) is not Decimal:
            other = _convert(other)
            if other is NotImplemented:
                return other
        return operation(self, other, context or _current or getcontext())

    def reflected(self, other, context=None):
        other = _convert(other)
        if other is NotImplemented:
            return other
        return operation(other, self, context or getcontext())

    for prefix, function in (("__", forward), ("__r", reflected)):
        function.__name__ = prefix + name + "__"
        function.__qualname__ = "Decimal." + function.__name__
        setattr(Decimal, function.__name__, function)


for _name, _operation in (("add", Decimal._add), ("sub", Decimal._sub), ("mul", Decimal._mul), ("truediv", Decimal._div),
                          ("floordiv", Decimal._floordiv), ("mod", Decimal._mod), ("divmod", Decimal._divmod)):
    _install(_name, _operation)


def _power(self, other, modulo=None, context=None):
    other = _convert(other)
    if other is NotImplemented:
        return other
    if modulo is not None:
        modulo = _convert(modulo)
        if modulo is NotImplemented:
            return modulo
    return self._pow(other, modulo, context or getcontext())


def _reflected_power(self, other, context=None):
    other = _convert(other)
    if other is NotImplemented:
        return other
    return other._pow(self, None, context or getcontext())


Decimal.__pow__ = _power
Decimal.__rpow__ = _reflected_power
del _name, _operation


# ---- formatting ---------------------------------------------------------------------------------------------------


def _format_fields(specifier):
    """Parts of a format specifier; raises ValueError."""
    text = specifier
    fill, align = " ", None
    if len(text) > 1 and text[1] in "<>=^":
        fill, align, text = text[0], text[1], text[2:]
    elif text[:1] in tuple("<>=^"):
        align, text = text[0], text[1:]
    sign = "-"
    if text[:1] in ("+", "-", " "):
        sign, text = text[0], text[1:]
    no_negative_zero = text[:1] == "z"
    if no_negative_zero:
        text = text[1:]
    zero = text[:1] == "0"
    if zero:
        if align is None:
            fill, align = "0", "="
        text = text[1:]
    digits = ""
    while text[:1].isdecimal():
        digits, text = digits + text[0], text[1:]
    comma = text[:1] in (",", "_")
    separator = text[0] if comma else ""
    if comma:
        text = text[1:]
    precision = None
    if text[:1] == ".":
        number = ""
        text = text[1:]
        while text[:1].isdecimal():
            number, text = number + text[0], text[1:]
        if not number:
            raise ValueError("invalid format string")
        precision = int(number)
    if len(text) > 1 or (text and text not in "eEfFgGn%") or separator == "_":
        raise ValueError("invalid format string")
    return fill, align or ">", sign, no_negative_zero, int(digits or 0), separator, precision, text


def _format(self, specifier, context):
    fill, align, sign_mode, no_negative_zero, width, separator, precision, kind = _format_fields(specifier)
    if self._special:
        text = str(self.copy_abs())
        if fill == "0":
            fill, align = " ", ">" if align == "=" else align
        return _aligned(_sign_text(self._sign, sign_mode), text + ("%" if kind == "%" else ""), fill, align, width)
    value = self
    if kind == "%":
        value = _make(value._sign, value._coef, value._exp + 2)
    rounding = context.rounding
    if not kind:
        kind = "g"
        letter = "E" if context.capitals else "e"
    elif kind == "n":
        kind = "g"
        letter = "e"
    else:
        letter = "E" if kind in "EG" else "e"
    if precision is not None:
        if kind in "eE":
            value = _round_digits(value, precision + 1, rounding)
        elif kind in "fF%":
            value = value._rescale(-precision, rounding)
        elif value._digits() > max(precision, 1):
            value = _round_digits(value, max(precision, 1), rounding)
    if not value._coef and value._exp > 0 and kind in "fF%":
        value = value._rescale(0, rounding)
    sign = value._sign
    if no_negative_zero and not value._coef:
        sign = 0
    digits = _digits_text(value._coef)
    left = value._exp + len(digits)
    if kind in "eE":
        place = 1 - precision if not value._coef and precision is not None else 1
    elif kind in "fF%":
        place = left
    elif value._exp <= 0 and left > -6:
        place = left
    else:
        place = 1
    if place < 0:
        whole, fraction = "0", "0" * -place + digits
    elif place > len(digits):
        whole, fraction = digits + "0" * (place - len(digits)), ""
    else:
        whole, fraction = digits[:place] or "0", digits[place:]
    exponent = left - place
    tail = "." + fraction if fraction else ""
    if exponent != 0 or kind in "eE":
        tail += "%s%+d" % (letter, exponent)
    if kind == "%":
        tail += "%"
    sign = _sign_text(sign, sign_mode)
    if separator:
        least = width - len(tail) - len(sign) if fill == "0" and align == "=" else 0
        whole = _grouped(whole, separator, least)
    return _aligned(sign, whole + tail, fill, align, width)


def _round_digits(value, digits, rounding):
    if digits <= 0 or not value._coef:
        return value
    result = value._rescale(value.adjusted() + 1 - digits, rounding)
    if result.adjusted() != value.adjusted():
        result = result._rescale(result.adjusted() + 1 - digits, rounding)
    return result


def _grouped(whole, separator, least):
    groups = []
    while len(whole) > 3:
        groups.append(whole[-3:])
        whole = whole[:-3]
    groups.append(whole)
    text = separator.join(reversed(groups))
    while len(text) < least:
        head = text.partition(separator)[0]
        text = ("0" + separator if len(head) == 3 else "0") + text
    return text


def _sign_text(sign, mode):
    if sign:
        return "-"
    return mode if mode in "+ " else ""


def _aligned(sign, text, fill, align, width):
    padding = fill * (width - len(sign) - len(text))
    if align == "<":
        return sign + text + padding
    if align == ">":
        return padding + sign + text
    if align == "=":
        return sign + padding + text
    half = len(padding) // 2
    return padding[:half] + sign + text + padding[half:]


import numbers as _numbers
_numbers.Number.register(Decimal)
