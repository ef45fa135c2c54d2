import re
def t(f,*a,**k):
    try: r=f(*a,**k)
    except Exception as e: print('EXC',type(e).__name__,e); return
    print(repr(r))
    if isinstance(r,re.Match): print(r.span(), r.groups(), r.groupdict(), r.lastindex, r.lastgroup, r.regs)
pats=[('a','banana'),('(a)(b)?','xabac'),('(a|ab)(c|bcd)(d*)','abcd'),('(a*)*','b'),('(a*)+','aab'),('(|a)+','aaa'),('(a|b*)*','abbac'),('(?:a|b)*?c','ababc'),('(a)|(b)|(c)','c'),
('(?P<x>a)(?P=x)','aa'),('(?P<x>a)?(?(x)b|c)','ab'),('(a)?(?(1)b|c)','c'),('^abc$','abc\n'),(r'\Aabc\Z','abc\n'),('(?m)^b$','a\nb\nc'),('(?i)HeLLo','hEllO'),('(?s)a.b','a\nb'),('a.b','a\nb'),
('(?<=a)b','ab'),('(?<!a)b','cb'),('(?=a)ab','ab'),('(?!a)b','b'),('(?>a+)b','aaab'),('(?>a+)ab','aaab'),('a++b','aaab'),('a++ab','aaab'),('a*+a','aaa'),('a?+a','a'),('(?:ab)*+ab','abab'),
('x{2,3}','xxxx'),('x{2,3}?','xxxx'),('x{,2}','xxxx'),('x{2}','xxxx'),('x{','x{'),('x{a}','x{a}'),('x{1,a}','x{1,a}'),
(r'\bfoo\b','a foo b'),(r'\Bo','foo'),(r'\d+','abc123'),(r'[^\W\d_]+','12abc_'),(r'[a-z\d-]+','A-9z'),('[]a]+',']a]'),('[^]a]+','x]'),(r'[\]\-a]+','a-]'),
('(?x) a b # comment\n c','abc'),('(?i)[^k]','K'),('(?i)straße','STRASSE straße STRAßE'),('(?i)ſ','S'),('(?i)[a-z]+','KſAz'),('(?ai)[a-z]+','xKz'),(r'\w+','été_1²'),(r'(?a)\w+','été'),(r'\s+','a\x1c\u2003b'),(r'\d','٣'),
(r'(\w+) (\1)','the the'),(r'(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10','abcdefghijj'),(r'\101','A'),(r'\0','\0'),(r'\x41\u0042\U00000043','ABC'),('(?:(a)|b)*','ab'),('((a)|b)*','ab'),('(a(b)?)+','aba'),
('(?i:a)b','Ab'),('(?-i:a)b','ab'),('(?s-m:.)','\n'),('a||b','b'),('','abc'),('()','abc'),('(?:)*','a'),('(a?)*?b','aab'),('(a?){3}','a'),('(?:a{1,2}){2}','aaa'),('((?:a|ab)(?:c|bc))d','abcd'),('(.*?)(\\d+)$','abc123'),('[\\d\\D]','x'),('.*(a)','bab'),('(?#c)a','a'),
('(?<=(a))b','ab'),('(?<=a|b)c','bc'),('(?<=ab|cd)e','cde'),('(?=(a+))a*b\\1','baaabac'),('(?=(a+))','baaabac'),('(.)*','abc'),('(?:(.))*?$','abc')]
for p,s in pats:
    print(p,repr(s))
    t(re.search,p,s); t(re.match,p,s); t(re.fullmatch,p,s); t(re.findall,p,s); t(re.split,p,s); t(re.sub,p,'<\\g<0>>',s); t(lambda:[m.span() for m in re.finditer(p,s)])
bad=['(',')','[','[a','a**','*','+','?','{1}','a{2,1}','(?P<','(?P<a','(?P<1>a)','(?P<a>x)(?P<a>y)','(?P=b)','(?Px)','(?<x','(?','(?x','(?z)','(?P>','\\','[\\','\\q','[\\q]','\\8','[\\8]','\\1','(\\1)','(?(1)a','(?(1)a|b|c)','(?(x)a)','(?(0)a)','(?(2)a)','(?(-1)a)','(?<=a*)b','(?<!a|bc)','(?i','(?i-','(?i-i:a)','(?-a:x)','(?au:x)','(?L)x','a(?i)b','(?i-)','(?-','(?-:a)','(?#','[z-a]','[a-\\d]','[\\w-a]','\\x1','\\u12','\\U00110000','\\N','\\N{','\\400','[\\400]','a{99999999999}','x+*','x{2}{3}','(?:a','((a)','a)b','(?=a','(?>a','^*','$+','\\b*','(?^a)','(?P<a>)(?<=(?P=a))','(?a-','(?ix','(?aL)','(?m)a','a|*','|*','(*)','(?P<é>a)','x?+?','(?<=(a)\\1)b','(?u-i:a)','(?m-:a)','(?iq)','[a-','[]','[^]','(?P<n>a)(?P=m)','\\g','(?:?)','(a']
for p in bad:
    print('BAD',p); t(re.compile,p)
    try: re.compile(p)
    except re.error as e: print(e.msg,repr(e.pattern),e.pos,e.lineno,e.colno)
    except Exception as e: print(e)
