x, width, prec, name = 3.14159, 12, 3, 'key'
d = {'key': [1, 2], 'o\'k': 3}
print(f'{x:{width}.{prec}f}|{x!r:>{width}}|{x=}|{x = }|{x=:.2f}|{x=!s}|{x = !r:^20}')
print(f'{d["key"][1]}{d[name][0]} {{literal}} {{{x:.1f}}} {"nested " + f"{x:.0f}"}')
print(f"{'a' if x > 3 else 'b'} {[i * 2 for i in range(3)]} { {1: 2}[1] } {(lambda v: v + 1)(4)} {x:{'>' + str(width)}}")
print(f'{x!s:.3}', f'{name!a}', f'{"é"!a}', f'{None!r:>6}', f'{True:5}|{True!s:5}|', f'{"":5}|', f'{1:05}', f'{-1:05}')
print(f'{x:%}', f'{10 ** 6:,}', f'{2 ** 40:_x}', f'{255:#010x}', f'{5:b}', f'{"a":*^9}', f'{[1]!s:>6}')
print(f'''multi
{x:
>10.2f} line''', f'a' 'b' f'{1}' "c", rf'\n{1}\d', f'\N{BULLET}\x41{1}\t|')
print(f'{x,}', f'{1, 2}', f'{*[1, 2], 3}', f'{(y := 5)} {y}', f'{x:{y}}', f'{d=}', f'{ x }', f'{x!r}', f'{3.0:g}{4!r}')
class F:
    def __format__(self, spec): return f'<{spec}>'
    def __repr__(self): return 'F!'
print(f'{F()}', f'{F():a{1}b}', f'{F()!r}', f'{F()!s:>5}', f'{F():{{}}}' if False else '', f'{F():%Y-%m}')
for spec in ('{[]:5}', '{{}}', ):
    pass
try: print(f'{[]:5}')
except TypeError as e: print(e)
try: print(f'{None:5}')
except TypeError as e: print(e)
try: print(f'{"a":d}')
except ValueError as e: print(e)
try: print(f'{5:.2d}')
except ValueError as e: print(e)
