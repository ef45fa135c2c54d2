local function entry(row, column)
  local diagonal = row + column
  return 1.0 / (diagonal * (diagonal + 1) / 2 + row + 1)
end

local function apply(vector)
  local size = #vector
  local result = {}
  for row = 1, size do
    local total = 0.0
    for column = 1, size do
      total = total + entry(row - 1, column - 1) * vector[column]
    end
    result[row] = total
  end
  return result
end

local function apply_transposed(vector)
  local size = #vector
  local result = {}
  for row = 1, size do
    local total = 0.0
    for column = 1, size do
      total = total + entry(column - 1, row - 1) * vector[column]
    end
    result[row] = total
  end
  return result
end

local function dot(left, right)
  local total = 0.0
  for i = 1, #left do
    total = total + left[i] * right[i]
  end
  return total
end

-- The shortest digits that read back the same, as Python prints a float.
local function repr(value)
  for digits = 1, 17 do
    local text = string.format("%." .. digits .. "g", value)
    if tonumber(text) == value then
      return text:find("%.") and text or text .. ".0"
    end
  end
end

local function run(size)
  local vector, image = {}, nil
  for i = 1, size do
    vector[i] = 1.0
  end
  for _ = 1, 5 do
    image = apply_transposed(apply(vector))
    vector = apply_transposed(apply(image))
  end
  return repr(math.sqrt(dot(vector, image) / dot(image, image)))
end

return { run = run }
