/// Refers to an object that a closure captures without keeping it alive.
///
/// It is stored as a reference to the object, if that is still there. After a restore it is there as long as something else
/// in the snapshot holds it.
public struct WeakReference<Object: AnyObject> {
    /// The object, if it is still there.
    public private(set) weak var object: Object?

    /// Refers to an object.
    ///
    /// - Parameter object: the object, if there is one.
    public init(_ object: Object?) {
        self.object = object
    }
}

extension WeakReference: Codable where Object: Codable {
    /// Reads the reference. What has been read is held at least until all of the snapshot has.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Object?.self))
    }

    /// Writes the reference.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(object)
    }
}

extension Local {
    /// An empty place for a weak reference to what this place is for.
    public func weak() -> Local<WeakReference<Value>> where Value: AnyObject { Local<WeakReference<Value>>() }

    /// An empty place for a weak reference to what this place is for.
    public func weak<Object: AnyObject>() -> Local<WeakReference<Object>> where Value == Object? {
        Local<WeakReference<Object>>()
    }
}
