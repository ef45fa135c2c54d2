"""Markdown to HTML: blocks by lines, spans by letters, links by reference."""


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Inline:
    """Spans within a paragraph."""

    MARKS = {"**": "strong", "*": "em", "~~": "del"}

    def __init__(self, references):
        self.references = references
        self.unresolved = 0

    def convert(self, text):
        out = []
        open_tags = []
        position = 0
        while position < len(text):
            letter = text[position]
            if letter == "`":
                end = text.find("`", position + 1)
                if end > 0:
                    out.append(f"<code>{escape(text[position + 1:end])}</code>")
                    position = end + 1
                    continue
            elif letter == "[":
                converted, end = self.link(text, position)
                if converted:
                    out.append(converted)
                    position = end
                    continue
            elif letter in "*~":
                mark = text[position:position + 2]
                if mark not in self.MARKS:
                    mark = letter
                if mark in self.MARKS:
                    if open_tags and open_tags[-1] == mark:
                        out.append(f"</{self.MARKS[open_tags.pop()]}>")
                    elif mark not in open_tags:
                        open_tags.append(mark)
                        out.append(f"<{self.MARKS[mark]}>")
                    position += len(mark)
                    continue
            elif letter == "\\" and position + 1 < len(text):
                position += 1
                letter = text[position]
            out.append(escape(letter))
            position += 1
        while open_tags:
            out.append(f"</{self.MARKS[open_tags.pop()]}>")
        return "".join(out)

    def link(self, text, begin):
        """`[words](address)` or `[words][name]`; the link and where it ends, or nothing."""
        close = text.find("]", begin)
        if close < 0 or close + 1 >= len(text):
            return "", begin
        words = self.convert(text[begin + 1:close])
        if text[close + 1] == "(":
            end = text.find(")", close)
            if end > 0:
                return f'<a href="{escape(text[close + 2:end])}">{words}</a>', end + 1
        elif text[close + 1] == "[":
            end = text.find("]", close + 1)
            address = self.references.get(text[close + 2:end].lower())
            if address is not None:
                return f'<a href="{address}">{words}</a>', end + 1
            self.unresolved += 1
        return "", begin


class Document:
    def __init__(self, source):
        self.references = {}
        self.lines = []
        for line in source.split("\n"):
            if line.startswith("[") and "]: " in line:
                name, address = line[1:].split("]: ", 1)
                self.references[name.lower()] = address.strip()
            else:
                self.lines.append(line.rstrip())
        self.inline = Inline(self.references)
        self.position = 0
        self.out = []

    def peek(self):
        return self.lines[self.position] if self.position < len(self.lines) else None

    def render(self):
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if not line:
                self.position += 1
            elif line.startswith("#"):
                self.heading(line)
            elif line.startswith("```"):
                self.code()
            elif line.startswith("- "):
                self.items("ul", self.bullet)
            elif line[0].isdigit() and ". " in line:
                self.items("ol", self.numbered)
            elif line.startswith("> "):
                self.quote()
            elif line.startswith("|"):
                self.table()
            else:
                self.paragraph()
        return "\n".join(self.out)

    def heading(self, line):
        words = line.lstrip("#")
        level = len(line) - len(words)
        self.out.append(f"<h{level}>{self.inline.convert(words.strip())}</h{level}>")
        self.position += 1

    def code(self):
        self.position += 1
        kept = []
        while self.peek() is not None and not self.peek().startswith("```"):
            kept.append(escape(self.peek()))
            self.position += 1
        self.position += 1
        self.out.append("<pre>" + "\n".join(kept) + "</pre>")

    def bullet(self, line):
        return line[2:] if line.startswith("- ") else None

    def numbered(self, line):
        number, dot, words = line.partition(". ")
        return words if dot and number.isdigit() else None

    def items(self, tag, content):
        self.out.append(f"<{tag}>")
        while self.peek() and content(self.peek()) is not None:
            self.out.append(f"<li>{self.inline.convert(content(self.peek()))}</li>")
            self.position += 1
        self.out.append(f"</{tag}>")

    def quote(self):
        kept = []
        while self.peek() and self.peek().startswith("> "):
            kept.append(self.peek()[2:])
            self.position += 1
        self.out.append(f"<blockquote>{self.inline.convert(' '.join(kept))}</blockquote>")

    def table(self):
        self.out.append("<table>")
        tag = "th"
        while self.peek() and self.peek().startswith("|"):
            cells = [cell.strip() for cell in self.peek().strip("|").split("|")]
            if all([set(cell) <= {"-", ":"} for cell in cells]):
                tag = "td"
            else:
                self.out.append("<tr>" + "".join([f"<{tag}>{self.inline.convert(cell)}</{tag}>" for cell in cells]) + "</tr>")
            self.position += 1
        self.out.append("</table>")

    def paragraph(self):
        kept = []
        while self.peek() and self.peek()[0] not in "#->|`":
            kept.append(self.peek())
            self.position += 1
        if not kept:
            kept.append(self.peek())
            self.position += 1
        self.out.append(f"<p>{self.inline.convert(' '.join(kept))}</p>")


PIECES = [
    "# On *reading* notes", "Some **bold words** and `code < 1` in a line\nthat goes on [here](http://example.org/?a=1&b=2).", "- first\n- second with ~~mistake~~\n- third",
    "1. one\n2. two **and a half**", "> quoted *text*\n> on two lines", "| name | value |\n|---|:-:|\n| a | `1` |\n| b & c | 2 |", "```\nif x < y:\n    return *x\n```",
    "See [the manual][Manual] or [nothing][gone], 3 \\* 4 \\< 13.", "[manual]: http://manual.example/",
]


def make_source(count):
    seed = 9
    blocks = []
    for number in range(count):
        seed = (seed * 1103515245 + 12345) % 2147483648
        piece = PIECES[seed // 65536 % len(PIECES)]
        blocks.append(piece if number % 5 else f"## Part {number}\n\n{piece}")
    return "\n\n".join(blocks)


def run(size):
    source = make_source(size)
    document = Document(source)
    html = document.render()
    checksum = 0
    for line in html.split("\n"):
        checksum = (checksum * 31 + len(line) * 7 + line.count("<")) % 1000000007
    return f"{len(source)} characters to {len(html)}, {document.inline.unresolved} links unresolved, checksum {checksum}"


if __name__ == "__main__":
    print(run(49000))
