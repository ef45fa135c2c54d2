name, value, number = "spam", 3.14159, 42
print(f"{name} {value} {number}")
print(f"{name!r:>10}|{name:<10}|{name:^10}|{name:*^11}|{name:.2}|")
print(f"{value:.2f}|{value:10.3f}|{value:<10.1f}|{value:+}|{value:e}|{value:g}|{value:.0f}|{value:%}|{value:.1%}")
print(f"{number:5}|{number:<5}|{number:^5}|{number:05}|{number:+}|{number: }|{number:x}|{number:#x}|{number:b}|{number:o}|{number:c}|{number:X}")
print(f"{1234567:,} {1234567.891:,.2f} {1234567:_} {0xFFFFFF:_x} {12:06,} {1e10:,}")
print(f"{{literal}} {{{number}}} {number + 1} {name.upper()} {[1, 2][0]} {'quoted'}")
width, precision = 10, 3
print(f"{value:{width}.{precision}}|{name:>{width}}|{value:{'>'}{width}}")
print(f"{number=} {value = :.2f} {name=!s}")
print(f"{True} {None} {True:5} {True:d} {(1, 2)} {[1, 'a']} {{}}", f"", f"{'':5}|")
print(f"{-5:=6}|{5:=+6}|{-5:06}|{3.0:=8}|{-1.5:08.2f}|{float('nan'):05}|{float('-inf'):8}")
print(f"a{1}" "b" f"c{2}", f'{"nested " + f"{number}"}')
print(f"{max(1, 2)}", f"{(lambda x: x * 2)(4)}", f"{ {'k': 1}['k'] }")
