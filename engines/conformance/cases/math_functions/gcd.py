# math.gcd: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.gcd(12, 18))
show(lambda: math.gcd())
show(lambda: math.gcd(0, 0))
show(lambda: math.gcd(-4, 6))
show(lambda: math.gcd(4.0, 2))
show(lambda: math.gcd(2 ** 70, 2 ** 65 * 3))
show(lambda: math.gcd(12, 18, 27))
show(lambda: math.gcd(5))
show(lambda: math.gcd("a"))
