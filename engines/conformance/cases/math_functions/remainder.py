# math.remainder: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.remainder(7, 4))
show(lambda: math.remainder(5, 4))
show(lambda: math.remainder(6, 4))
show(lambda: math.remainder(-7, 4))
show(lambda: math.remainder(1, 0))
show(lambda: math.remainder(inf, 1))
show(lambda: math.remainder(1, inf))
show(lambda: math.remainder(nan, 1))
