# & where representations of numbers end
borders = [0, 1, -1, 7, 2 ** 31 - 1, 2 ** 31, -2 ** 31 - 1, 2 ** 47 - 1, 2 ** 47, -2 ** 47, -2 ** 47 - 1, 2 ** 48, 2 ** 53 + 1, 2 ** 62, 2 ** 63 - 1, 2 ** 63, -2 ** 63, -2 ** 63 - 1, 2 ** 64, 2 ** 100 + 1]
floats = [0.0, -0.0, 0.5, -1.5, 2.0 ** 53, 1e308, float('inf')]
def each(a, others):
    out = []
    for b in others:
        try: out.append(a & b)
        except Exception as e: out.append(type(e).__name__ + ' ' + str(e))
    return out
def hot(values):
    out = []
    for _ in range(60):
        for i, a in enumerate(values):
            try: r = a & values[-1 - i]
            except Exception as e: r = type(e).__name__
            if _ == 59: out.append(r)
    return out

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: each(0, borders))
show(lambda: each(7, borders))
show(lambda: each(-1, borders))
show(lambda: each(2 ** 31 - 1, borders))
show(lambda: each(-2 ** 47, borders))
show(lambda: each(2 ** 47, borders))
show(lambda: each(2 ** 53 + 1, borders))
show(lambda: each(2 ** 63 - 1, borders))
show(lambda: each(-2 ** 63, borders))
show(lambda: each(2 ** 100 + 1, borders))
show(lambda: each(True, borders))
show(lambda: each(3, floats))
show(lambda: each(-2 ** 63, floats))
show(lambda: each(2 ** 53 + 1, floats))
show(lambda: each(1.5, floats))
show(lambda: each(-0.0, floats))
show(lambda: hot(borders))
show(lambda: hot(floats))
show(lambda: hot(borders + floats))
