import json
cases = [1, -5, 1.5, 1e300, True, None, "a\"b\\\n\té\x7f\U0001F600", [], {}, [1,[2,{"a":[3]}]], {"b":1,"a":2.0,"c":None}, (1,2), {1:2, 1.5:3, True:4, None:5}, 2**70, "x"*5, float("inf")]
for c in cases:
    for kw in ({}, {"indent":2}, {"sort_keys":True}, {"separators":(",",":")}, {"ensure_ascii":False}, {"indent":"\t"}, {"indent":0}):
        try: print(repr(json.dumps(c, **kw)))
        except Exception as e: print(type(e).__name__, e)
docs = ['1', '-0', '-1.5e3', '01', '1.', '"a\\u00e9\\ud83d\\ude00"', '"\\ud800"', '[1, 2,]', '{"a": 1, "a": 2}', ' [ ] ', '{"k": [true, false, null]} x', '', '[', '"abc', '{"a" 1}', 'NaN', '-Infinity', '"\\x"', '"a\nb"', '123456789012345678901234567890', '1E5', '"é\\n"', '{"é": "ü"}', '[1 2]', 'nul', '\ufeff1']
for d in docs:
    try: print(repr(json.loads(d)))
    except Exception as e: print(type(e).__name__, e)
class D(dict): pass
print(json.dumps(D(a=1)), json.dumps([D(x=[1])]))
class E(json.JSONEncoder):
    def default(self, o): return list(o)
print(json.dumps({"s": {1}}, cls=E), json.dumps({1,2}, default=list))
a=[]; a.append(a)
try: json.dumps(a)
except ValueError as e: print(e)
try: json.dumps({(1,2):3})
except TypeError as e: print(e)
print(json.dumps({(1,2):3, "a":1}, skipkeys=True))
try: json.dumps(float("nan"), allow_nan=False)
except ValueError as e: print(e)
print(json.loads('[1,2]', parse_int=float), json.loads('{"a":1}', object_hook=lambda d: sorted(d)))
print(json.loads(b'{"a": [1]}'))
