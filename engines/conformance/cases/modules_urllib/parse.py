from urllib.parse import *
for u in ('http://user:pa%20ss@Host.com:8080/p/a;t/h;par?q=1&r=a+b#frag', '//net/path', 'mailto:x@y.z', '/rel/path?x', 'http://[::1]:80/', '', 'a:b', 'HTTP://X.Y', 'file:///etc/passwd', 'x?y#z?w'):
    p = urlparse(u); print(p); print(urlsplit(u), p.geturl() == u, p.hostname, p.username, p.password)
    try: print(p.port)
    except ValueError as e: print(e)
print([urljoin('http://a/b/c/d;p?q', r) for r in ('g', './g', 'g/', '/g', '//g', '?y', 'g?y', '#s', ';x', '', '.', '..', '../g', '../../g', '../../../g', 'http:g', 'g;x=1/../y', 'https://z')])
print(quote('a b/c?é~'), quote('a/b', safe=''), quote_plus('a b&c'), unquote('a%20b%C3%A9%zz+'), unquote_plus('a+b%2B'), quote(b'\xff'), unquote_to_bytes('a%20'), unquote('%ff'))
print(urlencode({'a': 1, 'b': 'x y', 'c': 'é'}), urlencode([('a', [1, 2])], doseq=True), urlencode({'q': '/'}, quote_via=quote))
print(parse_qs('a=1&a=2&b=&c=x%20y'), parse_qsl('a=1&b=&c', keep_blank_values=True), parse_qs('a=1;b=2', separator=';'))
print(urldefrag('http://a/b#c'), urlunparse(('http', 'h', 'p', '', 'q', 'f')), urlunsplit(('', '', 'p', '', '')), urlsplit(b'http://a/b?c'), urlparse('x')._replace(scheme='https').geturl())
try: urlparse('http://h:99999/').port
except ValueError as e: print(e)
try: urlencode(5)
except TypeError as e: print(e)
