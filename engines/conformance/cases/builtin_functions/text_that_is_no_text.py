# Who is blamed when __repr__, __str__ or __format__ gives no string.
class B:
    def __init__(s): pass
    def __repr__(s): pass
class S(B):
    def __str__(s): return 5
class F(B):
    def __format__(s,x): return None
class N(Exception):
    def __repr__(s): return 3
for e in ("str(B())","repr(B())","f'{B()}'","f'{B()!r}'","'%s'%B()","'%r'%B()","print(B())","str(S())","repr(S())","format(B())","format(F())","[B()].__repr__()","str([B()])","B().__str__()","B().__repr__()","object.__str__(B())","str(N('a'))","repr(N())","ascii(B())","'{}'.format(B())","'{!r}'.format(B())","{1:B()}.__repr__()", "str(type('T',(int,),{'__repr__':lambda s:None})(4))","str(type('T',(list,),{'__repr__':lambda s:None})())","str(type('T',(str,),{'__repr__':lambda s:None})('q'))","f\"{type('T',(int,),{'__repr__':lambda s:None})(4)}\""):
    try: print(e, '->', repr(eval(e)))
    except Exception as x: print(e,'->',type(x).__name__,x)
