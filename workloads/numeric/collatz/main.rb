def chain_length(start)
  length = 1
  number = start
  while number != 1
    if number % 2 == 0
      number /= 2
    else
      number = 3 * number + 1
    end
    length += 1
  end
  length
end

def run(size)
  best_start = best_length = 0
  total = 0
  (1..size).each do |start|
    length = chain_length(start)
    total += length
    best_start, best_length = start, length if length > best_length
  end
  "longest chain #{best_length} from #{best_start}, #{total} numbers visited"
end
