"""When to order more, as small functions."""


def below(limit):
    def rule(item, amount):
        return amount < limit

    return rule


def cheap(cents):
    return lambda item, amount: item.price.cents < cents


def both(*rules):
    return lambda item, amount: all([rule(item, amount) for rule in rules])


def either(*rules):
    return lambda item, amount: any([rule(item, amount) for rule in rules])


DEFAULT = either(below(2), both(below(5), cheap(300)))
