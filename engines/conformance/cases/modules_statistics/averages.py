# means, medians and spreads
import statistics as s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.mean([1, 2, 3, 4]))
show(lambda: s.mean([1.5, 2]))
show(lambda: s.mean([]))
show(lambda: s.fmean([1, 2]))
show(lambda: s.median([3, 1, 2]))
show(lambda: s.median([1, 2, 3, 4]))
show(lambda: s.median_low([1, 2, 3, 4]))
show(lambda: s.median_high([1, 2, 3, 4]))
show(lambda: s.mode("aab"))
show(lambda: s.mode([]))
show(lambda: s.multimode("aabb"))
show(lambda: s.pstdev([1, 2, 3]))
show(lambda: s.stdev([1, 2, 3]))
show(lambda: s.variance([1, 2, 4]))
show(lambda: s.pvariance([1, 2, 4]))
show(lambda: s.stdev([1]))
show(lambda: s.quantiles([1, 2, 3, 4, 5]))
show(lambda: s.geometric_mean([1, 4]))
show(lambda: s.harmonic_mean([1, 2]))
show(lambda: s.median([]))
show(lambda: s.mean(["a"]))
show(lambda: s.correlation([1, 2, 3], [1, 2, 4]))
show(lambda: s.linear_regression([1, 2, 3], [2, 4, 6]))
show(lambda: s.mean([True, 2]))
show(lambda: s.NormalDist(0, 1).cdf(0))
