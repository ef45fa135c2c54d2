import enum
from enum import *
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
class C(Enum):
    RED=1
    GREEN=2
    CRIMSON=1
t(lambda:(C.RED,str(C.RED),C.RED.name,C.RED.value,C(1),C['GREEN'],list(C),len(C),C.RED is C.CRIMSON,C.__members__,C.RED in C,isinstance(C.RED,C),C.RED==1))
t(lambda:C(9)); t(lambda:C['X']); t(lambda:C.X); t(lambda:C.RED<C.GREEN); t(lambda:setattr(C,'RED',5)); t(lambda:f'{C.RED} {C.RED!r:>20}')
class I(IntEnum): A=1; B=2
t(lambda:(I.A,str(I.A),I.A+1,I.A<I.B,I.A==1,sorted(I),I(2),f'{I.A}',int(I.B),max(I)))
class F(Flag): R=auto(); W=auto(); X=auto(); RW=R|W
t(lambda:(F.R,F.R|F.X,F.RW,F.R&F.W,~F.R,F.R in F.RW,bool(F.R&F.X),F(0),F(5),list(F.RW),F.R.value,(F.R|F.W).name,F(8) if False else None))
class IF(IntFlag): A=1; B=2
t(lambda:(IF.A|IF.B,IF.A|4,IF(3),IF(0),~IF.A,str(IF.A|IF.B)))
class S(StrEnum): FOO=auto(); BAR='b'
t(lambda:(S.FOO,str(S.FOO),S.BAR+'x',S('b'),f'{S.FOO}'))
class P(Enum):
    M=(1,2); V=(3,4)
    def __init__(self,a,b): self.a=a; self.b=b
    @property
    def s(self): return self.a+self.b
    @classmethod
    def first(cls): return next(iter(cls))
    def __str__(self): return 'P:'+self.name
t(lambda:(P.M.a,P.V.s,P.first(),str(P.M),P((1,2)),repr(P.V)))
A=Enum('A','x y z'); t(lambda:(list(A),A.y.value)); B=Enum('B',{'p':5,'q':6}); t(lambda:list(B)); t(lambda:Enum('D',['m','n'],start=5).n.value)
def dup():
    @unique
    class U(Enum): a=1; b=1
t(dup)
def sub():
    class Z(C): pass
t(sub)
class W(Enum):
    @staticmethod
    def _generate_next_value_(name,start,count,last): return name.lower()
    ONE=auto(); TWO=auto()
t(lambda:[w.value for w in W])
class Miss(Enum):
    A='a'
    @classmethod
    def _missing_(cls,v): return cls.A
t(lambda:Miss('zzz'))
t(lambda:{C.RED:1}[C.RED]); t(lambda:C.RED.__class__); t(lambda:type(C)); t(lambda:dir(C)[-3:]); t(lambda:C.__name__); t(lambda:[c.name for c in reversed(C)])
import copy; t(lambda:copy.deepcopy(C.RED) is C.RED)
class N(Enum): A=None; B=(1,); C_=lambda self:1
t(lambda:list(N)); t(lambda:issubclass(C,Enum)); t(lambda:bool(C.RED)); t(lambda: F.R|1); t(lambda: C.RED.GREEN if False else 0)
