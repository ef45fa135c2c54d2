# wrapping, filling and dedenting
import textwrap as t
s = "The quick brown fox jumps over the lazy dog and runs far away"

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: t.wrap(s, 20))
show(lambda: t.fill(s, 30))
show(lambda: t.fill(s, 20, initial_indent="* ", subsequent_indent="  "))
show(lambda: t.shorten(s, 25))
show(lambda: t.shorten(s, 25, placeholder="..."))
show(lambda: t.dedent("  a\n    b\n  c"))
show(lambda: t.dedent("\ta\n\tb\n"))
show(lambda: t.indent("a\n\nb", "> "))
show(lambda: t.indent("a\n\nb", "> ", lambda l: True))
show(lambda: t.wrap("averyveryverylongword", 5))
show(lambda: t.wrap("averyverylong", 5, break_long_words=False))
show(lambda: t.wrap("", 5))
show(lambda: t.wrap("a-b-c hyphen-ated", 8))
show(lambda: t.wrap("x", 0))
show(lambda: t.wrap("a  b\tc\nd", 50))
show(lambda: t.TextWrapper(width=10, max_lines=2).wrap(s))
show(lambda: t.dedent("   \n a"))
