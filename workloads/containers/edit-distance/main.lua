local floor, min = math.floor, math.min
local LETTERS = { [0] = "a", "c", "g", "t" }

local function make_text(length, seed)
  local letters = {}
  for i = 1, length do
    seed = (seed * 16807) % 2147483647
    letters[i] = LETTERS[floor(seed / 128) % 4]
  end
  return table.concat(letters)
end

-- The text with some letters replaced, dropped or doubled.
local function mutate(text, seed)
  local pieces = {}
  for i = 1, #text do
    local letter = text:sub(i, i)
    seed = (seed * 16807) % 2147483647
    local kind = floor(seed / 1024) % 12
    if kind == 0 then
      pieces[#pieces + 1] = letter == "a" and "t" or "a"
    elseif kind == 1 then
      pieces[#pieces + 1] = letter .. letter
    elseif kind ~= 2 then
      pieces[#pieces + 1] = letter
    end
  end
  return table.concat(pieces)
end

local function edit_distance(left, right)
  local previous = {}
  for j = 0, #right do
    previous[j] = j
  end
  for i = 1, #left do
    local a = left:sub(i, i)
    local current = { [0] = i }
    for j = 1, #right do
      local cost = previous[j - 1]
      if a ~= right:sub(j, j) then
        cost = cost + 1
      end
      current[j] = min(cost, previous[j] + 1, current[j - 1] + 1)
    end
    previous = current
  end
  return previous[#right]
end

local function common_subsequence(left, right)
  local rows = {}
  for i = 0, #left do
    local row = {}
    for j = 0, #right do
      row[j] = 0
    end
    rows[i] = row
  end
  for i = 0, #left - 1 do
    local row, below = rows[i], rows[i + 1]
    for j = 0, #right - 1 do
      if left:sub(i + 1, i + 1) == right:sub(j + 1, j + 1) then
        below[j + 1] = row[j] + 1
      elseif row[j + 1] >= below[j] then
        below[j + 1] = row[j + 1]
      else
        below[j + 1] = below[j]
      end
    end
  end
  local letters = {}
  local i, j = #left, #right
  while i > 0 and j > 0 do
    if rows[i][j] == rows[i - 1][j] then
      i = i - 1
    elseif rows[i][j] == rows[i][j - 1] then
      j = j - 1
    else
      letters[#letters + 1] = left:sub(i, i)
      i = i - 1
      j = j - 1
    end
  end
  return table.concat(letters):reverse()
end

local function run(size)
  local original = make_text(size, 11)
  local copy = mutate(original, 5)
  local stranger = make_text(size, 77)
  local near = edit_distance(original, copy)
  local far = edit_distance(original, stranger)
  local shared = common_subsequence(original, copy)
  return string.format("near %d, far %d, %d letters shared: %s...%s", near, far, #shared, shared:sub(1, 20), shared:sub(-8))
end

return { run = run }
