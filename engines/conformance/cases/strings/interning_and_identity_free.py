# Slices and repeats of every width and direction.
for s in ('abcdefghij', 'äöüß€', '😀a😁b', ''):
    n = len(s)
    for a in (None, 0, 1, -1, 5, -20, 20):
        print(ascii([s[a:b:c] for b in (None, 0, 3, -2, 30) for c in (1, 2, -1, -3)]))
    print(ascii(s[::-1]), s * 2 == s + s, ascii(s * 0), [ascii(c) for c in s][:3], ascii(max(s, default='-')), ascii(min(s, default='-')), ascii(sorted(s)), ascii(''.join(reversed(s))))
for i in range(-11, 11, 3):
    try: print(i, 'abcdefghij'[i])
    except IndexError as e: print(i, e)
