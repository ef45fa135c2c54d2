# An array whose element n says whether n is prime, for 0 <= n <= limit.
def sieve(limit)
  is_prime = [true] * (limit + 1)
  is_prime[0] = is_prime[1] = false
  candidate = 2
  while candidate * candidate <= limit
    if is_prime[candidate]
      multiple = candidate * candidate
      while multiple <= limit
        is_prime[multiple] = false
        multiple += candidate
      end
    end
    candidate += 1
  end
  is_prime
end

def run(size)
  is_prime = sieve(size)
  count = total = twins = widest_gap = 0
  previous = 2
  (2..size).each do |number|
    next unless is_prime[number]

    count += 1
    total += number
    gap = number - previous
    twins += 1 if gap == 2
    widest_gap = gap if gap > widest_gap
    previous = number
  end
  "#{count} primes, sum #{total}, #{twins} twins, widest gap #{widest_gap}"
end
