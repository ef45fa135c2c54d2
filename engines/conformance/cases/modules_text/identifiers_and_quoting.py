import secrets, uuid, shlex, html
print(len(secrets.token_bytes(8)), len(secrets.token_hex(4)), secrets.randbelow(1), secrets.choice([7]), secrets.compare_digest('a', 'a'), secrets.compare_digest(b'a', b'b'))
u = uuid.UUID('12345678-1234-5678-1234-567812345678'); print(u, repr(u), u.hex, u.int, u.bytes, u.fields, u.version, u.variant, u.urn, u.bytes_le)
print(uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid3(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid4().version, len(str(uuid.uuid4())), uuid.uuid1().version, u == uuid.UUID(int=u.int), u < uuid.UUID(int=0), hash(u) == hash(u.int))
for bad in ('x', '1234'):
    try: uuid.UUID(bad)
    except ValueError as e: print(e)
print(shlex.split('a "b c" d\\ e \'f "g"\' h"i"j ""'), shlex.join(['a b', "c'd", '', 'e']), shlex.quote('x y'), shlex.split('a # b', comments=True))
for bad in ('"abc', "a\\"):
    try: shlex.split(bad)
    except ValueError as e: print(e)
print(html.escape('<a href="x">\'&</a>'), html.escape('"', quote=False), html.unescape('&lt;b&gt; &amp;amp; &eacute;&#233;&#xe9; &nope; &copy &quot; &#0; &euro;'))
