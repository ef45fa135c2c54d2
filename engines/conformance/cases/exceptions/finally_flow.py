log = []


def f(kind):
    try:
        log.append("try")
        if kind == "return":
            return "from try"
        if kind == "raise":
            raise ValueError("inner")
        if kind == "other":
            raise KeyError("uncaught here")
    except ValueError as error:
        log.append(f"except {error}")
        return "from except"
    else:
        log.append("else")
    finally:
        log.append("finally")
    return "end"


for kind in ("none", "return", "raise", "other"):
    try:
        print(kind, f(kind), log)
    except KeyError as error:
        print(kind, "escaped", error, log)
    log = []
