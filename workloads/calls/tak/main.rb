def tak(x, y, z)
  return z if y >= x

  tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
end

class Counter
  attr_reader :calls

  def initialize
    @calls = 0
  end

  # The lazy variant: the third argument is a function, called only when it is needed.
  def tarai(x, y, z)
    @calls += 1
    return y if x <= y

    tarai(
      tarai(x - 1, y, z),
      tarai(y - 1, z.call, -> { x }),
      -> { tarai(z.call - 1, x, -> { y }) }
    )
  end
end

def run(size)
  third = size / 3
  counter = Counter.new
  lazy = counter.tarai(size * 2, size, -> { 0 })
  "tak #{tak(size, 2 * third, third)}, lazy tarai #{lazy} in #{counter.calls} calls"
end
