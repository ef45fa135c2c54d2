# math.lcm: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.lcm(4, 6))
show(lambda: math.lcm())
show(lambda: math.lcm(0, 5))
show(lambda: math.lcm(-4, 6))
show(lambda: math.lcm(4.0))
show(lambda: math.lcm(3, 5, 7))
show(lambda: math.lcm(2 ** 40, 3 ** 30))
