# str.encode on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.encode())
show(lambda: w.encode())
show(lambda: w.encode('latin-1'))
show(lambda: w.encode('ascii'))
show(lambda: w.encode('ascii', 'ignore'))
show(lambda: w.encode('ascii', 'replace'))
show(lambda: w.encode('ascii', 'backslashreplace'))
show(lambda: w.encode('ascii', 'xmlcharrefreplace'))
show(lambda: w.encode('utf-16'))
show(lambda: w.encode('utf-16-le'))
show(lambda: w.encode('utf-32-be'))
show(lambda: '\ud800'.encode())
show(lambda: '\ud800'.encode('utf-8', 'surrogatepass'))
show(lambda: s.encode('nope'))
show(lambda: w.encode('ascii', 'nope'))
show(lambda: s.encode(encoding='ascii', errors='strict'))
show(lambda: s.encode(5))
show(lambda: e.encode())
show(lambda: s.encode('UTF8'))
show(lambda: s.encode('latin_1'))
show(lambda: s.encode('us-ascii'))
