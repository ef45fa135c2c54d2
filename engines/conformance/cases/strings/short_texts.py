# Texts of every short length, numbers read from texts and written to them: what has ways of its own for the usual forms.


def attempt(function, *arguments):
    try:
        return repr(function(*arguments))
    except (ValueError, TypeError, IndexError, KeyError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


TEXTS = ["", "0", "7", "-7", "+7", "--7", "-", "+", " 12 ", "\t12\n", "\x1c5\x1f", "1_000", "_1", "1_", "0x1f", "0X1F", "0b101", "0o17"]
TEXTS += ["ff", "FF", "zz", "00012", "-00", "9" * 14, "9" * 15, "9" * 30, "-" + "9" * 14, "1" * 47, "1" * 48, "1" * 49, "-" + "1" * 47]
TEXTS += ["7fffffffffff", "ffffffffffff", "zzzzzzzzz", "zzzzzzzzzz", "12a", "1 2", "\u0663", "1\u0663", "1e5", "\u00a05"]
for base in (None, 0, 2, 3, 8, 10, 12, 16, 30, 36, 1, 37):
    arguments = () if base is None else (base,)
    print(base, [attempt(int, text, *arguments) for text in TEXTS])
TEXTS += [".", "1.", ".5", "-.5", "-0", "-0.0", "3.14159", "1..2", "1.2.3", "1e", "e1", "123456789012345", "1234567890123456", "0.1", "0.3"]
TEXTS += ["0.000000000000001", "1.00000000000000", "123456.789012345", "999999999999999", "99999999999999.9", "inf", "-nan", "1e400", "\u0661.5"]
print([attempt(float, text) for text in TEXTS])

NUMBERS = [0, 1, -1, 9, 10, 255, -255, 2**47 - 1, -(2**47), 2**48 - 1, -(2**48), 2**48, 2**63, -(2**64), True]
for number in NUMBERS:
    print(hex(number), bin(number), oct(number), f"{number:b} {number:#x} {number:X} {number:#o} {number:+d} {number:020d} {number:^#20X}")
    print("%d|%i|%x|%X|%o|%#x|%5d|%-8d|%08d|%+d|% d|%.5d|%8.3x" % ((number,) * 13))
    print("%d" % number, "%s" % number, "{}".format(number), "{}{}".format(number, -number))
for number in (0.0, -0.0, 0.5, 1.5, 2.5, 1e22, -1e300, 0.125, 1 / 3, float("inf"), float("-inf"), float("nan"), 123456789.987654321):
    print("%.2f|%f|%10.3f|%-10.1f|%010.2f|%+.0f|%#.0f|%F|%.30f" % ((number,) * 9))
    print("%s %r" % (number, number), "%.1f" % number, f"{number:.2f} {number:10.3f} {number:+010.1f} {number:^12.0f}")

TEXTS = ["", "a", "'", '"', "it's", 'a"b', "a'b\"c", "back\\slash", "tab\t", "\x7f", "\x1f", "~ !", "e\u00e9", "plain text"]
print([repr(text) for text in TEXTS], TEXTS, str(True), repr(False), str(None), [True, None], "%s %r" % (None, False))
print([f"{text!r}{text!s}{text!a}" for text in TEXTS])

for template in ("{}", "{}{}", "a{}b{}c", "{{{}}}", "{", "}", "{}}", "{{}", "{0}{}", "{}{0}", "{}{}{}{}", "{}{name}", "{:>4}{}", "{}{:>4}", "{!r}{}", "{[0]}"):
    print(template, attempt(template.format, "x", 12), attempt(template.format, 1.5, None, "\u4e2d"), attempt(template.format_map, {"name": 1}))
for template, values in (("%d", "x"), ("%s", ()), ("%s", {}), ("%(a)s", {"a": 1}), ("%s %s", "ab"), ("x", 1), ("x", "y"), ("x", {}), ("%s", [1]), ("%c", 65)):
    print(template, attempt(template.__mod__, values))

alphabet = "Hello wORLD, 'tis 1 MiXeD text. And_More of it THAN sixteen or thirty-two."
for length in range(40):
    text = alphabet[:length]
    print(text.lower(), text.upper(), text.title(), text.swapcase(), text.capitalize(), text.casefold(), sep="|")
    same = "".join(list(text))
    others = [text[:i] + "~" + text[i + 1 :] for i in range(length)]
    print(same == text, any(other == text for other in others), hash(same) == hash(text), {same: 1}[text])
    print([alphabet.startswith(other) for other in others].count(True), alphabet.startswith(same), alphabet.find(same), same in alphabet)
    print([alphabet.find(other[-3:]) for other in others][-3:], text * 0, text * 1, text * 2, text * 3 == text + text + text)
print("-" * 600 == "".join(["-"] * 600), len("ab" * 1000), "" * 5, "x" * -1, "\u00e9" * 3)
