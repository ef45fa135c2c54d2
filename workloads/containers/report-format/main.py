"""A ledger printed into text and read back: f-strings, %, padding, join, split and replace."""

REGIONS = ["north", "south", "east", "west"]
COLUMNS = [("id", 6), ("region", 8), ("item", 14), ("amount", 12), ("rate", 8)]


def make_rows(count):
    rows = []
    seed = 3
    for number in range(count):
        seed = (seed * 48271) % 2147483647
        rows.append({
            "id": number,
            "region": REGIONS[seed % 4],
            "item": f"part-{seed % 9973:04x}",
            "amount": seed % 1000003 - 500000,
            "rate": (seed % 257) / 16,
        })
    return rows


def with_thousands(cents):
    """-1234567 cents as "-12,345.67"."""
    sign = "-" if cents < 0 else ""
    whole, fraction = divmod(abs(cents), 100)
    digits = str(whole)
    groups = []
    while len(digits) > 3:
        groups.append(digits[-3:])
        digits = digits[:-3]
    groups.append(digits)
    return "%s%s.%02d" % (sign, ",".join(reversed(groups)), fraction)


def format_table(rows):
    lines = [" | ".join([name.upper().ljust(width) for name, width in COLUMNS])]
    lines.append("-+-".join(["-" * width for _, width in COLUMNS]))
    for row in rows:
        lines.append(" | ".join([
            f"{row['id']:06d}",
            row["region"].center(8),
            f"{row['item']:<14}",
            with_thousands(row["amount"]).rjust(12),
            "%8.3f" % row["rate"],
        ]))
    return "\n".join(lines)


def format_csv(rows):
    header = ",".join([name for name, _ in COLUMNS])
    body = [",".join([str(row[name]) for name, _ in COLUMNS]) for row in rows]
    return "\n".join([header] + body)


def parse_table(text):
    """Region totals, read back from the formatted table."""
    totals = {}
    for line in text.splitlines()[2:]:
        cells = [cell.strip() for cell in line.split("|")]
        cents = int(cells[3].replace(",", "").replace(".", ""))
        count, total = totals.get(cells[1], (0, 0))
        totals[cells[1]] = (count + 1, total + cents)
    return totals


def checksum(text):
    """Over a sample of the characters, so that formatting stays the main work."""
    value = 0
    for character in text[::61]:
        value = (value * 31 + ord(character)) % 1000000007
    return value


def run(size):
    rows = make_rows(size)
    table = format_table(rows)
    csv = format_csv(rows)
    totals = parse_table(table)
    parts = []
    for region in sorted(totals):
        count, total = totals[region]
        parts.append("{}={}/{}".format(region.title(), count, with_thousands(total)))
    return f"{len(table)} + {len(csv)} characters, {checksum(table)} {checksum(csv)}, {' '.join(parts)}"


if __name__ == "__main__":
    print(run(90000))
