"use strict";

// An array whose element n says whether n is prime, for 0 <= n <= limit.
function sieve(limit) {
  const isPrime = new Array(limit + 1).fill(true);
  isPrime[0] = isPrime[1] = false;
  for (let candidate = 2; candidate * candidate <= limit; candidate++) {
    if (isPrime[candidate]) {
      for (let multiple = candidate * candidate; multiple <= limit; multiple += candidate) isPrime[multiple] = false;
    }
  }
  return isPrime;
}

exports.run = (size) => {
  const isPrime = sieve(size);
  let count = 0;
  let total = 0;
  let twins = 0;
  let widestGap = 0;
  let previous = 2;
  for (let number = 2; number <= size; number++) {
    if (!isPrime[number]) continue;
    count += 1;
    total += number;
    const gap = number - previous;
    if (gap === 2) twins += 1;
    if (gap > widestGap) widestGap = gap;
    previous = number;
  }
  return `${count} primes, sum ${total}, ${twins} twins, widest gap ${widestGap}`;
};
