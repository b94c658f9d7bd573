/// A stack whose elements are used in place: an array would check at each use that nobody else has it, and that its bounds
/// are kept, which for what is written and read here are the same few comparisons again and again.
struct CBORStack<Element>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    var isEmpty: Bool { count == 0 }

    /// An element; there has to be one at the index.
    subscript(index: Int) -> Element {
        @inline(__always) _read { yield base[index] }
        @inline(__always) _modify { yield &base[index] }
    }

    /// The elements from an index on, as long as none is added.
    func suffix(from index: Int) -> UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(start: base + index, count: count - index)
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count += 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }

    /// Leaves so many elements.
    @inline(__always)
    mutating func truncate(to count: Int) {
        guard count < self.count else { return }
        (base + count).deinitialize(count: self.count - count)
        self.count = count
    }

    @inline(__always)
    mutating func removeLast() {
        count -= 1
        (base + count).deinitialize(count: 1)
    }
}
