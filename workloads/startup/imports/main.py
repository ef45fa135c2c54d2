"""A program that is mostly imports: a small inventory spread over a dozen modules beside it."""

import store
from money import FREE
from report import Table


def run(size):
    shop = store.Store()
    total = FREE
    for number in range(size):
        for prefix in ("a", "br", "ch"):
            for item in shop.index.find(prefix):
                total = total + shop.sell(item.name, 1 + number)
    table = Table("item", "left")
    for item, amount in shop.shelf.amounts.items():
        table.add(item.name, amount)
    return f"{total} for {shop.shelf.weight()} left; order {', '.join(shop.to_order())}; {'; '.join(shop.history)}; {len(table.lines())} lines"


if __name__ == "__main__":
    print(run(2))
