local Node = {}
Node.__index = Node

function Node:count()
  if self.left == nil then
    return 1
  end
  return 1 + self.left:count() + self.right:count()
end

local function build(depth)
  if depth == 0 then
    return setmetatable({}, Node)
  end
  return setmetatable({ left = build(depth - 1), right = build(depth - 1) }, Node)
end

local function run(size)
  local lasting = build(size)
  local lines = {}
  for depth = 4, size, 4 do
    local trees = 2 ^ (size - depth)
    local nodes = 0
    for _ = 1, trees do
      nodes = nodes + build(depth):count()
    end
    lines[#lines + 1] = string.format("%d of depth %d: %d", trees, depth, nodes)
  end
  lines[#lines + 1] = string.format("lasting: %d", lasting:count())
  return table.concat(lines, "; ")
end

return { run = run }
