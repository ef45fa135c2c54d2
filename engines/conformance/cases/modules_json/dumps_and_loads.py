import json
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d = {'a': [1, 2.5, True, None, 'x"y\n\u00e9\U0001F600'], 'b': {}, 'c': [], 'd': {'e': (1, 2)}, 1: 2, None: 3, True: 4, 2.5: 5}
print(json.dumps(d)); print(json.dumps(d, indent=2)); print(json.dumps(d, separators=(',', ':'), ensure_ascii=False))
print(json.dumps({'b': 1, 'a': 2}, sort_keys=True, indent=4), json.dumps([1, [2]], indent='\t'), json.dumps([]), json.dumps({}, indent=2), json.dumps('\x7f\x1f/'))
print(json.dumps([float('nan'), float('inf'), -float('inf'), 1e100, 0.1, -0.0]))
attempt(lambda: json.dumps(float('nan'), allow_nan=False)); attempt(lambda: json.dumps({1, 2})); attempt(lambda: json.dumps({(1,): 2})); print(json.dumps({(1,): 2, 'a': 1}, skipkeys=True))
l = []; l.append(l); attempt(lambda: json.dumps(l))
print(json.dumps({1, 2}, default=lambda s: sorted(s)), json.dumps(object, default=str))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex): return [o.real, o.imag]
        return super().default(o)
print(json.dumps({'z': 1 + 2j}, cls=E)); attempt(lambda: json.dumps(object(), cls=E))
print(json.loads('{"a": [1, -2.5e3, true, false, null, "x\\u00e9\\n\\ud83d\\ude00"], "b": {}}'), json.loads(' [ ] '), json.loads('3'), json.loads('"s"'), json.loads('-0'), json.loads('1E5'), json.loads('[1.0,0]'), json.loads(b'{"k":1}'))
for bad in ['', '{', '[', '[1', '[1,', '[1,]', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{a:1}', '{"a" 1}', '"abc', '"a\nb"', '"\\x"', '"\\u12"', 'nul', '1 2', '[1 2]', '01', '-', '1.', "{'a':1}", '\ufeff1', '{"a":1,}', 'tru', '\n\n [1,\n2,,3]', '"\\', '"ab\\']:
    attempt(lambda: json.loads(bad))
attempt(lambda: json.loads(5))
print(json.loads('{"a":1,"b":2}', object_pairs_hook=list), json.loads('{"a":{"b":2}}', object_hook=lambda d: sorted(d)), json.loads('[1.5, 2]', parse_float=str, parse_int=lambda s: 'i' + s), json.loads('[NaN, Infinity, -Infinity]'))
try: json.loads('[1,\n x]')
except json.JSONDecodeError as e: print(e.msg, e.pos, e.lineno, e.colno, e.doc == '[1,\n x]', repr(e))
print(json.loads(json.dumps(d)) == {str(k) if not k in (None, True) else {None: 'null', True: 'true'}[k] : v for k, v in json.loads(json.dumps(d)).items()})
import io
b = io.StringIO(); json.dump([1, {'a': 2}], b, indent=1); print(b.getvalue()); b.seek(0); print(json.load(b))
print(json.dumps('a\u2028bq'), json.dumps(10**30), json.dumps({'k': 10**20}))
class I(int): pass
class S(str): pass
print(json.dumps([I(3), S('q')]))
