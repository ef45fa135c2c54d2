g = {"a": 2}
exec("b = a * 2\ndef h(): return b + a", g)
print(g["b"], g["h"](), "__builtins__" in g)
l = {}
exec("q = 1\nprint(q)", {}, l)
print(sorted(l))
print(eval("a + b", {"a": 1}, {"b": 5}))
