def tokenize(text):
    tokens, i = [], 0
    while i < len(text):
        c = text[i]
        if c in " \t":
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            tokens.append(float(text[i:j]) if "." in text[i:j] else int(text[i:j]))
            i = j
        elif c in "+-*/()^":
            tokens.append(c)
            i += 1
        else:
            raise SyntaxError(f"unexpected {c!r} at {i}")
    return tokens


PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


def to_postfix(tokens):
    output, stack = [], []
    for token in tokens:
        if not isinstance(token, str):
            output.append(token)
        elif token == "(":
            stack.append(token)
        elif token == ")":
            while stack[-1] != "(":
                output.append(stack.pop())
            stack.pop()
        else:
            while stack and stack[-1] != "(" and (PRECEDENCE[stack[-1]] > PRECEDENCE[token] or PRECEDENCE[stack[-1]] == PRECEDENCE[token] and token != "^"):
                output.append(stack.pop())
            stack.append(token)
    return output + stack[::-1]


def evaluate(postfix):
    operations = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "^": lambda a, b: a ** b}
    stack = []
    for token in postfix:
        if isinstance(token, str):
            b, a = stack.pop(), stack.pop()
            stack.append(operations[token](a, b))
        else:
            stack.append(token)
    return stack.pop()


for text in ("1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "10 / 4 - 1.5", "8 / 2 / 2", "1 +", "1 / 0", "2 $ 3", "1)", "2 ^ 100"):
    try:
        print(text, "=", evaluate(to_postfix(tokenize(text))))
    except (SyntaxError, IndexError, ZeroDivisionError) as error:
        print(text, "!!", type(error).__name__, error)
