def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
import statistics as S, cmath, textwrap, pprint, datetime as dt, os.path, base64, binascii, hashlib, zlib, reprlib, keyword, numbers
from datetime import *
from fractions import Fraction as F
from decimal import Decimal as D
t(lambda:reprlib.repr(list(range(100)))); t(lambda:reprlib.repr('x'*100)); t(lambda:reprlib.repr({i:i for i in range(9)})); t(lambda:reprlib.repr(10**60)); t(lambda:keyword.iskeyword('if')); t(lambda:isinstance(1,numbers.Integral)); t(lambda:isinstance(1.5,numbers.Rational)); t(lambda:isinstance(F(1),numbers.Rational))
for p in ['','/','a','/a/b','a/b/','a//b/../c','./x','../y','/..','/a/./b','//x','a.tar.gz','.bashrc','a/.b.c','...x']:
    for f in 'basename dirname split splitext normpath isabs abspath'.split():
        if f!='abspath' or p[:1]=='/': print(f,p,end=' '); t(lambda:getattr(os.path,f)(p))
t(lambda:os.path.join('a','b','/c','d')); t(lambda:os.path.join('a','')); t(lambda:os.path.relpath('/a/b','/a/c')); t(lambda:os.path.commonpath(['/a/b','/a/c'])); t(lambda:os.path.commonprefix(['abc','abd'])); t(lambda:os.path.exists('/nonexistent')); t(lambda:os.path.isdir('/')); t(lambda:os.listdir('/nonexistent')); t(lambda:os.sep); t(lambda:os.path.join('a',1)); t(lambda:os.environ['NOPE_X']); t(lambda:os.getenv('NOPE_X','d')); t(lambda:os.stat('/nonexistent'))
