import Foundation

/// Shows how far the work is: a bar on a terminal, now and then a line elsewhere.
struct ProgressBar {
    private let isTerminal = isatty(STDOUT_FILENO) != 0

    /// Shows a stage.
    func show(_ progress: Progress) {
        if isTerminal {
            let width = 40
            let filled = progress.total == 0 ? width : width * progress.files / progress.total
            let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
            print("\r  \(bar) \(progress.files)/\(progress.total)", terminator: "")
            fflush(nil)
        } else if progress.files.isMultiple(of: 100) {
            print("  \(progress.files) of \(progress.total) files")
            fflush(nil)
        }
    }

    /// Goes on below the bar.
    func finish() {
        if isTerminal { print() }
    }
}
