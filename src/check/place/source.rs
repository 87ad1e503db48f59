//! The line of the file that a place is on, cut to what a person can read.

use crate::check::SourceLine;
use crate::check::input::boundary_before;
use crate::content::sanitize;

/// Most characters shown before, in and behind the place.
const BEFORE: usize = 80;
const INSIDE: usize = 120;
const BEHIND: usize = 80;
/// As many bytes as those can take.
const REACH: usize = 4 * 120;

/// Cuts out the line. `before` is the text before the place, from its line's begin on or from somewhere behind that if
/// `cut`; `from` begins with the place, which has `length` bytes.
pub fn source_line(before: &str, cut: bool, from: &str, length: usize) -> SourceLine {
    let line = head(from, length + REACH);
    let line = line.split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let inside_end = boundary_before(line, length);
    let (inside, behind) = line.split_at(inside_end);
    let skipped = before.chars().count().saturating_sub(BEFORE);
    let before: String = before.chars().skip(skipped).collect();
    let first = |text: &str, count: usize| -> (String, bool) {
        let mut chars = text.chars();
        let kept = chars.by_ref().take(count).collect();
        (kept, chars.next().is_some())
    };
    let (inside, inside_cut) = first(inside, INSIDE);
    let (behind, behind_cut) = if inside_cut {
        (String::new(), true)
    } else {
        first(behind, BEHIND)
    };
    let mut text = String::new();
    if skipped > 0 || cut {
        text.push('…');
    }
    text.push_str(&sanitize::line(&before));
    let start = text.chars().count();
    text.push_str(&sanitize::line(&inside));
    let end = text.chars().count();
    text.push_str(&sanitize::line(&behind));
    if behind_cut {
        text.push('…');
    }
    SourceLine {
        text,
        mark: start..end,
    }
}

fn head(text: &str, length: usize) -> &str {
    let end = boundary_before(text, length);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_marked_in_characters_of_what_is_shown() {
        let line = source_line("  \"text\": \"hé ", false, "👋 there\",\r\n next", 4);
        assert_eq!(line.text, "  \"text\": \"hé 👋 there\",");
        assert_eq!(line.mark, 14..15);
        let line = source_line("a\u{1b}", false, "\u{202e}b\n", 3);
        assert_eq!(line.text, "a␛‹RLO›b");
        assert_eq!(line.mark, 2..7);
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let line = source_line(&"é".repeat(400), true, &"b".repeat(5000), 1);
        assert_eq!(line.text.chars().count(), 1 + BEFORE + 1 + BEHIND + 1);
        assert_eq!(line.mark, 81..82);
        let line = source_line("", false, &"b".repeat(5000), 4000);
        assert_eq!(line.mark, 0..INSIDE);
        assert!(line.text.ends_with('…'));
    }

    #[test]
    fn a_place_of_several_lines_is_marked_to_the_end_of_its_first() {
        let line = source_line("", false, "{\n  1\n}", 7);
        assert_eq!((line.text.as_str(), line.mark), ("{", 0..1));
    }
}
