"""Primes by Eratosthenes' sieve, then questions about the primes found."""


def sieve(limit):
    """A list whose element n says whether n is prime, for 0 <= n <= limit."""
    is_prime = [True] * (limit + 1)
    is_prime[0] = is_prime[1] = False
    candidate = 2
    while candidate * candidate <= limit:
        if is_prime[candidate]:
            for multiple in range(candidate * candidate, limit + 1, candidate):
                is_prime[multiple] = False
        candidate += 1
    return is_prime


def run(size):
    is_prime = sieve(size)
    count = total = twins = widest_gap = 0
    previous = 2
    for number in range(2, size + 1):
        if not is_prime[number]:
            continue
        count += 1
        total += number
        gap = number - previous
        if gap == 2:
            twins += 1
        if gap > widest_gap:
            widest_gap = gap
        previous = number
    return f"{count} primes, sum {total}, {twins} twins, widest gap {widest_gap}"


if __name__ == "__main__":
    print(run(4000000))
