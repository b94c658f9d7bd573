import Foundation
import Testing

@testable import Torpor

/// What is written is read by Python's `cbor2`, and is what it would write. `Tests/cbor2.sh` says where that is; where
/// it says nothing the tests are skipped.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["TORPOR_CBOR2", default: ""].isEmpty == false,
        "run Tests/cbor2.sh"
    )
)
struct IndependentReaderTests {
    /// Reads an item in hexadecimal digits from each line, and prints what it is; then whether it is what the reader would
    /// write, in canonical form, and what the item is once more.
    private static let program = """
        import sys, cbor2
        for line in sys.stdin:
            data = bytes.fromhex(line.strip())
            value = cbor2.loads(data)
            print(repr(value), '|', cbor2.dumps(value, canonical=True) == data)
        """

    @Test func valuesAreRead() throws {
        struct Everything: Encodable {
            var text = "ü😀\"\\"
            var number = -70_000
            var half = 1.5
            var exact = 0.1
            var list = [[1], []]
            var map = ["b": 1, "a": 2, "aa": 3]
            var data = Data([0, 255])
            var flag = true
        }
        let items: [(any Encodable, String)] = [
            (0, "0"), (-1, "-1"), (UInt64.max, "18446744073709551615"), (Int128.min, "\(Int128.min)"),
            (UInt128.max, "\(UInt128.max)"), (1.5, "1.5"), (-0.0, "-0.0"), (0.1, "0.1"), (1e300, "1e+300"),
            (Double.infinity, "inf"), (Double.nan, "nan"), (Float(16_777_216), "16777216.0"), (true, "True"),
            (Int?.none, "None"), ("ü", "'ü'"), (Data([1, 2]), "b'\\x01\\x02'"), ([1, 2, 3], "[1, 2, 3]"),
            (["b": 1, "a": 2, "aa": 3], "{'a': 2, 'b': 1, 'aa': 3}"), ((0..<30).map { $0 }, "\((0..<30).map { $0 })"),
            (
                Everything(),
                "{'map': {'a': 2, 'b': 1, 'aa': 3}, 'data': b'\\x00\\xff', 'flag': True, 'half': 1.5, 'list': [[1], []], "
                    + "'text': 'ü😀\"\\\\', 'exact': 0.1, 'number': -70000}"
            ),
            (
                UUID(uuidString: "C2D36D2C-15F6-4D68-9C33-2BFA8DE9B1D8")!,
                "UUID('c2d36d2c-15f6-4d68-9c33-2bfa8de9b1d8')"
            ),
            (Decimal(string: "-273.15")!, "Decimal('-273.15')"),
            (
                Date(timeIntervalSince1970: 1_363_896_240.5),
                "datetime.datetime(2013, 3, 21, 20, 4, 0, 500000, tzinfo=datetime.timezone.utc)"
            ),
        ]
        let lines = try read(items.map { value, _ in try encode(value) })
        try #require(lines.count == items.count)
        for (line, (value, text)) in zip(lines, items) {
            let parts = line.components(separatedBy: " | ")
            #expect(parts[0] == text, "\(type(of: value))")
            // It writes an instant in another form, and numbers that are not one with another payload.
            if !(value is Date) { #expect(parts[1] == "True", "\(type(of: value)): \(line)") }
        }
    }

    /// Whole snapshots are in canonical form.
    @Test func snapshotsAreRead() async throws {
        let (rescue, depth) = (Execution(Rescue()), Execution(Depth(40)))
        _ = try await rescue.next()
        _ = try await depth.next()
        let payloads = [try rescue.snapshot(), try depth.snapshot()].map { $0.data.dropFirst(SnapshotHeader.length) }
        let lines = try read(payloads)
        #expect(lines.count == 2 && lines.allSatisfy { $0.hasSuffix("| True") }, "\(lines)")
        #expect(lines[1].contains(", [['\(Depth.identifier)']]]"))
    }

    /// The reader makes one list of one that is marked, wherever it is referred to.
    @Test func sharedObjectsAreRead() throws {
        let node = Node(7)
        let digits = hexadecimal(try CBOREncoder().encode([node, node]))
        let output = try run("import cbor2\nv = cbor2.loads(bytes.fromhex('\(digits)'))\nprint(v, v[0] is v[1])", "")
        #expect(output == "[{'value': 7}, {'value': 7}] True\n")
    }

    private func encode(_ value: some Encodable) throws -> Data {
        try CBOREncoder().encode(value)
    }

    private func read(_ items: [Data]) throws -> [String] {
        try run(Self.program, items.map { hexadecimal($0) + "\n" }.joined()).split(separator: "\n").map(String.init)
    }

    private func run(_ program: String, _ input: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "PYTHONPATH": ProcessInfo.processInfo.environment["TORPOR_CBOR2"]!, "PYTHONIOENCODING": "utf-8",
        ]) { $1 }
        let (standardInput, standardOutput) = (Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        try process.run()
        standardInput.fileHandleForWriting.write(Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let output = standardOutput.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self)
    }
}
