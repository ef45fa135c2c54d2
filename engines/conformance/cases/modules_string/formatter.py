from string import Formatter
f = Formatter()
print(f.format('{0} {a} {b:>5}', 1, a=2, b='x'), f.vformat('{} {}', (1, 2), {}), list(f.parse('a{0!r:>{w}}b{c}{{}}')))
class Upper(Formatter):
    def get_value(self, key, args, kw): return str(super().get_value(key, args, kw)).upper() if isinstance(key, str) else super().get_value(key, args, kw)
    def format_field(self, v, spec): return f'<{super().format_field(v, spec)}>'
    def convert_field(self, v, c): return 'custom' if c == 'q' else super().convert_field(v, c)
print(Upper().format('{a} {0} {0!q} {a!r:>8}', 5, a='x'))
for s, a in (('{} {0}', (1,)), ('{0} {}', (1,)), ('{x}', ()), ('{0!z}', (1,)), ('{', ()), ('{1}', (1,))):
    try: print(f.format(s, *a))
    except (ValueError, KeyError, IndexError) as e: print(type(e).__name__, e)
print(f.get_field('0.real', (3,), {}), f.get_field('a[k]', (), {'a': {'k': 'v'}}))
