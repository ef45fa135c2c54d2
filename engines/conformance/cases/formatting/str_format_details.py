def attempt(t, *a, **k):
    try: print(repr(t.format(*a, **k)))
    except Exception as e: print(repr(t), type(e).__name__, e)
class O: attr = [1, {'k': 'v'}]
attempt('{} {}', 1, 2); attempt('{1} {0}', 1, 2); attempt('{} {1}', 1, 2); attempt('{0} {}', 1, 2); attempt('{}', ); attempt('{2}', 1)
attempt('{a} {b}', a=1); attempt('{0.attr[1][k]}', O()); attempt('{0.missing}', O()); attempt('{0[5]}', [1]); attempt('{0[x]}', [1]); attempt('{0[x]}', {'x': 2}); attempt('{0[1]}', {'1': 2}); attempt('{0[-1]}', [1, 2])
attempt('{!r} {!s} {!a}', 'é', 'b', 'é'); attempt('{!x}', 1); attempt('{:{}}', 'a', 5); attempt('{:{w}.{p}f}', 1.5, w=8, p=2); attempt('{:{}{}}', 'a', '>', 5); attempt('{0:{1}}', 'a'); attempt('{{}} {{{}}}', 1)
attempt('{'); attempt('}'); attempt('{0'); attempt('{0:'); attempt('{!}', 1); attempt('{0!}', 1); attempt('{0!rr}', 1); attempt('{0[}', [1]); attempt('{0.}', 1); attempt('{0[]}', [1]); attempt('{0]}', 1); attempt('{ }', 1); attempt('{a b}', 1); attempt('{0.a.b}', O()); attempt('{:d}', 'x'); attempt('{:s}', 5); attempt('{:>{}}', 1)
attempt('{:,} {:_} {:+} {: }', 12345, 12345, 5, 5); attempt('{:x^9}', 'ab'); attempt('{:<5}|{:>5}|{:^5}|', 1, 2, 3); attempt('{:5}|{:5}|', 'a', 1); attempt('{:.2}', 'abcdef'); attempt('{:c}', 65); attempt('{:c}', -1); attempt('{:c}', 0x110000); attempt('{:#o} {:#b} {:#X}', 8, 5, 255); attempt('{:08b}', 5); attempt('{:=+8}', 5); attempt('{:,x}', 5); attempt('{:_b}', 1000); attempt('{:=5}', 'a'); attempt('{:05}', 'a'); attempt('{:n}', 12345); attempt('{:e}', 12345); attempt('{:%}', 1); attempt('{:,s}', 'a'); attempt('{:+s}', 'a'); attempt('{:#s}', 'a'); attempt('{: s}', 'a'); attempt('{:.2c}', 65); attempt('{:+c}', 65); attempt('{:10000000000000000000000}', 1)
print('{a}{b[0]}'.format_map({'a': 1, 'b': [2]}), '{0}'.format('{1}'), '{:{}}'.format(*['x', '<4']), 'no fields'.format(1, a=2))
class Default(dict):
    def __missing__(self, k): return f'<{k}>'
print('{a} {zz}'.format_map(Default(a=1)))
