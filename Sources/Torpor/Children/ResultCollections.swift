// What generated code calls to make one value of the results of a task group, one result after the other.

// MARK: Together

/// Combines what has been put together of the results of a task group with one more.
///
/// - Parameters:
///   - value: what has been put together.
///   - element: the result.
///   - combine: puts them together.
/// - Returns: what they are together.
/// - Throws: what `combine` throws.
public func reduced<Value, Element>(_ value: Value, _ element: Element, _ combine: (Value, Element) throws -> Value)
    rethrows -> Value
{
    try combine(value, element)
}

/// Combines what has been put together of the results of a task group with one more.
///
/// - Parameters:
///   - value: what has been put together.
///   - element: the result.
///   - combine: puts them together.
/// - Returns: what they are together.
/// - Throws: what `combine` throws.
public nonisolated(nonsending) func reduced<Value, Element>(
    _ value: Value,
    _ element: Element,
    _ combine: nonisolated(nonsending) (Value, Element) async throws -> Value
) async rethrows -> Value {
    try await combine(value, element)
}

/// Adds one more of the results of a task group to what has been put together.
///
/// - Parameters:
///   - value: what has been put together.
///   - element: the result.
///   - combine: adds the result.
/// - Throws: what `combine` throws.
public func reduce<Value, Element>(
    into value: inout Value,
    _ element: Element,
    _ combine: (inout Value, Element) throws -> Void
) rethrows {
    try combine(&value, element)
}

/// Adds one more of the results of a task group to what has been put together.
///
/// - Parameters:
///   - value: what has been put together.
///   - element: the result.
///   - combine: adds the result.
/// - Throws: what `combine` throws.
public nonisolated(nonsending) func reduce<Value, Element>(
    into value: inout Value,
    _ element: Element,
    _ combine: nonisolated(nonsending) (inout Value, Element) async throws -> Void
) async rethrows {
    try await combine(&value, element)
}

// MARK: Searching

/// Whether one of the results is what is looked for.
///
/// - Parameters:
///   - element: the result.
///   - value: what is looked for.
/// - Returns: whether they are equal.
public func satisfies<Element: Equatable>(_ element: Element, _ value: Element) -> Bool {
    element == value
}

/// Whether one of the results is as it is asked for.
///
/// - Parameters:
///   - element: the result.
///   - predicate: what is asked.
/// - Returns: the answer.
/// - Throws: what `predicate` throws.
public func satisfies<Element>(
    _ element: Element,
    _ predicate: (Element) throws -> Bool
) rethrows -> Bool {
    try predicate(element)
}

/// Whether one of the results is as it is asked for.
///
/// - Parameters:
///   - element: the result.
///   - predicate: what is asked.
/// - Returns: the answer.
/// - Throws: what `predicate` throws.
public nonisolated(nonsending) func satisfies<Element>(
    _ element: Element,
    _ predicate: nonisolated(nonsending) (Element) async throws -> Bool
) async rethrows -> Bool {
    try await predicate(element)
}

/// One of the results if it is as it is asked for.
///
/// - Parameters:
///   - element: the result.
///   - predicate: what is asked.
/// - Returns: the result; nil if the answer is no.
/// - Throws: what `predicate` throws.
public func match<Element>(
    _ element: Element,
    _ predicate: (Element) throws -> Bool
) rethrows -> Element? {
    try predicate(element) ? element : nil
}

/// One of the results if it is as it is asked for.
///
/// - Parameters:
///   - element: the result.
///   - predicate: what is asked.
/// - Returns: the result; nil if the answer is no.
/// - Throws: what `predicate` throws.
public nonisolated(nonsending) func match<Element>(
    _ element: Element,
    _ predicate: nonisolated(nonsending) (Element) async throws -> Bool
) async rethrows -> Element? {
    try await predicate(element) ? element : nil
}

// MARK: Comparing

/// The smaller of two results.
///
/// - Parameters:
///   - least: the smallest so far, if there has been any.
///   - element: a further result.
/// - Returns: the first of them if they are equal.
public func least<Element: Comparable>(_ least: Element?, _ element: Element) -> Element {
    least.map { element < $0 ? element : $0 } ?? element
}

/// The greater of two results.
///
/// - Parameters:
///   - greatest: the greatest so far, if there has been any.
///   - element: a further result.
/// - Returns: the first of them if they are equal.
public func greatest<Element: Comparable>(_ greatest: Element?, _ element: Element) -> Element {
    greatest.map { $0 < element ? element : $0 } ?? element
}

/// The smaller of two results.
///
/// - Parameters:
///   - least: the smallest so far, if there has been any.
///   - element: a further result.
///   - areInIncreasingOrder: whether the first is smaller than the second.
/// - Returns: the first of them if neither is.
/// - Throws: what `areInIncreasingOrder` throws.
public func least<Element>(
    _ least: Element?,
    _ element: Element,
    _ areInIncreasingOrder: (Element, Element) throws -> Bool
) rethrows -> Element {
    guard let least else { return element }
    return try areInIncreasingOrder(element, least) ? element : least
}

/// The smaller of two results.
///
/// - Parameters:
///   - least: the smallest so far, if there has been any.
///   - element: a further result.
///   - areInIncreasingOrder: whether the first is smaller than the second.
/// - Returns: the first of them if neither is.
/// - Throws: what `areInIncreasingOrder` throws.
public nonisolated(nonsending) func least<Element>(
    _ least: Element?,
    _ element: Element,
    _ areInIncreasingOrder: nonisolated(nonsending) (Element, Element) async throws -> Bool
) async rethrows -> Element {
    guard let least else { return element }
    return try await areInIncreasingOrder(element, least) ? element : least
}

/// The greater of two results.
///
/// - Parameters:
///   - greatest: the greatest so far, if there has been any.
///   - element: a further result.
///   - areInIncreasingOrder: whether the first is smaller than the second.
/// - Returns: the first of them if neither is.
/// - Throws: what `areInIncreasingOrder` throws.
public func greatest<Element>(
    _ greatest: Element?,
    _ element: Element,
    _ areInIncreasingOrder: (Element, Element) throws -> Bool
) rethrows -> Element {
    guard let greatest else { return element }
    return try areInIncreasingOrder(greatest, element) ? element : greatest
}

/// The greater of two results.
///
/// - Parameters:
///   - greatest: the greatest so far, if there has been any.
///   - element: a further result.
///   - areInIncreasingOrder: whether the first is smaller than the second.
/// - Returns: the first of them if neither is.
/// - Throws: what `areInIncreasingOrder` throws.
public nonisolated(nonsending) func greatest<Element>(
    _ greatest: Element?,
    _ element: Element,
    _ areInIncreasingOrder: nonisolated(nonsending) (Element, Element) async throws -> Bool
) async rethrows -> Element {
    guard let greatest else { return element }
    return try await areInIncreasingOrder(greatest, element) ? element : greatest
}
