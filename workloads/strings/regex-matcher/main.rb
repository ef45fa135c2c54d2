require "set"

# Reads one character that `accepts` allows, or splits into two without reading.
class State
  attr_accessor :accepts, :out, :other, :seen_at

  def initialize(accepts, out = nil, other = nil)
    @accepts = accepts
    @out = out
    @other = other
    @seen_at = -1
  end
end

class Literal
  def initialize(letter)
    @letter = letter
  end

  def accepts(letter)
    letter == @letter
  end
end

class Any
  def accepts(letter)
    letter != "\n"
  end
end

class CharacterClass
  def initialize(letters, negated)
    @letters = letters
    @negated = negated
  end

  def accepts(letter)
    @letters.include?(letter) != @negated
  end
end

# Recursive descent; every method returns the entry state and the states whose `out` is still open.
class Compiler
  def initialize(pattern)
    @pattern = pattern
    @position = 0
  end

  def peek
    @position < @pattern.length ? @pattern[@position] : ""
  end

  def take
    letter = peek
    @position += 1
    letter
  end

  def compile
    start, loose = alternatives
    final = State.new(nil)
    connect(loose, final)
    [start, final]
  end

  def alternatives
    start, loose = sequence
    while peek == "|"
      take
      other_start, other_loose = sequence
      start = State.new(nil, start, other_start)
      loose += other_loose
    end
    [start, loose]
  end

  def sequence
    start, loose = repeated
    until ["", "|", ")"].include?(peek)
      following, following_loose = repeated
      connect(loose, following)
      loose = following_loose
    end
    [start, loose]
  end

  def repeated
    start, loose = atom
    while ["*", "+", "?"].include?(peek)
      mark = take
      split = State.new(nil, start, nil)
      if mark == "?"
        loose += [[split, :other]]
        start = split
      else
        connect(loose, split)
        loose = [[split, :other]]
        start = split if mark == "*"
      end
    end
    [start, loose]
  end

  def atom
    letter = take
    if letter == "("
      inner = alternatives
      take
      return inner
    end
    if letter == "["
      accepts = character_class
    elsif letter == "."
      accepts = Any.new.method(:accepts)
    else
      letter = take if letter == "\\"
      accepts = Literal.new(letter).method(:accepts)
    end
    state = State.new(accepts)
    [state, [[state, :out]]]
  end

  def character_class
    negated = peek == "^"
    take if negated
    letters = Set.new
    while peek != "]"
      first = take
      if peek == "-"
        take
        (first.ord..take.ord).each { |code| letters.add(code.chr) }
      else
        letters.add(first)
      end
    end
    take
    CharacterClass.new(letters, negated).method(:accepts)
  end
end

def connect(loose, target)
  loose.each do |state, name|
    if name == :out
      state.out = target
    else
      state.other = target
    end
  end
end

class Matcher
  def initialize(pattern)
    @start, @final = Compiler.new(pattern).compile
    @generation = 0
  end

  # Adds a state and everything reached from it without reading.
  def follow(state, states)
    return if state.seen_at == @generation

    state.seen_at = @generation
    if state.accepts.nil? && !state.equal?(@final)
      follow(state.out, states)
      follow(state.other, states)
    else
      states << state
    end
  end

  # The end of the longest match that begins there, or -1.
  def match_end(text, first)
    @generation += 1
    current = []
    follow(@start, current)
    finish = current.include?(@final) ? first : -1
    (first...text.length).each do |position|
      letter = text[position]
      @generation += 1
      following = []
      current.each do |state|
        follow(state.out, following) if !state.accepts.nil? && state.accepts.call(letter)
      end
      return finish if following.empty?

      finish = position + 1 if following.include?(@final)
      current = following
    end
    finish
  end

  def find_all(text)
    found = []
    position = 0
    while position < text.length
      finish = match_end(text, position)
      if finish > position
        found << text[position...finish]
        position = finish
      else
        position += 1
      end
    end
    found
  end
end

PATTERNS = [
  '[a-z]+@[a-z]+(\.[a-z]+)+',
  '[0-9]+-[0-9]+-[0-9]+',
  "(https?|ftp)://[^ \n]+",
  '\([^()]*\)',
  '(a|b|ab)*abb?'
].freeze
WORDS = ["mail", "ann@example.org", "12", "2024-05-17", "http://a.example/x?y=1", "(see", "note)", "ababb", "aab", "bob@b.c.d", "ftp://old", "(ok)", "end."].freeze

def make_text(count)
  seed = 7
  words = []
  count.times do |number|
    seed = (seed * 16807) % 2147483647
    words << WORDS[seed / 64 % WORDS.length]
    words << (number % 12 == 11 ? "\n" : " ")
  end
  words.join
end

def run(size)
  text = make_text(size)
  parts = PATTERNS.map do |pattern|
    found = Matcher.new(pattern).find_all(text)
    checksum = 0
    found.each { |match| checksum = (checksum * 31 + match.length * match[-1].ord) % 1000003 }
    "#{found.length}:#{checksum}"
  end
  "#{text.length} characters, matches #{parts.join(' ')}"
end
