for spec in ("", "s", "10", "<10", ">10", "^10", "*^10", ".1", "010"):
    print(spec, "[" + format("abc", spec) + "]")
for spec in ("", "d", "8", "<8", "^8", ">8", "=8", "08", "+08", " d", "#b", "#o", "#x", "#X", "_b", ",", "n", "e", ".2f", "%", "c", "-^9"):
    print(spec, "[" + format(97, spec) + "]")
for spec in ("", ".3", ".0f", ".3f", "10.2f", "+.1e", "g", ".10g", ".3g", "%", ".2%", ",.1f", "_.3f", "010", "#.0f", "#g", "n", "E", "G", "z>9.1f"):
    print(spec, "[" + format(12345.6789, spec) + "]", "[" + format(-0.00001234, spec) + "]")
for number in (1e16, 1e15, 123456.0, 1234567.0, 0.0001, 0.00001, 1e-7):
    print(format(number), format(number, "g"), format(number, ".3"), format(number, ".17g"), format(number, "e"))
print(format(2.5, ".0f"), format(3.5, ".0f"), format(0.125, ".2f"), format(2 ** 70, ",d"), format(2 ** 70, "x"), format(1e22, ".0f"))
print(format(True), format(True, "d"), format(None), format([1]), format("é", ">3"))
