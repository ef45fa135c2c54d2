def f(x):
    match x:
        case 0: return "zero"
        case 1 | 2: return "one or two"
        case -3: return "neg"
        case 1.5 | 2j: return "num"
        case "a" "b": return "ab"
        case None: return "none"
        case True: return "true"
        case [] : return "empty"
        case [1, x]: return f"1,{x}"
        case [1, *rest, 9]: return f"rest {rest}"
        case (a, b, *_) if a == b: return f"same {a}"
        case [_, _]: return "two"
        case {"k": v, "z": [p, q]}: return f"kz {v} {p} {q}"
        case {"k": v, **rest}: return f"k {v} {rest}"
        case {}: return "map"
        case int(n) | float(n): return f"num {n}"
        case str() as s: return f"str {s}"
        case _: return "other"
for v in [0, 1, 2, -3, 1.5, 2j, "ab", None, True, False, [], [1, 5], [1, 2, 3, 9], (4, 4, 5), (4, 5), [4,5,6], {"k": 1, "z": [2, 3]}, {"k": 1, "y": 2}, {}, {1: 2}, 77, 7.5, "hey", b"xx", object, range(2), bytearray(b"ab")]:
    print(repr(v) if v is not object else "object", f(v))
