from decimal import *
import decimal
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
D=Decimal
vals=['0','-1','0.1','-0.0','1.10','1E+5','123456789.987654321','-7.5','3','Infinity','NaN','1E+999999','1.00000000000000000000000000001']
import operator as op
for a in vals:
    for b in vals:
        for n in ('add','sub','mul','truediv','floordiv','mod','eq','lt','pow'):
            try: r=repr(getattr(op,n)(D(a),D(b)))
            except BaseException as e: r=type(e).__name__+' '+str(e)
            print(a,n,b,r)
for a in vals:
    for n in ('sqrt','exp','ln','log10','normalize','to_integral_value','to_integral_exact','to_eng_string','adjusted','as_tuple','is_normal','number_class','next_plus','next_minus','logb','as_integer_ratio','__hash__' ,'__int__','__float__','__neg__','__abs__','__round__','__floor__','__ceil__'):
        if a=='NaN' and n=='__hash__': continue
        if abs(D(a).adjusted())>1000 and n in('__hash__','__int__','as_integer_ratio','__round__','__floor__','__ceil__','exp'): continue
        t(lambda:getattr(D(a),n)())
for s in ['','x','1.2.3','1e','--1',' 1 ','1_000','١٢','1e5','.5','5.','.','+Inf','snan123','nan5','1E+1000000000','0x10','1e+']:
    print(repr(s),end=' '); t(lambda:D(s))
for v in [5,-5,0.1,1.5,float('nan'),float('inf'),-0.0,(0,(1,2,3),-2),(1,(0,),'F'),(0,(1,),'n'),[0,[1],1],None,1j,(1,2),(2,(1,),0),10**30,True]: print(v,end=' '); t(lambda:D(v))
for f in ['','.2f','10.3f','<10','+','e','.3e','g','.3g','%','.1%',',','015,.2f','x>20','^20.1f','08.2f','=+12','.0f','E','G','z.1f','n','d','_','.f','#f']:
    for a in ['0','1234567.891','-0.004','1E+10','NaN','-Infinity','0.00001234','123E3']:
        print(f,a,end=' '); t(lambda:format(D(a),f))
t(getcontext)
for r in (ROUND_UP,ROUND_DOWN,ROUND_CEILING,ROUND_FLOOR,ROUND_HALF_UP,ROUND_HALF_DOWN,ROUND_HALF_EVEN,ROUND_05UP):
    print(r,[str(D(x).quantize(D('1'),rounding=r)) for x in ('1.1','1.5','2.5','-1.5','-2.5','5.1','0.5','-1.1','9.9')],[str(D(x).quantize(D('.01'),rounding=r)) for x in ('1.005','1.015','-1.015')])
with localcontext() as c:
    c.prec=5; t(lambda:D(1)/3); t(lambda:D('123456789')+0); t(lambda:+D('1.234567')); t(lambda:c); t(lambda:D(2).sqrt()); t(lambda:D(2)**D('0.5')); t(lambda:D(10)/3*3)
    c.rounding=ROUND_UP; t(lambda:D(1)/3); c.traps[Inexact]=True; t(lambda:D(1)/3)
with localcontext() as c:
    c.traps[DivisionByZero]=False; c.traps[InvalidOperation]=False; t(lambda:D(1)/0); t(lambda:D(-1)/0); t(lambda:D(0)/0); t(lambda:D(-1).sqrt()); t(lambda:D('x')); t(lambda:[s.__name__ for s in c.flags if c.flags[s]])
with localcontext(prec=60): t(lambda:D(2).sqrt()); t(lambda:D(1).exp()); t(lambda:D(10).ln()); t(lambda:D(3)**D('-2.5')); t(lambda:D(7).log10()); t(lambda:D('1.0000001').ln()); t(lambda:D('0.999').ln()); t(lambda:D('12345.678').exp());t(lambda:D('-12.5').exp()); t(lambda:D('1e-30').exp())
t(lambda:D('1.5')+1); t(lambda:1+D('1.5')); t(lambda:D(1)+1.5); t(lambda:D(1)<1.5); t(lambda:D('0.1')==0.1); t(lambda:D('0.5')==0.5); t(lambda:D(1)+'a'); t(lambda:'a'<D(1)); t(lambda:D(3)//2); t(lambda:divmod(D(7),2)); t(lambda:D(-7)%3); t(lambda:pow(D(3),5,7)); t(lambda:2**D(10)); t(lambda:round(D('2.675'),2)); t(lambda:round(D('2.5'))); t(lambda:sum([D('0.1')]*10)); t(lambda:max(D(1),D(2))); t(lambda:sorted([D('3'),D('1.0'),D('-2')])); t(lambda:{D('1.0'):1}[1]); t(lambda:hash(D('1.5'))==hash(1.5)); t(lambda:D('1.20').compare(D('1.2'))); t(lambda:D('5').max(D('7'))); t(lambda:D('1.23').copy_sign(D(-1))); t(lambda:D('12.5').as_integer_ratio()); t(lambda:D('1E+2').to_integral_value()); t(lambda:D(1).quantize(D('1e-30'))); t(lambda:D('7').remainder_near(4)); t(lambda:D(2).fma(3,4)); t(lambda:D('123').scaleb(2)); t(lambda:D('123').shift(1)); t(lambda:D('1').same_quantum(D('2'))); t(lambda:getcontext().divide(1,3)); t(lambda:getcontext().sqrt(2)); t(lambda:Context(prec=3).create_decimal('1.23456')); t(lambda:Context(prec=3).add(D('1.234'),1)); t(lambda:getcontext().power(2,3)); t(lambda:Decimal.from_float(0.1)); t(lambda:str(D('1e3'))); t(lambda:float(D('1.25'))); t(lambda:int(D('-1.9'))); t(lambda:complex(D(1))); t(lambda:bool(D(0))); t(lambda:D('0.1').__class__); t(lambda:D(10)**-3); t(lambda:D('1.1')**100); t(lambda:D(2)**0.5); t(lambda:D(0)**0); t(lambda:D(-8)**D('0.333')); t(lambda:Context(prec=0)); t(lambda:Context(rounding='x')); t(lambda:DefaultContext); t(lambda:BasicContext); t(lambda:D(1e300)*D(1e300)); t(lambda:D('1e-999999')/D('1e100')); t(lambda:(-D(1)).is_signed()); t(lambda: D('9'*5000)+1 > 0); t(lambda: len(str(D(10)**5000))); t(lambda: D('1').exp()); t(lambda: setcontext(3)); t(lambda: "{:>10}|{:.2f}".format(D('1.5'),D('2.345'))); t(lambda:'%.2f %s %d'%(D('2.345'),D('1.10'),D('7.9')))
from fractions import Fraction
t(lambda:D('0.5')==Fraction(1,2)); t(lambda:D('0.5')<Fraction(2,3)); t(lambda:Fraction(D('0.25'))); t(lambda: isinstance(D(1),__import__('numbers').Number)); t(lambda: D.__mro__)
import copy; t(lambda:copy.copy(D(1))); t(lambda:copy.deepcopy([D('1.5')]))
class S(D): pass
t(lambda:S('1.5')+1); t(lambda:S(2)); t(lambda: type(S(1)))
