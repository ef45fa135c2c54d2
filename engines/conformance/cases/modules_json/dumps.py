# json.dumps of every kind with every option
import json

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: json.dumps([1, 2.5, "a", None, True, {"k": []}]))
show(lambda: json.dumps({1: 2, None: 3, True: 4, 2.5: 5}))
show(lambda: json.dumps({(1, 2): 3}))
show(lambda: json.dumps({(1, 2): 3, "a": 1}, skipkeys=True))
show(lambda: json.dumps("\u00e9\u2028\U0001f600\"\\\n\x01\x7f/"))
show(lambda: json.dumps("\u00e9\U0001f600", ensure_ascii=False))
show(lambda: json.dumps([1, [2, {"a": 3}]], indent=2))
show(lambda: json.dumps({"a": [], "b": {}}, indent=4))
show(lambda: json.dumps([1], indent="\t"))
show(lambda: json.dumps({"b": 1, "a": 2}, sort_keys=True))
show(lambda: json.dumps({"a": 1}, separators=(",", ":")))
show(lambda: json.dumps([1, 2], indent=0))
show(lambda: json.dumps(float("nan")))
show(lambda: json.dumps(float("inf"), allow_nan=False))
show(lambda: json.dumps(1j))
show(lambda: json.dumps({1, 2}))
show(lambda: json.dumps({1, 2}, default=sorted))
show(lambda: json.dumps(object, default=str))
show(lambda: json.dumps([1e100, 1e-7, 0.1, -0.0, 10 ** 30]))
show(lambda: json.dumps((1, (2,))))
show(lambda: json.dumps({"a": 1, 2: 3}, sort_keys=True))
show(lambda: json.dumps(b"a"))
show(lambda: json.dumps(""))
show(lambda: json.dumps({}))
show(lambda: (lambda l: (l.append(l), json.dumps(l)))([]))
show(lambda: json.dumps([[[]]], indent=1))
