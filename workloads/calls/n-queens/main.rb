class Board
  attr_reader :solutions, :checksum

  def initialize(size)
    @size = size
    @column_taken = [false] * size
    @rising_taken = [false] * (2 * size - 1)
    @falling_taken = [false] * (2 * size - 1)
    @placed = []
    @solutions = 0
    @checksum = 0
  end

  def record
    @solutions += 1
    @placed.each_with_index { |column, row| @checksum = (@checksum * 33 + row * column) % 1000000007 }
  end

  def search(row = 0)
    return record if row == @size

    @size.times do |column|
      rising = row + column
      falling = row - column + @size - 1
      next if @column_taken[column] || @rising_taken[rising] || @falling_taken[falling]

      @column_taken[column] = @rising_taken[rising] = @falling_taken[falling] = true
      @placed.push(column)
      search(row + 1)
      @placed.pop
      @column_taken[column] = @rising_taken[rising] = @falling_taken[falling] = false
    end
  end
end

def run(size)
  board = Board.new(size)
  board.search
  "#{board.solutions} solutions on #{size}x#{size}, checksum #{board.checksum}"
end
