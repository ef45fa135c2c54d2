import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.sqrt(0), math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.trunc(-2.7), math.fabs(-3), math.floor(5), math.ceil(1e20))
print(math.gcd(12, 18), math.gcd(), math.gcd(-4, 6), math.gcd(2 ** 80, 2 ** 70 * 3), math.lcm(4, 6), math.lcm(), math.factorial(20), math.factorial(25), math.isqrt(99), math.isqrt(10 ** 40), math.comb(10, 3), math.perm(5, 2), math.perm(4))
print(math.fmod(-7, 3), math.fmod(7.5, -2), math.modf(3.25), math.modf(-3.25), math.frexp(10.0), math.ldexp(0.5, 4), math.copysign(3, -0.0), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist([0, 0], [3, 4]))
print(math.pow(2, 10), math.pow(2, 0.5), math.exp(0), math.exp(1), math.log(1), math.log(8, 2), math.log2(8), math.log10(1000), math.log(10 ** 400), math.log1p(0), math.expm1(0))
print(math.sin(0), math.cos(0), math.tan(0), math.atan2(1, 1), math.asin(1), math.acos(1), math.atan(1), math.sinh(0), math.cosh(0), math.degrees(math.pi), math.radians(180))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-9, abs_tol=1e-8))
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1, 2, 3, 4]), math.prod([]), math.prod([2.5, 2], start=2), math.ulp(1.0), math.nextafter(1.0, 2.0), math.remainder(7, 4))
print(type(math.floor(2.5)), type(math.pow(2, 2)), math.sqrt(True), math.sqrt(10 ** 20), math.__name__)
