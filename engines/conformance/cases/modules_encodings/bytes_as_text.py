def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
import statistics as S, cmath, textwrap, pprint, datetime as dt, os.path, base64, binascii, hashlib, zlib, reprlib, keyword, numbers
from datetime import *
from fractions import Fraction as F
from decimal import Decimal as D
for b in (b'',b'a',b'ab',b'abc',b'hello world\x00\xff',bytes(range(20)),b'\0'*9,b'    '*2):
    for f in 'b64encode b32encode b16encode a85encode b85encode urlsafe_b64encode encodebytes'.split():
        e=getattr(base64,f)(b); d=getattr(base64,f.replace('encode','decode'))(e); print(f,e,d==b)
    print(binascii.hexlify(b),zlib.crc32(b),zlib.adler32(b),hashlib.md5(b).hexdigest(),hashlib.sha256(b).hexdigest(),hashlib.sha1(b).hexdigest(),hashlib.new('sha512',b).hexdigest()[:20])
for f,a in (('b64decode',b'abc'),('b64decode',b'a'),('b64decode','é'),('b32decode',b'a'),('b32decode',b'a'*8),('b16decode',b'ab'),('b85decode',b'\x00'),('a85decode',b'\x80'),('b64decode',b'YW Jj')): t(lambda:getattr(base64,f)(a))
t(lambda:binascii.unhexlify('abc')); t(lambda:binascii.unhexlify('zz')); t(lambda:hashlib.md5('a')); t(lambda:hashlib.new('nope')); t(lambda:base64.a85encode(b'hello',adobe=True)); t(lambda:base64.a85encode(b'x'*30,wrapcol=10)); h=hashlib.sha256(); h.update(b'a'); h.update(b'b'); t(lambda:(h.hexdigest(),h.name,h.digest_size,h.block_size,h.copy().hexdigest()))
