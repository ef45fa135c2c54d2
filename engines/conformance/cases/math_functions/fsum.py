# math.fsum: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.fsum([0.1] * 10))
show(lambda: math.fsum([]))
show(lambda: math.fsum([1e308, 1e308]))
show(lambda: math.fsum([inf, -inf]))
show(lambda: math.fsum([nan]))
show(lambda: math.fsum(["a"]))
show(lambda: math.fsum(5))
show(lambda: math.fsum([1e16, 1, -1e16]))
show(lambda: math.fsum([2 ** 60, 0.5]))
show(lambda: math.fsum([inf, 1]))
