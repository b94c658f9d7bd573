/// Types of the standard library, of Foundation and of the runtime that a coroutine could hide: their names, in lower case,
/// are names that people give to functions.
let standardTypes: Set<String> = [
    "Any", "Array", "Bool", "Bundle", "Calendar", "Character", "Clock", "Codable", "Collection", "Coroutine", "Data",
    "Date",
    "Decimal", "Decoder", "Dictionary", "Double", "Durable", "Duration", "Encoder", "Error", "Exchange", "Execution",
    "Float",
    "Host", "Index", "Int", "Iterator", "Locale", "Measurement", "Never", "Notification", "Operation", "Optional",
    "Port",
    "Process", "Progress", "Range", "Result", "Scanner", "Sequence", "Set", "Snapshot", "Stride", "String", "Substring",
    "Task",
    "Thread", "Timer", "Unit", "Void", "Yield",
]
