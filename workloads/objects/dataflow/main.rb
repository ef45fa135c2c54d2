# A node of the network; `rank` is larger than the rank of every input.
class Cell
  attr_reader :inputs, :observers, :rank
  attr_accessor :value, :dirty

  def initialize(inputs = [])
    @inputs = inputs
    @observers = []
    @value = 0
    @dirty = false
    @rank = 0
    @inputs.each do |cell|
      cell.observers << self
      @rank = [@rank, cell.rank + 1].max
    end
  end

  def compute
    raise NotImplementedError, self.class.name
  end
end

class Input < Cell
  def compute
    @value
  end
end

class Sum < Cell
  def compute
    total = 0
    @inputs.each { |cell| total += cell.value }
    total
  end
end

class Largest < Cell
  def compute
    @inputs.map(&:value).max
  end
end

class Scaled < Cell
  def initialize(source, factor:, offset: 0, modulus: 1009)
    super([source])
    @factor = factor
    @offset = offset
    @modulus = modulus
  end

  def compute
    (@inputs[0].value * @factor + @offset) % @modulus
  end
end

# The second input while the first is below a limit, else the third.
class Choice < Cell
  def initialize(condition, below, above, limit:)
    super([condition, below, above])
    @limit = limit
  end

  def compute
    condition, below, above = @inputs
    condition.value < @limit ? below.value : above.value
  end
end

class Sheet
  attr_reader :cells, :computed, :changed

  def initialize
    @cells = []
    @pending = []
    @computed = 0
    @changed = 0
  end

  def add(cell)
    @cells << cell
    @pending << [] while @pending.length <= cell.rank
    cell.value = cell.compute
    cell
  end

  def schedule(cell)
    return if cell.dirty

    cell.dirty = true
    @pending[cell.rank] << cell
  end

  def set(cell, value)
    return if cell.value == value

    cell.value = value
    cell.observers.each { |observer| schedule(observer) }
  end

  # Recompute what depends on a change, each cell once, inputs before observers.
  def settle
    @pending.each do |waiting|
      waiting.each do |cell|
        cell.dirty = false
        @computed += 1
        value = cell.compute
        if value != cell.value
          @changed += 1
          set(cell, value)
        end
      end
      waiting.clear
    end
  end
end

def build(sheet, width, depth)
  inputs = Array.new(width) { sheet.add(Input.new) }
  layer = inputs
  depth.times do |level|
    following = []
    width.times do |i|
      near = layer[i]
      right = layer[(i + 1) % width]
      far = layer[(i + level + 2) % width]
      kind = (i + level) % 4
      cell =
        if kind == 0
          Sum.new([near, right])
        elsif kind == 1
          Scaled.new(near, factor: level + 3, offset: i)
        elsif kind == 2
          Choice.new(near, right, far, limit: 500)
        else
          Scaled.new(sheet.add(Largest.new([near, right, far])), factor: 7, modulus: 997)
        end
      following << sheet.add(cell)
    end
    layer = following
  end
  [inputs, sheet.add(Sum.new(layer))]
end

def run(size)
  sheet = Sheet.new
  inputs, output = build(sheet, 16, 6)
  checksum = 0
  seed = 1
  size.times do
    seed = (seed * 16807) % 2147483647
    sheet.set(inputs[seed % inputs.length], seed / 16 % 1000)
    sheet.settle
    checksum = (checksum * 37 + output.value) % 1000000007
  end
  "#{sheet.cells.length} cells, #{sheet.computed} computed, #{sheet.changed} changed, checksum #{checksum}"
end
