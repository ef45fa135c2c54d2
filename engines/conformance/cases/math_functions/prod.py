# math.prod: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.prod([1, 2, 3]))
show(lambda: math.prod([]))
show(lambda: math.prod([], start=5))
show(lambda: math.prod([2, 0.5]))
show(lambda: math.prod(["a", 2]))
show(lambda: math.prod(5))
show(lambda: math.prod([2 ** 40, 2 ** 40]))
show(lambda: math.prod([1], 2))
