class Cell
  attr_reader :value, :rest

  def initialize(value, rest)
    @value = value
    @rest = rest
  end
end

# A list of pseudo-random numbers, newest first.
def random_list(length, seed)
  head = nil
  length.times do
    seed = (seed * 69069 + 1) % 4294967296
    head = Cell.new(seed >> 12, head)
  end
  head
end

def reverse(cell)
  result = nil
  until cell.nil?
    result = Cell.new(cell.value, result)
    cell = cell.rest
  end
  result
end

def map_values(function, cell)
  result = nil
  until cell.nil?
    result = Cell.new(function.call(cell.value), result)
    cell = cell.rest
  end
  reverse(result)
end

def keep(predicate, cell)
  result = nil
  until cell.nil?
    result = Cell.new(cell.value, result) if predicate.call(cell.value)
    cell = cell.rest
  end
  reverse(result)
end

# Two lists holding every other element.
def split(cell)
  left = right = nil
  until cell.nil?
    left, right = Cell.new(cell.value, right), left
    cell = cell.rest
  end
  [left, right]
end

def merge(left, right)
  result = nil
  until left.nil? || right.nil?
    if left.value <= right.value
      result = Cell.new(left.value, result)
      left = left.rest
    else
      result = Cell.new(right.value, result)
      right = right.rest
    end
  end
  remaining = left.nil? ? right : left
  until remaining.nil?
    result = Cell.new(remaining.value, result)
    remaining = remaining.rest
  end
  reverse(result)
end

def sort(cell)
  return cell if cell.nil? || cell.rest.nil?

  left, right = split(cell)
  merge(sort(left), sort(right))
end

def fold(function, start, cell)
  until cell.nil?
    start = function.call(start, cell.value)
    cell = cell.rest
  end
  start
end

def run(size)
  numbers = random_list(size, 42)
  scaled = map_values(->(value) { value * 3 % 100003 }, numbers)
  odd = keep(->(value) { value.odd? }, scaled)
  ordered = sort(odd)
  length = fold(->(total, _) { total + 1 }, 0, ordered)
  checksum = fold(->(total, value) { (total * 17 + value) % 1000000007 }, 0, ordered)
  "#{length} of #{size} kept, from #{ordered.value}, checksum #{checksum}"
end
