import math


def attempt(function):
    try:
        print(function())
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        print(type(error).__name__, error)


attempt(lambda: math.sqrt(-1))
attempt(lambda: math.sqrt("4"))
attempt(lambda: math.sqrt(None))
attempt(lambda: math.sqrt())
attempt(lambda: math.log(0))
attempt(lambda: math.log(-1))
attempt(lambda: math.log2(0))
attempt(lambda: math.factorial(-1))
attempt(lambda: math.factorial(2.5))
attempt(lambda: math.isqrt(-1))
attempt(lambda: math.floor(math.inf))
attempt(lambda: math.floor(math.nan))
attempt(lambda: math.ceil("a"))
attempt(lambda: math.exp(1000))
attempt(lambda: math.pow(10, 400))
attempt(lambda: math.pow(-1, 0.5))
attempt(lambda: math.pow(0, -1))
attempt(lambda: math.acos(2))
attempt(lambda: math.sin(math.inf))
attempt(lambda: math.fmod(1, 0))
attempt(lambda: math.gcd(1.5, 2))
attempt(lambda: math.sqrt(10 ** 400))
attempt(lambda: math.comb(-1, 2))
attempt(lambda: math.comb(3, 5))
attempt(lambda: math.ldexp(1.0, 5000))
attempt(lambda: math.nope)
attempt(lambda: math.hypot("a"))
attempt(lambda: math.fsum(["a"]))
attempt(lambda: math.prod(["a", 2]))
