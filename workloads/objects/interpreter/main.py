"""An interpreter for a small language: scanner, recursive-descent parser, tree of nodes."""

PROGRAM = """
let limit = 30 + extra;
let total = 0;
fn gcd(a, b) { while b > 0 { let rest = a % b; a = b; b = rest; } return a; }
fn power(base, exponent) {
    if exponent == 0 { return 1; }
    let half = power(base, exponent / 2);
    if exponent % 2 == 1 { return half * half * base % 9973; }
    return half * half % 9973;
}
let i = 1;
while i < limit {
    if gcd(i, 12) == 1 { total = total + power(i, i + 3); }
    else { total = total - (i * 2 + 1) % 7; }
    i = i + 1;
}
return total * 100 + i;
"""

KEYWORDS = {"let": True, "fn": True, "while": True, "if": True, "else": True, "return": True}


class LanguageError(Exception):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


class Returned(Exception):
    def __init__(self, value):
        super().__init__(value)
        self.value = value


class Token:
    __slots__ = ("kind", "text", "position")

    def __init__(self, kind, text, position):
        self.kind = kind
        self.text = text
        self.position = position


def scan(source):
    tokens = []
    position = 0
    length = len(source)
    while position < length:
        character = source[position]
        start = position
        if character.isspace():
            position += 1
            continue
        if character.isdigit():
            while position < length and source[position].isdigit():
                position += 1
            kind = "number"
        elif character.isalpha():
            while position < length and source[position].isalnum():
                position += 1
            kind = "keyword" if source[start:position] in KEYWORDS else "name"
        elif source[position:position + 2] in ("==", "<=", ">=", "!="):
            position += 2
            kind = "symbol"
        elif character in "+-*/%<>=(){},;":
            position += 1
            kind = "symbol"
        else:
            raise LanguageError(f"unexpected {character!r}", position)
        tokens.append(Token(kind, source[start:position], start))
    tokens.append(Token("end", "", length))
    return tokens


class Scope:
    def __init__(self, parent=None):
        self.values = {}
        self.parent = parent

    def find(self, name):
        scope = self
        while scope is not None:
            if name in scope.values:
                return scope
            scope = scope.parent
        raise NameError(name)


class Node:
    def evaluate(self, scope):
        raise NotImplementedError(type(self).__name__)


class Number(Node):
    def __init__(self, value):
        self.value = value

    def evaluate(self, scope):
        return self.value


class Name(Node):
    def __init__(self, name):
        self.name = name

    def evaluate(self, scope):
        return scope.find(self.name).values[self.name]


class Binary(Node):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def evaluate(self, scope):
        return self.combine(self.left.evaluate(scope), self.right.evaluate(scope))


class Add(Binary):
    def combine(self, left, right):
        return left + right


class Subtract(Binary):
    def combine(self, left, right):
        return left - right


class Multiply(Binary):
    def combine(self, left, right):
        return left * right


class Divide(Binary):
    def combine(self, left, right):
        return left // right


class Remainder(Binary):
    def combine(self, left, right):
        return left % right


class Less(Binary):
    def combine(self, left, right):
        return left < right


class Greater(Binary):
    def combine(self, left, right):
        return left > right


class Equal(Binary):
    def combine(self, left, right):
        return left == right


COMPARISONS = {"<": Less, ">": Greater, "==": Equal}
SUMS = {"+": Add, "-": Subtract}
PRODUCTS = {"*": Multiply, "/": Divide, "%": Remainder}


class Call(Node):
    def __init__(self, name, arguments):
        self.name = name
        self.arguments = arguments

    def evaluate(self, scope):
        function = scope.find(self.name).values[self.name]
        local = Scope(function.scope)
        for parameter, argument in zip(function.parameters, self.arguments):
            local.values[parameter] = argument.evaluate(scope)
        try:
            function.body.evaluate(local)
        except Returned as result:
            return result.value
        return 0


class Block(Node):
    def __init__(self, statements):
        self.statements = statements

    def evaluate(self, scope):
        for statement in self.statements:
            statement.evaluate(scope)


class Let(Node):
    def __init__(self, name, value):
        self.name = name
        self.value = value

    def evaluate(self, scope):
        scope.values[self.name] = self.value.evaluate(scope)


class Assign(Let):
    def evaluate(self, scope):
        value = self.value.evaluate(scope)
        scope.find(self.name).values[self.name] = value


class Function(Node):
    def __init__(self, name, parameters, body):
        self.name = name
        self.parameters = parameters
        self.body = body
        self.scope = None

    def evaluate(self, scope):
        self.scope = scope
        scope.values[self.name] = self


class While(Node):
    def __init__(self, condition, body):
        self.condition = condition
        self.body = body

    def evaluate(self, scope):
        while self.condition.evaluate(scope):
            self.body.evaluate(scope)


class If(Node):
    def __init__(self, condition, then, otherwise):
        self.condition = condition
        self.then = then
        self.otherwise = otherwise

    def evaluate(self, scope):
        if self.condition.evaluate(scope):
            self.then.evaluate(scope)
        elif self.otherwise is not None:
            self.otherwise.evaluate(scope)


class Return(Node):
    def __init__(self, value):
        self.value = value

    def evaluate(self, scope):
        raise Returned(self.value.evaluate(scope))


class Parser:
    def __init__(self, tokens):
        self.tokens = tokens
        self.position = 0

    @property
    def current(self):
        return self.tokens[self.position]

    def accept(self, text):
        if self.current.text == text:
            self.position += 1
            return True
        return False

    def expect(self, text):
        if not self.accept(text):
            raise LanguageError(f"expected {text!r}, found {self.current.text!r}", self.current.position)

    def take(self, kind):
        token = self.current
        if token.kind != kind:
            raise LanguageError(f"expected a {kind}, found {token.text!r}", token.position)
        self.position += 1
        return token.text

    def program(self):
        statements = []
        while self.current.kind != "end":
            statements.append(self.statement())
        return Block(statements)

    def block(self):
        self.expect("{")
        statements = []
        while not self.accept("}"):
            statements.append(self.statement())
        return Block(statements)

    def statement(self):
        if self.accept("fn"):
            return self.function()
        if self.accept("while"):
            return While(self.expression(), self.block())
        if self.accept("if"):
            condition = self.expression()
            then = self.block()
            return If(condition, then, self.block() if self.accept("else") else None)
        if self.accept("return"):
            statement = Return(self.expression())
        else:
            kind = Let if self.accept("let") else Assign
            name = self.take("name")
            self.expect("=")
            statement = kind(name, self.expression())
        self.expect(";")
        return statement

    def function(self):
        name = self.take("name")
        parameters = []
        self.expect("(")
        while not self.accept(")"):
            parameters.append(self.take("name"))
            self.accept(",")
        return Function(name, parameters, self.block())

    def binary(self, operand, kinds):
        left = operand()
        while self.current.text in kinds:
            kind = kinds[self.current.text]
            self.position += 1
            left = kind(left, operand())
        return left

    def expression(self):
        return self.binary(self.sum, COMPARISONS)

    def sum(self):
        return self.binary(self.product, SUMS)

    def product(self):
        return self.binary(self.atom, PRODUCTS)

    def atom(self):
        if self.accept("("):
            inner = self.expression()
            self.expect(")")
            return inner
        if self.current.kind == "number":
            return Number(int(self.take("number")))
        name = self.take("name")
        if not self.accept("("):
            return Name(name)
        arguments = []
        while not self.accept(")"):
            arguments.append(self.expression())
            self.accept(",")
        return Call(name, arguments)


def execute(source, values):
    """The value of the program's own `return`, with `values` as its global variables."""
    program = Parser(scan(source)).program()
    scope = Scope()
    scope.values.update(values)
    try:
        program.evaluate(scope)
    except Returned as result:
        return result.value
    return None


def run(size):
    checksum = 0
    for round_number in range(size):
        value = execute(PROGRAM, {"extra": round_number % 8})
        checksum = (checksum * 33 + value) % 1000000007
    broken = PROGRAM.replace("limit {", "limit }")
    try:
        execute(broken, {"extra": 1})
    except LanguageError as error:
        return f"checksum {checksum}, then {error}"
    return "the broken program was accepted"


if __name__ == "__main__":
    print(run(500))
