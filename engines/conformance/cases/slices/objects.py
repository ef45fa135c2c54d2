class Recorder:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


r = Recorder()
print(r[1], r[1:2], r[::], r[1:2:3], r[:, 1], r[1:2, ::3], r[-1:None], r[...], r["a":"b"])
r[1:2] = 5
del r[::2]
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(1, 2), s.indices(7), slice(None, None, -1).indices(5), s == slice(1, 10, 2))
print("abcdefghij"[s], [0, 1, 2, 3][slice(-1)], (1, 2, 3)[slice(None, None, -1)])
print(range(10)[2:8:2], range(10)[::-1], range(0, 20, 3)[-2], range(5)[1:1], len(range(0, -10, -3)))
try:
    "abc"[::0]
except ValueError as error:
    print(error)
try:
    [1][1.5:]
except TypeError as error:
    print(error)
