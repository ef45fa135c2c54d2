from collections import UserDict, UserList, UserString
class D(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
d = D(A=1); d['B'] = 2; d.update(C=3); print(d, d.data, 'a' in d, len(d), dict(d), d | {'Z': 1}, d.copy(), repr(d), d.get('q'), d.pop('a'), d)
class L(UserList):
    def append(self, x): super().append(x * 2)
l = L([1]); l.append(2); l += [5]; l.extend((6,)); l.insert(0, 0); print(l, l[1:], type(l[1:]).__name__, l + [1], l * 2, l == [0, 1, 4, 5, 6], 4 in l, l.index(4), sorted(l, reverse=True), l.data, l.pop()); l.sort(reverse=True); print(l)
class S(UserString): pass
s = S('abc'); print(s, s.upper(), type(s.upper()).__name__, s + 'd', 'x' + s, s[1], len(s), s == 'abc', s.find('c'), s * 2, 'b' in s, s.replace('a', 'z'), hash(s) == hash('abc'), int(S('5')), s.split('b'), f'{s}', repr(s))
class M(UserDict):
    def __missing__(self, k): return k * 2
print(M()['ab'], M(x=1)['x'])
