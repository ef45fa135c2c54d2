local Board = {}
Board.__index = Board

local function none_taken(count)
  local taken = {}
  for i = 0, count - 1 do
    taken[i] = false
  end
  return taken
end

function Board.new(size)
  return setmetatable({
    size = size,
    column_taken = none_taken(size),
    rising_taken = none_taken(2 * size - 1),
    falling_taken = none_taken(2 * size - 1),
    placed = {},
    solutions = 0,
    checksum = 0,
  }, Board)
end

function Board:record()
  self.solutions = self.solutions + 1
  for row, column in ipairs(self.placed) do
    self.checksum = (self.checksum * 33 + (row - 1) * column) % 1000000007
  end
end

function Board:search(row)
  if row == self.size then
    self:record()
    return
  end
  for column = 0, self.size - 1 do
    local rising = row + column
    local falling = row - column + self.size - 1
    if not (self.column_taken[column] or self.rising_taken[rising] or self.falling_taken[falling]) then
      self.column_taken[column], self.rising_taken[rising], self.falling_taken[falling] = true, true, true
      table.insert(self.placed, column)
      self:search(row + 1)
      table.remove(self.placed)
      self.column_taken[column], self.rising_taken[rising], self.falling_taken[falling] = false, false, false
    end
  end
end

local function run(size)
  local board = Board.new(size)
  board:search(0)
  return string.format("%d solutions on %dx%d, checksum %d", board.solutions, size, size, board.checksum)
end

return { run = run }
