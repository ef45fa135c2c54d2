"""A template engine: text with placeholders, loops, conditions and filters, parsed once, rendered often."""


class TemplateError(Exception):
    pass


def upper(value):
    return str(value).upper()


def title(value):
    return " ".join([word.capitalize() for word in str(value).split(" ")])


def escape(value):
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


FILTERS = {"upper": upper, "title": title, "escape": escape, "length": len}


class Scope:
    def __init__(self, values, outer=None):
        self.values = values
        self.outer = outer

    def look_up(self, name):
        scope = self
        while scope is not None:
            if name in scope.values:
                return scope.values[name]
            scope = scope.outer
        raise TemplateError(f"unknown name {name}")


class Expression:
    """`a.b.c|filter|filter`, or a number, with an optional comparison."""

    def __init__(self, text):
        self.comparison = None
        for sign in (" == ", " > "):
            if sign in text:
                text, other = text.split(sign)
                self.comparison = (sign.strip(), Expression(other))
        path, *filters = text.strip().split("|")
        self.number = int(path) if path.isdigit() else None
        self.names = path.split(".")
        self.filters = [FILTERS[name] for name in filters]

    def evaluate(self, scope):
        value = self.number
        if value is None:
            value = scope.look_up(self.names[0])
            for name in self.names[1:]:
                value = value[name]
        for apply in self.filters:
            value = apply(value)
        if self.comparison is not None:
            sign, other = self.comparison
            right = other.evaluate(scope)
            return value == right if sign == "==" else value > right
        return value


class Node:
    def render(self, scope, out):
        raise NotImplementedError


class Text(Node):
    def __init__(self, text):
        self.text = text

    def render(self, scope, out):
        out.append(self.text)


class Value(Node):
    def __init__(self, text):
        self.expression = Expression(text)

    def render(self, scope, out):
        out.append(str(self.expression.evaluate(scope)))


class Block(Node):
    def __init__(self, children):
        self.children = children

    def render(self, scope, out):
        for child in self.children:
            child.render(scope, out)


class Condition(Node):
    def __init__(self, text, body, otherwise):
        self.expression = Expression(text)
        self.body = body
        self.otherwise = otherwise

    def render(self, scope, out):
        if self.expression.evaluate(scope):
            self.body.render(scope, out)
        elif self.otherwise is not None:
            self.otherwise.render(scope, out)


class Loop(Node):
    def __init__(self, text, body):
        self.name, source = text.split(" in ")
        self.source = Expression(source)
        self.body = body

    def render(self, scope, out):
        items = self.source.evaluate(scope)
        for index, item in enumerate(items):
            loop = {"index": index + 1, "last": index + 1 == len(items)}
            self.body.render(Scope({self.name: item, "loop": loop}, scope), out)


def tokenize(source):
    """Pairs of kind and text."""
    tokens = []
    position = 0
    while True:
        begin = source.find("{", position)
        while begin >= 0 and source[begin + 1:begin + 2] not in ("{", "%"):
            begin = source.find("{", begin + 1)
        if begin < 0:
            tokens.append(("text", source[position:]))
            return tokens
        if begin > position:
            tokens.append(("text", source[position:begin]))
        kind, close = ("value", "}}") if source[begin + 1] == "{" else ("tag", "%}")
        end = source.find(close, begin)
        if end < 0:
            raise TemplateError("a placeholder does not end")
        tokens.append((kind, source[begin + 2:end].strip()))
        position = end + 2


class Parser:
    def __init__(self, source):
        self.tokens = tokenize(source)
        self.position = 0

    def parse(self, *ends):
        """Nodes up to one of the tags, which is left unread."""
        children = []
        while self.position < len(self.tokens):
            kind, text = self.tokens[self.position]
            if kind == "tag" and text in ends:
                return Block(children)
            self.position += 1
            if kind == "text":
                children.append(Text(text))
            elif kind == "value":
                children.append(Value(text))
            else:
                children.append(self.tag(text))
        if ends:
            raise TemplateError(f"{ends[0]} is missing")
        return Block(children)

    def tag(self, text):
        word, _, rest = text.partition(" ")
        if word == "for":
            body = self.parse("endfor")
            self.position += 1
            return Loop(rest, body)
        if word == "if":
            body = self.parse("else", "endif")
            otherwise = None
            if self.tokens[self.position][1] == "else":
                self.position += 1
                otherwise = self.parse("endif")
            self.position += 1
            return Condition(rest, body, otherwise)
        raise TemplateError(f"unknown tag {word}")


PAGE = """<h1>{{ shop.name|title|escape }}</h1>
<p>{{ orders|length }} orders{% if shop.closed %}, closed today{% else %}, open until {{ shop.hour }}{% endif %}</p>
<ul>{% for order in orders %}
  <li class="{% if order.total > 5000 %}large{% else %}small{% endif %}">{{ loop.index }}. {{ order.customer.name|escape }}:
  {% for line in order.lines %}{{ line.amount }} x {{ line.item|upper }}{% if loop.last %}.{% else %}, {% endif %}{% endfor %}
  {% if order.note == shop.motto %}(as always){% endif %} {{ order.total }} cents</li>{% endfor %}
</ul>
"""
ITEMS = ["tea", "bread & butter", "soup", "pie <hot>", "milk"]


def make_orders(count, seed):
    orders = []
    for number in range(count):
        lines = []
        total = 0
        seed = (seed * 1103515245 + 12345) % 2147483648
        for _ in range(1 + seed // 65536 % 5):
            seed = (seed * 1103515245 + 12345) % 2147483648
            code = seed // 65536
            lines.append({"amount": code % 9 + 1, "item": ITEMS[code % len(ITEMS)]})
            total += (code % 9 + 1) * (150 + code % 400)
        note = "to the brim" if seed // 4096 % 3 == 0 else "quick"
        orders.append({"customer": {"name": f"no. {number} <{code % 100}>"}, "lines": lines, "total": total, "note": note})
    return orders


def run(size):
    template = Parser(PAGE).parse()
    pages = characters = checksum = 0
    for number in range(size):
        shop = {"name": "the corner & co", "closed": number % 7 == 0, "hour": 17 + number % 4, "motto": "to the brim"}
        out = []
        template.render(Scope({"shop": shop, "orders": make_orders(12, number + 1)}), out)
        page = "".join(out)
        pages += 1
        characters += len(page)
        checksum = (checksum * 31 + len(page) + page.count("large") * 7 + page.count("&amp;")) % 1000000007
    return f"{pages} pages, {characters} characters, checksum {checksum}"


if __name__ == "__main__":
    print(run(3300))
