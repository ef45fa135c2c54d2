import struct
def t(f,*a):
    try: print(f,a,struct.pack(f,*a))
    except Exception as e: print(f,a,type(e).__module__,type(e).__name__,e)
for f,v in [('b',200),('B',-1),('<h',40000),('h',40000),('H',-1),('<H',-1),('i',2**31),('<i',2**31),('I',-1),('<I',-1),('<I',2**32),('I',2**32),('l',2**63),('<l',2**31),('q',2**63),('Q',-1),('<q',2**63),('<Q',-1),('<Q',2**64),('Q',2**64),('L',2**64),('<L',2**32),('i',1.5),('i','a'),('<i','a'),('f','a'),('d','a'),('s','a'),('c',b'ab'),('c',1),('?',[]),('e',1e10),('f',1e40),('<f',1e40),('i',2**100),('<i',2**100),('P',-1),('n',2**63),('N',-1),('p','a'),('b',2**100),('<b',2**100),('<h',-40000),('Z',1),('3',1),('<P',1),('i',()),('ii',(1,)),('i',(1,2)),('e',1.5),('e',-0.1),('e',65504.0),('e',6e-8),('<e',float('inf')),('d',3.14),('>f',0.1),('!I',7),('=q',-3),('4s',b'abcdefg'),('4s',b'a'),('3x',()),('2h2x',(1,2)),('bi',(1,2)),('bq',(1,2)),('<bq',(1,2)),('?',5),('c',b'x'),('10p',b'abc'),('i',True),(b'i',5),(5,1)]:
    t(f,*(v if isinstance(v,tuple) else (v,)))
def u(g,*a):
    try: print(g(*a))
    except Exception as e: print(a,type(e).__name__,e)
for f,b in [('i',b'ab'),('i','abc'),('<4s',b'abc'),('3',b''),('',b'a'),('n',b''),('<hHbB?',bytes(range(7))),('>d',bytes(range(8))),('e',b'\x00\x3c'),('5p',b'\x03abcd'),('3c',b'abc'),('0s',b''),('2x',b'ab'),('<Q',b'\xff'*8),('<q',b'\xff'*8),('bxb',b'abc'),(' < i',b'abcd'),('< i',b'abcd')]: u(struct.unpack,f,b)
for a in [('i',b'abcd',1),('i',b'abcd',-2),('i',b'abcd',-9),('h',b'abcd',-2),('h',b'abcd',2)]: u(struct.unpack_from,*a)
for a in [('i',bytearray(4),1,5),('i',bytearray(4),-2,5),('i',bytearray(4),-9,5),('i',b'abcd',0,5)]: u(struct.pack_into,*a)
b=bytearray(6); struct.pack_into('<h',b,2,-2); print(b)
for a in [('i',b'abcde'),('',b'abc'),('h',b'abcd')]: u(lambda *a: list(struct.iter_unpack(*a)),*a)
print(struct.calcsize('bi'),struct.calcsize('=bi'),struct.calcsize('bil0q'),struct.calcsize('b0i'),struct.pack('5p',b'abcdefgh'),struct.pack('0s',b'a'),struct.Struct('<ii').format,struct.Struct(b'i').format)
s=struct.Struct('<ih'); print(s.size,s.pack(1,2),s.unpack(s.pack(3,4)),s.unpack_from(b'xx'+s.pack(5,6),2),list(s.iter_unpack(s.pack(1,2)*2)))
