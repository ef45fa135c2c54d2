"""Five textbook sorts on lists of integers, each checked against the built-in one."""


def make_numbers(count, seed):
    numbers = []
    for _ in range(count):
        seed = (seed * 16807) % 2147483647
        numbers.append(seed % 100000)
    return numbers


def insertion_sort(items):
    for i in range(1, len(items)):
        item = items[i]
        j = i - 1
        while j >= 0 and items[j] > item:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = item
    return items


def shell_sort(items):
    gap = 1
    while gap < len(items) // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, len(items)):
            item = items[i]
            j = i
            while j >= gap and items[j - gap] > item:
                items[j] = items[j - gap]
                j -= gap
            items[j] = item
        gap //= 3
    return items


def quick_sort(items, low=0, high=None):
    """In place; short runs are left to insertion sort, the longer half to the loop."""
    if high is None:
        high = len(items) - 1
    while high - low > 12:
        pivot = items[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        if j - low < high - i:
            quick_sort(items, low, j)
            low = i
        else:
            quick_sort(items, i, high)
            high = j
    items[low:high + 1] = insertion_sort(items[low:high + 1])
    return items


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left = merge_sort(items[:middle])
    right = merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


def sift_down(items, root, end):
    while True:
        child = 2 * root + 1
        if child >= end:
            return
        if child + 1 < end and items[child] < items[child + 1]:
            child += 1
        if items[root] >= items[child]:
            return
        items[root], items[child] = items[child], items[root]
        root = child


def heap_sort(items):
    for root in range(len(items) // 2 - 1, -1, -1):
        sift_down(items, root, len(items))
    for end in range(len(items) - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift_down(items, 0, end)
    return items


def run(size):
    numbers = make_numbers(size, 12345)
    expected = sorted(numbers)
    for sort in (shell_sort, quick_sort, merge_sort, heap_sort):
        if sort(numbers[:]) != expected:
            raise AssertionError(f"{sort.__name__} did not sort")
    few = numbers[:size // 20]
    if insertion_sort(few[:]) != sorted(few):
        raise AssertionError("insertion_sort did not sort")
    by_digits = sorted(numbers, key=lambda number: (number % 10, -number))
    checksum = 0
    for position, number in enumerate(by_digits):
        checksum = (checksum * 31 + position * number) % 1000000007
    return f"{size} numbers from {expected[0]} to {expected[-1]}, checksum {checksum}"


if __name__ == "__main__":
    print(run(45000))
