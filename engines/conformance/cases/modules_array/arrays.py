import array
from array import array as A
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
t(lambda:A('i',[1,2,3]))
for c,v in [('i',1.5),('b',200),('B',-1),('B',256),('h',2**20),('H',-2),('H',2**16),('i',2**40),('I',-1),('I',2**40),('l',2**64),('L',-1),('L',2**64),('q',2**64),('Q',-1),('Q',2**64),('d','a')]:
    t(lambda:A(c,[v]))
t(lambda:A('f',[1.1,2])); t(lambda:A('u','héo')); t(lambda:A('u',['a','bc'])); t(lambda:A('x')); t(lambda:A('i','abc')); t(lambda:A('i',b'abcd')); t(lambda:A('i',b'abc')); t(lambda:A(1)); t(lambda:A('i',5)); t(lambda:A())
a=A('i',range(5))
t(lambda:a[10]); t(lambda:a['x']); t(lambda:a.pop(9)); t(lambda:A('i').pop()); t(lambda:a.index(77)); t(lambda:a.remove(77)); t(lambda:a+[1]); t(lambda:a.append('x')); t(lambda:a+A('b',[1])); t(lambda:a.extend(A('b',[1])));t(lambda:a.extend([1,'x'])); t(lambda:a)
def s1(): a[1:3]=[1,2]
def s2(): a[1:3]=A('b')
def s3(): a[10]=1
def s4(): a[::2]=A('i',[1])
def s5(): del a[10]
def s6(): a[1:3]=A('i',[7,8,9]); del a[::2]; return a
def s7(): a[0]=-5; return a[::-1], a[1:], a[-1]
for s in (s1,s2,s3,s4,s5,s6,s7): t(s)
a=A('i',[0,1,2,3,4,1])
t(lambda:a.fromlist((1,))); t(lambda:a.fromlist([1,'x'])); t(lambda:a.frombytes(b'abc')); t(lambda:a.frombytes('abc')); t(lambda:a==[0]); t(lambda:a<A('i',[9])); t(lambda:a==A('d',[0.0,1,2,3,4,1])); t(lambda:a*2); t(lambda:2*a); t(lambda:a.buffer_info()[1]); t(lambda:a.itemsize); t(lambda:a.typecode); t(lambda:array.typecodes); t(lambda:array.ArrayType); t(lambda:A('u','ab').tounicode()); t(lambda:a.tounicode()); t(lambda:A('u').fromunicode('x')); t(lambda:a.count(1)); t(lambda:a.insert(-100,7)); t(lambda:a); t(lambda:a.byteswap()); t(lambda:a); t(lambda:A('b',b'x'.__iter__())); t(lambda:A('i',A('d',[1.0]))); t(lambda:A('d',A('i',[1]))); t(lambda: a.tobytes()); t(lambda: A('d',[float('nan')])); t(lambda: A('i',[True])); t(lambda:bytes(A('B',[1,2]))); t(lambda:A('i',{1:2})); t(lambda:type(a)); t(lambda:A('ii')); t(lambda:A('i',None)); t(lambda:a.__contains__(3)); t(lambda:A('i',[1,2])>A('i',[1])); t(lambda:A('i',[1])<[2]); t(lambda: A('i',x=3)); t(lambda:A('i',[1],2)); t(lambda:a.index(1,2)); t(lambda:sum(A('d',[1.5,2]))); t(lambda:list(A('B',b'ab'))); t(lambda:max(A('i',[3,9,2])))
import copy
b=copy.copy(a); b.reverse(); t(lambda:b); c=copy.deepcopy(b); c+=A('i',[1]); t(lambda:(b==c,len(c))); t(lambda:hash(a))
class M(A):
    def total(self): return sum(self)
m=M('d',[1,2]); t(lambda:(m.total(),m[0],len(m),m)); m.append(4); t(lambda: m.tolist())
for i,x in enumerate(A('h',[5,6])): print(i,x)
