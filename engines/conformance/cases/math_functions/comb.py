# math.comb: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.comb(5, 2))
show(lambda: math.comb(5, 9))
show(lambda: math.comb(-1, 2))
show(lambda: math.comb(5, -2))
show(lambda: math.comb(5.0, 2))
show(lambda: math.comb(50, 25))
show(lambda: math.comb(0, 0))
show(lambda: math.comb(5))
show(lambda: math.comb(10 ** 20, 2))
