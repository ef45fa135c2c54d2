class Node
  def initialize(left, right)
    @left = left
    @right = right
  end

  def count
    return 1 if @left.nil?

    1 + @left.count + @right.count
  end
end

def build(depth)
  return Node.new(nil, nil) if depth == 0

  Node.new(build(depth - 1), build(depth - 1))
end

def run(size)
  lasting = build(size)
  lines = []
  4.step(size, 4) do |depth|
    trees = 1 << (size - depth)
    nodes = 0
    trees.times { nodes += build(depth).count }
    lines << "#{trees} of depth #{depth}: #{nodes}"
  end
  lines << "lasting: #{lasting.count}"
  lines.join("; ")
end
