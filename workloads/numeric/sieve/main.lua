-- A table whose element n says whether n is prime, for 0 <= n <= limit.
local function sieve(limit)
  local is_prime = {}
  for number = 0, limit do
    is_prime[number] = true
  end
  is_prime[0], is_prime[1] = false, false
  local candidate = 2
  while candidate * candidate <= limit do
    if is_prime[candidate] then
      for multiple = candidate * candidate, limit, candidate do
        is_prime[multiple] = false
      end
    end
    candidate = candidate + 1
  end
  return is_prime
end

local function run(size)
  local is_prime = sieve(size)
  local count, total, twins, widest_gap, previous = 0, 0, 0, 0, 2
  for number = 2, size do
    if is_prime[number] then
      count = count + 1
      total = total + number
      local gap = number - previous
      if gap == 2 then
        twins = twins + 1
      end
      if gap > widest_gap then
        widest_gap = gap
      end
      previous = number
    end
  end
  return string.format("%d primes, sum %d, %d twins, widest gap %d", count, total, twins, widest_gap)
end

return { run = run }
