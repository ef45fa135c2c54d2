def entry(row, column)
  diagonal = row + column
  1.0 / (diagonal * (diagonal + 1) / 2 + row + 1)
end

def apply(vector)
  size = vector.length
  result = [0.0] * size
  size.times do |row|
    total = 0.0
    size.times { |column| total += entry(row, column) * vector[column] }
    result[row] = total
  end
  result
end

def apply_transposed(vector)
  size = vector.length
  result = [0.0] * size
  size.times do |row|
    total = 0.0
    size.times { |column| total += entry(column, row) * vector[column] }
    result[row] = total
  end
  result
end

def dot(left, right)
  total = 0.0
  left.zip(right) { |a, b| total += a * b }
  total
end

def run(size)
  vector = [1.0] * size
  image = vector
  5.times do
    image = apply_transposed(apply(vector))
    vector = apply_transposed(apply(image))
  end
  Math.sqrt(dot(vector, image) / dot(image, image)).to_s
end
