def count_flips(permutation)
  stack = permutation.dup
  flips = 0
  top = stack[0]
  while top != 0
    stack[0..top] = stack[0..top].reverse
    flips += 1
    top = stack[0]
  end
  flips
end

def run(size)
  permutation = (0...size).to_a
  counters = [0] * size
  most_flips = 0
  checksum = 0
  sign = 1
  depth = 1
  loop do
    flips = count_flips(permutation)
    checksum += sign * flips * (permutation[-1] + 1)
    most_flips = flips if flips > most_flips
    sign = -sign
    while depth < size && counters[depth] == depth
      counters[depth] = 0
      depth += 1
    end
    return "checksum #{checksum}, most flips #{most_flips}" if depth == size

    other = depth.odd? ? counters[depth] : 0
    permutation[other], permutation[depth] = permutation[depth], permutation[other]
    counters[depth] += 1
    depth = 1
  end
end
