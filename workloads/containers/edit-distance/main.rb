def make_text(length, seed)
  letters = []
  length.times do
    seed = (seed * 16807) % 2147483647
    letters << "acgt"[seed >> 7 & 3]
  end
  letters.join
end

# The text with some letters replaced, dropped or doubled.
def mutate(text, seed)
  pieces = []
  text.each_char do |letter|
    seed = (seed * 16807) % 2147483647
    kind = seed / 1024 % 12
    if kind == 0
      pieces << (letter == "a" ? "t" : "a")
    elsif kind == 1
      pieces << letter * 2
    elsif kind != 2
      pieces << letter
    end
  end
  pieces.join
end

def edit_distance(left, right)
  previous = (0..right.length).to_a
  left.each_char.with_index(1) do |a, i|
    current = [i]
    right.each_char.with_index(1) do |b, j|
      cost = previous[j - 1] + (a == b ? 0 : 1)
      current << [cost, previous[j] + 1, current[j - 1] + 1].min
    end
    previous = current
  end
  previous[-1]
end

def common_subsequence(left, right)
  table = Array.new(left.length + 1) { [0] * (right.length + 1) }
  left.length.times do |i|
    row = table[i]
    below = table[i + 1]
    right.length.times do |j|
      if left[i] == right[j]
        below[j + 1] = row[j] + 1
      elsif row[j + 1] >= below[j]
        below[j + 1] = row[j + 1]
      else
        below[j + 1] = below[j]
      end
    end
  end
  letters = []
  i = left.length
  j = right.length
  while i > 0 && j > 0
    if table[i][j] == table[i - 1][j]
      i -= 1
    elsif table[i][j] == table[i][j - 1]
      j -= 1
    else
      i -= 1
      j -= 1
      letters << left[i]
    end
  end
  letters.reverse.join
end

def run(size)
  original = make_text(size, 11)
  copy = mutate(original, 5)
  stranger = make_text(size, 77)
  near = edit_distance(original, copy)
  far = edit_distance(original, stranger)
  shared = common_subsequence(original, copy)
  tail = shared[-8..] || shared
  "near #{near}, far #{far}, #{shared.length} letters shared: #{shared[0, 20]}...#{tail}"
end
