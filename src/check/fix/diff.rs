//! What a fix changes, as a unified diff that no terminal obeys.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

use crate::content::sanitize;

/// A unified diff of a file, three lines around each change; empty if nothing changes. Control characters are shown, so it
/// is to be read, not applied.
pub fn unified(name: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut out = String::new();
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        if out.is_empty() {
            let name = sanitize::line(name);
            let _ = write!(out, "--- {name}\n+++ {name}\n");
        }
        let _ = writeln!(out, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            let line = change.value();
            let body = line.strip_suffix('\n').unwrap_or(line);
            let body = body.strip_suffix('\r').unwrap_or(body);
            // Layout of the line stays: only what a terminal would obey is shown.
            let indent = body.len() - body.trim_start_matches(' ').len();
            let _ = write!(out, "{sign}{}", " ".repeat(indent));
            let _ = writeln!(out, "{}", sanitize::line(body.trim_start_matches(' ')));
            if change.missing_newline() {
                out.push_str("\\ No newline at end of file\n");
            }
        }
    }
    out
}
