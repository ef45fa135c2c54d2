local floor = math.floor

local function cons(value, rest)
  return { value = value, rest = rest }
end

-- A list of pseudo-random numbers, newest first.
local function random_list(length, seed)
  local head = nil
  for _ = 1, length do
    seed = (seed * 69069 + 1) % 4294967296
    head = cons(floor(seed / 4096), head)
  end
  return head
end

local function reverse(cell)
  local result = nil
  while cell do
    result = cons(cell.value, result)
    cell = cell.rest
  end
  return result
end

local function map_values(f, cell)
  local result = nil
  while cell do
    result = cons(f(cell.value), result)
    cell = cell.rest
  end
  return reverse(result)
end

local function keep(predicate, cell)
  local result = nil
  while cell do
    if predicate(cell.value) then
      result = cons(cell.value, result)
    end
    cell = cell.rest
  end
  return reverse(result)
end

-- Two lists holding every other element.
local function split(cell)
  local left, right = nil, nil
  while cell do
    left, right = cons(cell.value, right), left
    cell = cell.rest
  end
  return left, right
end

local function merge(left, right)
  local result = nil
  while left and right do
    if left.value <= right.value then
      result = cons(left.value, result)
      left = left.rest
    else
      result = cons(right.value, result)
      right = right.rest
    end
  end
  local remaining = left or right
  while remaining do
    result = cons(remaining.value, result)
    remaining = remaining.rest
  end
  return reverse(result)
end

local function sort(cell)
  if cell == nil or cell.rest == nil then
    return cell
  end
  local left, right = split(cell)
  return merge(sort(left), sort(right))
end

local function fold(f, start, cell)
  while cell do
    start = f(start, cell.value)
    cell = cell.rest
  end
  return start
end

local function run(size)
  local numbers = random_list(size, 42)
  local scaled = map_values(function(value) return value * 3 % 100003 end, numbers)
  local odd = keep(function(value) return value % 2 == 1 end, scaled)
  local ordered = sort(odd)
  local length = fold(function(total, _) return total + 1 end, 0, ordered)
  local checksum = fold(function(total, value) return (total * 17 + value) % 1000000007 end, 0, ordered)
  return string.format("%d of %d kept, from %d, checksum %d", length, size, ordered.value, checksum)
end

return { run = run }
