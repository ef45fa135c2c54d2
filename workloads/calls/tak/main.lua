local function tak(x, y, z)
  if y >= x then
    return z
  end
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
end

local Counter = {}
Counter.__index = Counter

-- The lazy variant: the third argument is a function, called only when it is needed.
function Counter:tarai(x, y, z)
  self.calls = self.calls + 1
  if x <= y then
    return y
  end
  return self:tarai(
    self:tarai(x - 1, y, z),
    self:tarai(y - 1, z(), function() return x end),
    function() return self:tarai(z() - 1, x, function() return y end) end
  )
end

local function run(size)
  local third = math.floor(size / 3)
  local counter = setmetatable({ calls = 0 }, Counter)
  local lazy = counter:tarai(size * 2, size, function() return 0 end)
  return string.format("tak %d, lazy tarai %d in %d calls", tak(size, 2 * third, third), lazy, counter.calls)
end

return { run = run }
