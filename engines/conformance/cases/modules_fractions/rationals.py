from fractions import Fraction as F
def attempt(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
print(F(1, 3), repr(F(6, -4)), F(3), F('3/7'), F('-2.5'), F('1e-3'), F(0.5), F(F(1, 2)), F(1, 3) + F(1, 6), F(1, 2) * 3, 1 - F(1, 4), F(1, 2) / F(3, 4), F(7, 2) // 1, F(7, 2) % 1, divmod(F(7, 2), 1), F(2, 3) ** 2, F(2, 3) ** -2, F(1, 4) ** 0.5, 2 ** F(2), F(1, 2) + 0.5, 0.5 * F(1, 2), F(1, 3) < F(1, 2), F(1, 2) == 0.5, F(2) == 2, hash(F(2)) == hash(2), hash(F(1, 2)) == hash(0.5), round(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), int(F(-7, 2)), float(F(1, 3)), abs(F(-1, 2)), -F(1, 2), sum([F(1, 2), F(1, 3)]), max(F(1, 2), F(2, 3)), F(22, 7).limit_denominator(5), F(3.14159).limit_denominator(100), F(1, 3).numerator, bool(F(0)))
attempt(lambda: F(1, 0)); attempt(lambda: F('x')); attempt(lambda: F(1) / 0); attempt(lambda: F(1, 2) < 'a'); attempt(lambda: F(1.5, 2)); attempt(lambda: F([])); attempt(lambda: F(1, 2) + 'a'); attempt(lambda: F(0) ** -1)
import math; print(math.floor(F(7, 2)), math.ceil(F(7, 2)), math.trunc(F(-7, 2)), F(1, 2) > 0.3, sorted([F(1, 2), F(1, 3), 0.4]), F('0.1') == F(1, 10), F(10**20, 3), F(1, 2).as_integer_ratio())
