# math.pow: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.pow(2, 0.5))
show(lambda: math.pow(0, 0))
show(lambda: math.pow(0, -1))
show(lambda: math.pow(-8, 1 / 3))
show(lambda: math.pow(inf, 0))
show(lambda: math.pow(nan, 0))
show(lambda: math.pow(1, nan))
show(lambda: math.pow(10, 400))
show(lambda: math.pow(-2, 3))
show(lambda: math.pow("a", 1))
