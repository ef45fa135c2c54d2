def t(name, value=None):
    print(name, end=" ")
    return name if value is None else value


def end(*values):
    print("=>", *values)


end(t("a") + t("b") + t("c"))
end(t("a", 1) * t("b", 2) + t("c", 3) * t("d", 4))
end([t("a"), t("b")], (t("c"), t("d")))
end({t("k1"): t("v1"), t("k2"): t("v2")})
end(t("f", max)(t("x", 1), t("y", 2)))
end(t("list", [1, 2, 3])[t("index", 1)])
end(t("list", [1, 2, 3])[t("start", 0):t("stop", 2):t("step", 1)])
end(t("a", 1) < t("b", 2) < t("c", 3))
end(t("a", 3) < t("b", 2) < t("c", 3))
end(t("then") if t("condition", 1) else t("else"))
end(t("a", 0) or t("b", 0) or t("c", 5) or t("d"))
end(t("a", 1) and t("b", []) and t("c"))
end(t("obj", "a-b").split(t("sep", "-")))
end(dict(b=t("b"), a=t("a")))
end(f"{t('one')} {t('two'):{t('spec', '>5')}}")
end(not t("x", 0), -t("y", 5))
end(t("a", 2) ** t("b", 3) ** t("c", 2))
end(t("x", 1) in t("y", [1]), t("p", 1) is t("q", 2))
end(*t("star", [1, 2]), t("last"))
end((lambda a, b=t("default"): (a, b))(t("argument")))
