local floor = math.floor

-- A class whose instances are nodes of the network; `rank` is larger than the rank of every input.
local function class(compute)
  local methods = { compute = compute }
  methods.__index = methods
  return methods
end

local function make(kind, inputs)
  local cell = setmetatable({ inputs = inputs, observers = {}, value = 0, dirty = false, rank = 0 }, kind)
  for _, source in ipairs(inputs) do
    source.observers[#source.observers + 1] = cell
    cell.rank = math.max(cell.rank, source.rank + 1)
  end
  return cell
end

local Input = class(function(self) return self.value end)

local Sum = class(function(self)
  local total = 0
  for _, cell in ipairs(self.inputs) do
    total = total + cell.value
  end
  return total
end)

local Largest = class(function(self)
  local most = self.inputs[1].value
  for _, cell in ipairs(self.inputs) do
    most = math.max(most, cell.value)
  end
  return most
end)

local Scaled = class(function(self)
  return (self.inputs[1].value * self.factor + self.offset) % self.modulus
end)

-- The second input while the first is below a limit, else the third.
local Choice = class(function(self)
  local inputs = self.inputs
  if inputs[1].value < self.limit then
    return inputs[2].value
  end
  return inputs[3].value
end)

local function scaled(source, factor, offset, modulus)
  local cell = make(Scaled, { source })
  cell.factor, cell.offset, cell.modulus = factor, offset, modulus
  return cell
end

local Sheet = {}
Sheet.__index = Sheet

function Sheet:add(cell)
  self.cells[#self.cells + 1] = cell
  while #self.pending <= cell.rank do
    self.pending[#self.pending + 1] = {}
  end
  cell.value = cell:compute()
  return cell
end

function Sheet:schedule(cell)
  if not cell.dirty then
    cell.dirty = true
    local waiting = self.pending[cell.rank + 1]
    waiting[#waiting + 1] = cell
  end
end

function Sheet:set(cell, value)
  if cell.value ~= value then
    cell.value = value
    for _, observer in ipairs(cell.observers) do
      self:schedule(observer)
    end
  end
end

-- Recompute what depends on a change, each cell once, inputs before observers.
function Sheet:settle()
  for rank, waiting in ipairs(self.pending) do
    for _, cell in ipairs(waiting) do
      cell.dirty = false
      self.computed = self.computed + 1
      local value = cell:compute()
      if value ~= cell.value then
        self.changed = self.changed + 1
        self:set(cell, value)
      end
    end
    self.pending[rank] = {}
  end
end

local function build(sheet, width, depth)
  local inputs = {}
  for i = 1, width do
    inputs[i] = sheet:add(make(Input, {}))
  end
  local layer = inputs
  for level = 0, depth - 1 do
    local following = {}
    for i = 0, width - 1 do
      local near = layer[i + 1]
      local right = layer[(i + 1) % width + 1]
      local far = layer[(i + level + 2) % width + 1]
      local kind = (i + level) % 4
      local cell
      if kind == 0 then
        cell = make(Sum, { near, right })
      elseif kind == 1 then
        cell = scaled(near, level + 3, i, 1009)
      elseif kind == 2 then
        cell = make(Choice, { near, right, far })
        cell.limit = 500
      else
        cell = scaled(sheet:add(make(Largest, { near, right, far })), 7, 0, 997)
      end
      following[#following + 1] = sheet:add(cell)
    end
    layer = following
  end
  return inputs, sheet:add(make(Sum, layer))
end

local function run(size)
  local sheet = setmetatable({ cells = {}, pending = {}, computed = 0, changed = 0 }, Sheet)
  local inputs, output = build(sheet, 16, 6)
  local checksum, seed = 0, 1
  for _ = 1, size do
    seed = (seed * 16807) % 2147483647
    sheet:set(inputs[seed % #inputs + 1], floor(seed / 16) % 1000)
    sheet:settle()
    checksum = (checksum * 37 + output.value) % 1000000007
  end
  return string.format("%d cells, %d computed, %d changed, checksum %d", #sheet.cells, sheet.computed, sheet.changed, checksum)
end

return { run = run }
