def t(name, value=None):
    print(name, end=" ")
    return value


def fail(name):
    print(name, end=" ")
    raise ValueError(name)


def attempt(function):
    try:
        print("=>", function())
    except (ValueError, TypeError, NameError, AttributeError, IndexError, KeyError) as error:
        print("=>", type(error).__name__, error)


attempt(lambda: fail("left") + t("right"))
attempt(lambda: t("left") + fail("right"))
attempt(lambda: t("f")(t("argument"), fail("second")))
attempt(lambda: undefined(t("argument")))
attempt(lambda: t("f")(t("argument")))
attempt(lambda: [][t("index", 0)])
attempt(lambda: t("object", 5).missing(t("argument")))
attempt(lambda: {t("key", 1): fail("value"), t("other"): 1})
attempt(lambda: {t("key", []): t("value", 1)})
attempt(lambda: [t("a"), fail("b"), t("c")])
attempt(lambda: f"{t('a')}{fail('b')}{t('c')}")
attempt(lambda: t("a", 1) < fail("b") < t("c"))
attempt(lambda: (lambda x: x)(t("one"), *fail("star")))
attempt(lambda: len(t("a"), t("b")))


def assign():
    values = [1]
    values[t("index", 5)] = t("value", 2)


def assign_fails():
    values = {}
    values[t("index", 5)] = fail("value")


def unpack():
    a, b = t("right", (1, 2, 3))


attempt(assign)
attempt(assign_fails)
attempt(unpack)
