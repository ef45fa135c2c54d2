def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
import statistics as S, cmath, textwrap, pprint, datetime as dt, os.path, base64, binascii, hashlib, zlib, reprlib, keyword, numbers
from datetime import *
from fractions import Fraction as F
from decimal import Decimal as D
txt="The quick brown-fox jumped over the lazy dog. It was a well-known, state-of-the-art -- really! -- thing; foo--bar baz. http://a-b.c/d-e  two  spaces\nnew\tline averyveryverylongwordindeedthatdoesnotfit"
for w in (10,20,35,70): t(lambda:textwrap.wrap(txt,w)); t(lambda:textwrap.fill(txt,w,initial_indent='* ',subsequent_indent='  ')); t(lambda:textwrap.shorten(txt,w)); t(lambda:textwrap.wrap(txt,w,break_long_words=False,break_on_hyphens=False)); t(lambda:textwrap.wrap(txt,w,max_lines=2,fix_sentence_endings=True)); t(lambda:textwrap.wrap(txt,w,drop_whitespace=False,replace_whitespace=False,expand_tabs=False))
t(lambda:textwrap.dedent("  a\n    b\n\n  c\n")); t(lambda:textwrap.dedent("\ta\n  b")); t(lambda:textwrap.indent("a\n\nb\n","> ")); t(lambda:textwrap.wrap('',5)); t(lambda:textwrap.wrap('a',0))
from collections import *
data={'name':'x'*30,'list':list(range(40)),'nested':{'a':[{'k%d'%i:i for i in range(8)}],'b':('t',)*30},'long':'word '*40,3:None,'s':{3,1,2},'by':b'x'*100,'od':OrderedDict([(i,'v'*20) for i in range(5)]),'dd':defaultdict(list,{i:[i]*20 for i in range(3)}),'c':Counter('abracadabra'*3),'dq':deque(range(40),maxlen=50)}
pprint.pprint(data); pprint.pprint(data,width=40,compact=True,indent=4) ; pprint.pprint(data,depth=2,sort_dicts=False); print(pprint.pformat([[1]*50]*3)); r=[1]; r.append(r); print(pprint.isrecursive(r),pprint.isreadable(r),pprint.saferepr({2:1,1:2})); pprint.pp({'b':1,'a':2})
from types import SimpleNamespace; pprint.pprint(SimpleNamespace(a='x'*50,b=[1]*30)); pprint.pprint('a b c '*40); pprint.pprint(['line1\nline2\n'*10]); pprint.pprint(123456789,underscore_numbers=True)
from dataclasses import dataclass
@dataclass
class P: x:int; y:str
pprint.pprint([P(1,'z'*70)]*2)
