//! Markdown: one message as long as it may be one.

use super::*;

fn count(taken: &Taken, rule: &str) -> usize {
    taken.rules().iter().filter(|(id, _)| *id == rule).count()
}

/// Markdown of this many paragraphs: an image, then lines of a list.
fn markdown(paragraphs: usize) -> String {
    format!(
        "![a cat](https://example.com/cat.png)\n\n{}",
        "Some words:\n\n- one\n- two\n\n".repeat(paragraphs)
    )
}

#[test]
fn a_file_that_may_be_a_message_is_one() {
    let text = markdown(3) + "bye 👋\n";
    let (taken, summary) = check("a.md", &text);
    assert_eq!(count(&taken, "OC-MD-IMAGE"), 1, "{:?}", taken.rules());
    assert_eq!(count(&taken, "OC-MD-SPACING"), 1);
    let emoji = taken
        .found
        .iter()
        .find(|(_, one)| one.finding.rule.as_str() == "OC-EMOJI");
    let place = &emoji.unwrap().1.place;
    assert_eq!(
        (place.line, place.column, place.pointer.as_deref()),
        (18, 5, None)
    );
    assert_eq!(
        &text[place.span.start as usize..place.span.end as usize],
        "👋"
    );
    assert_eq!(summary.documents, 1);
}

#[test]
fn a_longer_one_is_read_by_paragraphs() {
    let (taken, _) = check("a.md", markdown(2000));
    assert_eq!(count(&taken, "OC-MD-IMAGE"), 0);
    assert!(taken.rules().len() > 1000);
}
