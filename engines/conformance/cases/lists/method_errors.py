def attempt(f):
    global l
    l = [3, 1, 2]
    try: print(repr(f()), l)
    except Exception as e: print(type(e).__name__, e, l)
def setter(i, v): l[i] = v
def deleter(i): del l[i]
def aug(v):
    global l
    l += v
def mul(v):
    global l
    l *= v
for f in (lambda: l.append(), lambda: l.append(1, 2), lambda: l.pop(5), lambda: l.pop('a'), lambda: [].pop(), lambda: l.pop(-1), lambda: l.remove(9), lambda: l.index(9), lambda: l.index(1, 2), lambda: l.index(2, -1), lambda: l.insert(-100, 0), lambda: l.insert(100, 0), lambda: l.insert('a', 0), lambda: l.insert(1), lambda: l.extend(5), lambda: l.extend('ab'), lambda: l.extend(l), lambda: l.sort(reverse=True), lambda: l.sort(key=5), lambda: l.sort(lambda x: x), lambda: l.sort(bad=1), lambda: [1, 'a'].sort(), lambda: l.sort(key=lambda x: 'a' if x == 1 else 1), lambda: l[3], lambda: l[-4], lambda: l['a'], lambda: l[1.0], lambda: l[1, 2], lambda: l[None], lambda: l[True], lambda: setter(3, 1), lambda: setter('a', 1), lambda: setter(slice(0, 2), 5), lambda: setter(slice(0, 2), 'xyz'), lambda: setter(slice(None, None, 2), [7]), lambda: setter(slice(None, None, -1), [7, 8, 9]), lambda: setter(slice(2, 1), [7]), lambda: setter(slice(0, 3, 0), []), lambda: deleter(3), lambda: deleter(slice(None, None, 2)), lambda: deleter('a'), lambda: l + (1,), lambda: l + 5, lambda: aug((1, 2)), lambda: aug('ab'), lambda: aug(5), lambda: l * 2, lambda: 2 * l, lambda: l * 'a', lambda: l * 1.5, lambda: mul(0), lambda: mul(2), lambda: mul('a'), lambda: l * -5, lambda: l < [3, 1, 3], lambda: l < [3, 'a'], lambda: l < (1,), lambda: l == (3, 1, 2), lambda: l.count(1.0), lambda: l.copy(), lambda: l.clear(), lambda: l.reverse(), lambda: l.nope, lambda: list(5), lambda: list(1, 2), lambda: list(a=1), lambda: max([]), lambda: max([], default=3), lambda: min(1, 'a'), lambda: max(l, key=lambda x: -x), lambda: max(1), lambda: max(), lambda: min(1, 2, default=3), lambda: len(5), lambda: l.__getitem__(slice(0, 1)), lambda: l.__contains__(1), lambda: l.__len__(), lambda: list.append(5, 1), lambda: hash(l), lambda: l[2 ** 70], lambda: l[:2 ** 70], lambda: l[-2 ** 70:], lambda: l.insert(2 ** 70, 1), lambda: l.index(1, 0, 2 ** 70), lambda: l.pop(2 ** 70), lambda: [1, 2] * 2 ** 70):
    attempt(f)
