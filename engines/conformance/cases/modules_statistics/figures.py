def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
import statistics as S, cmath, textwrap, pprint, datetime as dt, os.path, base64, binascii, hashlib, zlib, reprlib, keyword, numbers
from datetime import *
from fractions import Fraction as F
from decimal import Decimal as D
for f in (S.mean,S.median,S.mode,S.stdev,S.pstdev,S.variance,S.pvariance,S.median_low,S.median_high,S.median_grouped,S.fmean,S.harmonic_mean,S.geometric_mean,S.multimode,S.quantiles):
    for d in ([1,2,3,4],[1.5,2.5,2.75],[1],[],[F(1,2),F(1,3)],[D('1.5'),D('2')],[1,1,2,2],['a','b'],[3,-1,2]):
        print(f.__name__,d,end=' '); t(lambda:f(d))
n=S.NormalDist(100,15); t(lambda:(n,n.pdf(110),n.cdf(110),n.inv_cdf(.9),n.quantiles(),n.zscore(90),n+5,n*2,n.overlap(S.NormalDist(90,10)),n.samples(2,seed=1)))
t(lambda:S.linear_regression([1,2,3],[2,4,7])); t(lambda:S.correlation([1,2,3],[2,4,7])); t(lambda:S.covariance([1,2,3],[2,4,7]))
