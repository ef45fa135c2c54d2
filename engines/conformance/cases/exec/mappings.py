class M(dict):
    def __missing__(self, k): return k.upper()
print(eval("foo + bar", {}, M()))
class M2:
    def __getitem__(self, k):
        if k == "zz": return 42
        raise KeyError(k)
    def __setitem__(self, k, v): print("set", k, v)
exec("yy = zz + len('ab')", {}, M2())
def gen():
    return eval("(x for x in (1,2))")
print(list(gen()))
exec("global gg\ngg = 7", globals(), {})
print(gg)
