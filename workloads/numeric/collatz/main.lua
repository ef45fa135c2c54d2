local function chain_length(start)
  local length = 1
  local number = start
  while number ~= 1 do
    if number % 2 == 0 then
      number = number / 2
    else
      number = 3 * number + 1
    end
    length = length + 1
  end
  return length
end

local function run(size)
  local best_start, best_length, total = 0, 0, 0
  for start = 1, size do
    local length = chain_length(start)
    total = total + length
    if length > best_length then
      best_start, best_length = start, length
    end
  end
  return string.format("longest chain %d from %d, %d numbers visited", best_length, best_start, total)
end

return { run = run }
