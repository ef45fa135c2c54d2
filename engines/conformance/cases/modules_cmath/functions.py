def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
import statistics as S, cmath, textwrap, pprint, datetime as dt, os.path, base64, binascii, hashlib, zlib, reprlib, keyword, numbers
from datetime import *
from fractions import Fraction as F
from decimal import Decimal as D
for z in (0,1,-1,1j,-1j,1+1j,-2.5+0.5j,3-4j,complex(0,-0.0),1e300+1e300j,0.5,2.5,1e-320):
    for f in 'sqrt exp log log10 sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh phase polar isnan isinf isfinite'.split(): print(f,z,end=' '); t(lambda:getattr(cmath,f)(z))
t(lambda:cmath.rect(2,1)); t(lambda:cmath.log(8,2)); t(lambda:cmath.isclose(1+1e-10j,1)); t(lambda:cmath.pi)
