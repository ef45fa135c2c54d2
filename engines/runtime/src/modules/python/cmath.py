"""Functions of complex numbers, with branch cuts and signed zeros as in C99's annex G where it matters."""

import math as _math

pi, e, tau = _math.pi, _math.e, _math.tau
inf, nan = _math.inf, _math.nan
infj, nanj = complex(0.0, _math.inf), complex(0.0, _math.nan)

_LOG_LARGE = _math.log(1.7976931348623157e308 / 4)
_LARGE = 1.7976931348623157e308 / 4
_copysign, _isinf, _isnan, _isfinite = _math.copysign, _math.isinf, _math.isnan, _math.isfinite


def phase(z, /):
    z = complex(z)
    return _math.atan2(z.imag, z.real)


def polar(z, /):
    z = complex(z)
    if not _isfinite(z.real) or not _isfinite(z.imag):
        return _math.hypot(z.real, z.imag), phase(z)
    return abs(z), phase(z)


def rect(r, phi, /):
    r, phi = float(r), float(phi)
    if not _isfinite(r) or not _isfinite(phi):
        if _isinf(r) and _isfinite(phi) and phi != 0:
            if r > 0:
                return complex(_copysign(inf, _math.cos(phi)), _copysign(inf, _math.sin(phi)))
            return complex(-_copysign(inf, _math.cos(phi)), -_copysign(inf, _math.sin(phi)))
        if r != 0.0 and not _isnan(r) and _isinf(phi):
            raise ValueError("math domain error")
        if phi == 0.0:
            return complex(r, r * phi if not _isinf(r) else phi)
        return complex(nan, nan) if r else complex(0.0, 0.0)
    if phi == 0.0:
        return complex(r, r * phi)
    return complex(r * _math.cos(phi), r * _math.sin(phi))


def isfinite(z, /):
    z = complex(z)
    return _isfinite(z.real) and _isfinite(z.imag)


def isinf(z, /):
    z = complex(z)
    return _isinf(z.real) or _isinf(z.imag)


def isnan(z, /):
    z = complex(z)
    return _isnan(z.real) or _isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError("tolerances must be non-negative")
    a, b = complex(a), complex(b)
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    difference = abs(a - b)
    return difference <= rel_tol * abs(b) or difference <= rel_tol * abs(a) or difference <= abs_tol


def sqrt(z, /):
    z = complex(z)
    x, y = z.real, z.imag
    if not isfinite(z):
        if _isinf(y):
            return complex(inf, y)
        if _isnan(x):
            return complex(nan, nan)
        if _isinf(x):
            if x > 0:
                return complex(x, nan if _isnan(y) else _copysign(0.0, y))
            return complex(nan, _copysign(inf, y)) if _isnan(y) else complex(0.0, _copysign(inf, y))
        return complex(nan, nan)
    if x == 0.0 and y == 0.0:
        return complex(0.0, y)
    ax, ay = abs(x), abs(y)
    if ax < 2.2250738585072014e-308 and ay < 2.2250738585072014e-308 and (ax > 0.0 or ay > 0.0):
        # Scaled up by 2**54, and by two more for the halving under the root.
        ax = _math.ldexp(ax, 54)
        s = _math.ldexp(_math.sqrt((ax + _math.hypot(ax, _math.ldexp(ay, 54))) / 2.0), -27)
    else:
        ax /= 8.0
        s = 2.0 * _math.sqrt(ax + _math.hypot(ax, ay / 8.0))
    d = ay / (2.0 * s)
    if x >= 0.0:
        return complex(s, _copysign(d, y))
    return complex(d, _copysign(s, y))


def exp(z, /):
    z = complex(z)
    x, y = z.real, z.imag
    if not isfinite(z):
        if _isinf(x) and _isfinite(y) and y != 0.0:
            if x > 0:
                return complex(_copysign(inf, _math.cos(y)), _copysign(inf, _math.sin(y)))
            return complex(_copysign(0.0, _math.cos(y)), _copysign(0.0, _math.sin(y)))
        if _isinf(y) and (_isfinite(x) or x > 0):
            raise ValueError("math domain error")
        if _isinf(x):
            if x > 0:
                return complex(x, y)
            return complex(0.0, 0.0 if _isnan(y) or _isinf(y) else y)
        return complex(nan, y if y == 0.0 else nan)
    if x > _LOG_LARGE:
        scale = _math.exp(x - 1.0)
        real, imag = scale * _math.cos(y) * e, scale * _math.sin(y) * e
    else:
        scale = _math.exp(x)
        real, imag = scale * _math.cos(y), scale * _math.sin(y)
    if _isinf(real) or _isinf(imag):
        raise OverflowError("math range error")
    return complex(real, imag)


def _log(z):
    x, y = z.real, z.imag
    if not isfinite(z):
        if _isinf(x) or _isinf(y):
            return complex(inf, _math.atan2(y, x))
        return complex(nan, nan)
    ax, ay = abs(x), abs(y)
    if ax > _LARGE or ay > _LARGE:
        real = _math.log(_math.hypot(ax / 2.0, ay / 2.0)) + 0.6931471805599453
    elif ax < 2.2250738585072014e-308 and ay < 2.2250738585072014e-308:
        if ax > 0.0 or ay > 0.0:
            real = _math.log(_math.hypot(_math.ldexp(ax, 53), _math.ldexp(ay, 53))) - 53 * 0.6931471805599453
        else:
            raise ValueError("math domain error")
    else:
        h = _math.hypot(ax, ay)
        if 0.71 <= h <= 1.73:
            if ax < ay:
                ax, ay = ay, ax
            real = _math.log1p((ax - 1) * (ax + 1) + ay * ay) / 2.0
        else:
            real = _math.log(h)
    return complex(real, _math.atan2(y, x))


def log(z, base=None, /):
    result = _log(complex(z))
    if base is not None:
        result = result / _log(complex(base))
    return result


def log10(z, /):
    result = _log(complex(z))
    return complex(result.real / 2.302585092994046, result.imag / 2.302585092994046)


def sinh(z, /):
    z = complex(z)
    x, y = z.real, z.imag
    if not isfinite(z):
        return _special_hyperbolic(x, y, True)
    if abs(x) > _LOG_LARGE:
        shifted = x - _copysign(1.0, x)
        real, imag = _math.cos(y) * _math.sinh(shifted) * e, _math.sin(y) * _math.cosh(shifted) * e
    else:
        real, imag = _math.cos(y) * _math.sinh(x), _math.sin(y) * _math.cosh(x)
    if _isinf(real) or _isinf(imag):
        raise OverflowError("math range error")
    return complex(real, imag)


def cosh(z, /):
    z = complex(z)
    x, y = z.real, z.imag
    if not isfinite(z):
        return _special_hyperbolic(x, y, False)
    if abs(x) > _LOG_LARGE:
        shifted = x - _copysign(1.0, x)
        real, imag = _math.cos(y) * _math.cosh(shifted) * e, _math.sin(y) * _math.sinh(shifted) * e
    else:
        real, imag = _math.cos(y) * _math.cosh(x), _math.sin(y) * _math.sinh(x)
    if _isinf(real) or _isinf(imag):
        raise OverflowError("math range error")
    return complex(real, imag)


def _special_hyperbolic(x, y, sine):
    if _isinf(y) and not _isnan(x):
        raise ValueError("math domain error")
    if _isinf(x):
        if _isnan(y):
            return complex(x if sine else inf, nan)
        if y == 0.0:
            return complex(x, y) if sine else complex(inf, y * _copysign(1.0, x))
        c, s = _math.cos(y), _math.sin(y)
        if sine:
            return complex(_copysign(inf, x) * _copysign(1.0, c), _copysign(inf, s))
        return complex(_copysign(inf, c), _copysign(inf, s) * _copysign(1.0, x))
    if _isnan(x) and y == 0.0:
        return complex(nan, y)
    if x == 0.0:
        return complex(x, nan) if sine else complex(nan, 0.0)
    return complex(nan, nan)


def tanh(z, /):
    z = complex(z)
    x, y = z.real, z.imag
    if not isfinite(z):
        if _isinf(y) and _isfinite(x):
            raise ValueError("math domain error")
        if _isinf(x):
            sign = 2.0 * _math.sin(y) * _math.cos(y) if _isfinite(y) else 0.0
            return complex(_copysign(1.0, x), _copysign(0.0, sign))
        return complex(nan, y if y == 0.0 else nan)
    if abs(x) > _LOG_LARGE:
        return complex(_copysign(1.0, x), 4.0 * _math.sin(y) * _math.cos(y) * _math.exp(-2.0 * abs(x)))
    tx, ty = _math.tanh(x), _math.tan(y)
    cx = 1.0 / _math.cosh(x)
    txty = tx * ty
    denominator = 1.0 + txty * txty
    return complex(tx * (1.0 + ty * ty) / denominator, ty / denominator * cx * cx)


def sin(z, /):
    z = complex(z)
    r = sinh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)


def cos(z, /):
    z = complex(z)
    return cosh(complex(-z.imag, z.real))


def tan(z, /):
    z = complex(z)
    r = tanh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)


def acos(z, /):
    z = complex(z)
    x, y = z.real, z.imag
    if abs(x) > _LARGE or abs(y) > _LARGE:
        real = _math.atan2(abs(y), x)
        if x < 0.0:
            imag = -_copysign(_math.log(_math.hypot(x / 2.0, y / 2.0)) + 2 * 0.6931471805599453, y)
        else:
            imag = _copysign(_math.log(_math.hypot(x / 2.0, y / 2.0)) + 2 * 0.6931471805599453, -y)
        return complex(real, imag)
    s1 = sqrt(complex(1.0 - x, -y))
    s2 = sqrt(complex(1.0 + x, y))
    return complex(2.0 * _math.atan2(s1.real, s2.real), _math.asinh(s2.real * s1.imag - s2.imag * s1.real))


def acosh(z, /):
    z = complex(z)
    x, y = z.real, z.imag
    if abs(x) > _LARGE or abs(y) > _LARGE:
        return complex(_math.log(_math.hypot(x / 2.0, y / 2.0)) + 2 * 0.6931471805599453, _math.atan2(y, x))
    s1 = sqrt(complex(x - 1.0, y))
    s2 = sqrt(complex(x + 1.0, y))
    return complex(_math.asinh(s1.real * s2.real + s1.imag * s2.imag), 2.0 * _math.atan2(s1.imag, s2.real))


def asinh(z, /):
    z = complex(z)
    x, y = z.real, z.imag
    if _isnan(x) or _isnan(y):
        if _isinf(x):
            return complex(x, nan)
        if _isinf(y):
            return complex(inf, nan)
        return complex(nan, y if y == 0.0 else nan)
    if abs(x) > _LARGE or abs(y) > _LARGE:
        real = _math.log(_math.hypot(x / 2.0, y / 2.0)) + 2 * 0.6931471805599453
        return complex(_copysign(real, x), _math.atan2(y, abs(x)))
    s1 = sqrt(complex(1.0 + y, -x))
    s2 = sqrt(complex(1.0 - y, x))
    return complex(_math.asinh(s1.real * s2.imag - s2.real * s1.imag), _math.atan2(y, s1.real * s2.real - s1.imag * s2.imag))


def asin(z, /):
    z = complex(z)
    r = asinh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)


def atanh(z, /):
    z = complex(z)
    x, y = z.real, z.imag
    if not isfinite(z):
        if _isinf(y):
            return complex(_copysign(0.0, x), _copysign(pi / 2.0, y))
        if _isinf(x):
            return complex(_copysign(0.0, x), nan if _isnan(y) else _copysign(pi / 2.0, y))
        return complex(x if x == 0.0 else nan, nan)
    if x < 0.0 or (x == 0.0 and _copysign(1.0, x) < 0.0):
        return -atanh(-z)
    ay = abs(y)
    if x > 1.3407807929942596e154 / 2 or ay > 1.3407807929942596e154 / 2:
        h = _math.hypot(x / 2.0, y / 2.0)
        return complex(x / 4.0 / h / h, -_copysign(pi / 2.0, -y))
    if x == 1.0 and ay < 1.4916681462400413e-154:
        if ay == 0.0:
            raise ValueError("math domain error")
        return complex(-_math.log(_math.sqrt(ay) / _math.sqrt(_math.hypot(ay, 2.0))),
                       _copysign(_math.atan2(2.0, -ay) / 2, y))
    return complex(_math.log1p(4.0 * x / ((1 - x) * (1 - x) + ay * ay)) / 4.0,
                   -_math.atan2(-2.0 * y, (1 - x) * (1 + x) - ay * ay) / 2.0)


def atan(z, /):
    z = complex(z)
    r = atanh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)
