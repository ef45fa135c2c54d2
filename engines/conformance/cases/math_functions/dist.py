# math.dist: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.dist([1, 2], [4, 6]))
show(lambda: math.dist((1,), (1, 2)))
show(lambda: math.dist([], []))
show(lambda: math.dist([1], 5))
show(lambda: math.dist([inf], [1]))
show(lambda: math.dist(["a"], [1]))
show(lambda: math.dist([nan], [inf]))
