# Texts beyond ASCII: cases, splits, slices and replacements, the results of which may be ASCII.
T=['H\u00e9llo W\u00d6rld \u0391\u03a3 \u03a3a \u00df \u0130x \ufb01 \u01c5 End','\u4e2d\u6587 abc\u2003def','a\u00e9','\u00c9A','\ud800x Y','ABC\u0307 I']
for t in T:
    print(ascii([t.lower(),t.upper(),t.title(),t.swapcase(),t.capitalize(),t.casefold(),t.split(),t.split(' '),t.split('o'),t[1:],t[:1],t[:-1],t[1:2]]))
    for a in ('o',' ','\u00e9','W\u00d6','zz','','\u4e2d\u6587 abc','e'*20,'\u00e9'*20):
        for b in ('','x','\u00df','longer text','\u4e2d'):
            for n in (-1,0,1,2): print(ascii((t.replace(a,b,n), t.find(a), t.count(a), t.rfind(a), a in t, t.partition(a) if a else 0, len(t.replace(a,b,n)), t.replace(a,b,n)==''.join(list(t.replace(a,b,n))), hash(t.replace(a,b,n))==hash(''.join(list(t.replace(a,b,n)))))))
print(ascii('\u00e9\u00e9'.replace('\u00e9','e')), {'ee':1}['\u00e9\u00e9'.replace('\u00e9','e')], '\u00e9'.replace('\u00e9','').isascii(), '\u00e9'.replace('\u00e9','')=='')
