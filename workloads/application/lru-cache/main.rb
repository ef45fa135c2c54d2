class Entry
  attr_accessor :key, :value, :previous, :next, :uses

  def initialize(key, value)
    @key = key
    @value = value
    @previous = @next = nil
    @uses = 1
  end
end

# A doubly linked list in a ring around a head that holds nothing.
class Chain
  def initialize
    @head = Entry.new(nil, nil)
    @head.previous = @head.next = @head
  end

  def add(entry)
    last = @head.previous
    entry.previous = last
    entry.next = @head
    last.next = @head.previous = entry
  end

  def remove(entry)
    entry.previous.next = entry.next
    entry.next.previous = entry.previous
  end

  def oldest
    @head.next
  end

  def empty?
    @head.next.equal?(@head)
  end
end

class Cache
  attr_reader :hits, :misses

  def initialize(capacity, load)
    @capacity = capacity
    @load = load
    @entries = {}
    @hits = 0
    @misses = 0
  end

  def get(key)
    entry = @entries[key]
    if entry
      @hits += 1
      touch(entry)
      return entry.value
    end
    @misses += 1
    if @entries.length >= @capacity
      victim = evict
      @entries.delete(victim.key)
    end
    entry = Entry.new(key, @load.call(key))
    @entries[key] = entry
    admit(entry)
    entry.value
  end

  def touch(entry); end
end

class FirstIn < Cache
  def initialize(capacity, load)
    super
    @chain = Chain.new
  end

  def admit(entry)
    @chain.add(entry)
  end

  def evict
    victim = @chain.oldest
    @chain.remove(victim)
    victim
  end
end

class LeastRecent < FirstIn
  def touch(entry)
    @chain.remove(entry)
    @chain.add(entry)
  end
end

# One chain for each number of uses.
class LeastOften < Cache
  def initialize(capacity, load)
    super
    @chains = {}
    @fewest = 1
  end

  def chain(uses)
    @chains[uses] ||= Chain.new
  end

  def touch(entry)
    chain = @chains[entry.uses]
    chain.remove(entry)
    if chain.empty?
      @chains.delete(entry.uses)
      @fewest += 1 if @fewest == entry.uses
    end
    entry.uses += 1
    chain(entry.uses).add(entry)
  end

  def admit(entry)
    @fewest = 1
    chain(1).add(entry)
  end

  def evict
    chain = @chains[@fewest]
    victim = chain.oldest
    chain.remove(victim)
    @chains.delete(@fewest) if chain.empty?
    victim
  end
end

# Some pages are asked for far more often; what is popular drifts.
def requests(count, pages)
  seed = 77
  count.times do |number|
    seed = (seed * 16807) % 2147483647
    code = seed / 64
    popular = code % pages * (code / 7 % pages) / pages
    yield (popular + number / 500) % pages
  end
end

def run(size)
  loads = 0
  load = lambda do |key|
    loads += 1
    key * 2654435761 % 4294967296
  end
  caches = [FirstIn.new(100, load), LeastRecent.new(100, load), LeastOften.new(100, load)]
  checksum = 0
  requests(size, 1000) do |page|
    caches.each { |cache| checksum = (checksum * 31 + cache.get(page)) % 1000000007 }
  end
  told = caches.map { |cache| "#{cache.class.name} #{cache.hits}/#{cache.misses}" }.join(", ")
  "#{told}, #{loads} loads, checksum #{checksum}"
end
