local function count_flips(permutation, size)
  local stack = {}
  for i = 1, size do
    stack[i] = permutation[i]
  end
  local flips = 0
  local top = stack[1]
  while top ~= 0 do
    local low, high = 1, top + 1
    while low < high do
      stack[low], stack[high] = stack[high], stack[low]
      low, high = low + 1, high - 1
    end
    flips = flips + 1
    top = stack[1]
  end
  return flips
end

local function run(size)
  local permutation, counters = {}, {}
  for i = 1, size do
    permutation[i] = i - 1
    counters[i] = 0
  end
  local most_flips, checksum, sign, depth = 0, 0, 1, 1
  while true do
    local flips = count_flips(permutation, size)
    checksum = checksum + sign * flips * (permutation[size] + 1)
    if flips > most_flips then
      most_flips = flips
    end
    sign = -sign
    while depth < size and counters[depth + 1] == depth do
      counters[depth + 1] = 0
      depth = depth + 1
    end
    if depth == size then
      return string.format("checksum %d, most flips %d", checksum, most_flips)
    end
    local other = depth % 2 == 1 and counters[depth + 1] or 0
    permutation[other + 1], permutation[depth + 1] = permutation[depth + 1], permutation[other + 1]
    counters[depth + 1] = counters[depth + 1] + 1
    depth = 1
  end
end

return { run = run }
