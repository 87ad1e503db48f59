//! Edits never split a grapheme, moves never leave the text, undo brings back what was.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::draft::{Draft, MAX_BYTES, To};

const FAMILY: &str = "👩‍👩‍👧";

#[test]
fn a_grapheme_is_one_step_and_one_deletion() {
    let mut draft = Draft::new(format!("a{FAMILY}e\u{301}"));
    assert!(draft.go(To::Left));
    assert_eq!(draft.around().1, "e\u{301}");
    draft.backspace();
    assert_eq!(draft.text(), "ae\u{301}");
    draft.delete();
    assert_eq!(draft.text(), "a");
}

#[test]
fn what_joins_the_grapheme_before_it_moves_the_cursor_behind_the_whole() {
    let mut draft = Draft::new("e");
    draft.insert("\u{301}");
    assert_eq!(draft.cursor(), draft.text().len());
    draft.backspace();
    assert!(draft.is_empty());
}

#[test]
fn words_and_lines() {
    let mut draft = Draft::new("one two\nthree, four");
    draft.go(To::WordLeft);
    assert_eq!(draft.around().1, "four");
    draft.go(To::WordLeft);
    assert_eq!(draft.around().1, "three, four");
    draft.go(To::WordLeft);
    assert_eq!(draft.around().0, "one ");
    draft.go(To::WordRight);
    assert_eq!(draft.around().0, "one two");
    draft.go(To::LineStart);
    assert_eq!(draft.cursor(), 0);
    draft.go(To::LineEnd);
    assert_eq!(draft.around().0, "one two");
}

#[test]
fn up_and_down_keep_the_column() {
    let mut draft = Draft::new("longest line\nab\nanother line");
    draft.go(To::Up);
    assert_eq!(draft.around().0, "longest line\nab");
    draft.go(To::Up);
    assert_eq!(draft.around().0, "longest line");
    assert!(!draft.go(To::Up));
    draft.go(To::Down);
    draft.go(To::Down);
    assert_eq!(draft.around().1, "");
    assert!(!draft.go(To::Down));
}

#[test]
fn kill_and_yank() {
    let mut draft = Draft::new("keep this");
    draft.kill(To::WordLeft);
    assert_eq!(draft.text(), "keep ");
    draft.kill(To::LineStart);
    assert_eq!(draft.text(), "");
    draft.yank();
    draft.yank();
    assert_eq!(draft.text(), "keep keep ");
}

#[test]
fn typing_is_undone_by_the_word() {
    let mut draft = Draft::default();
    for letter in ["h", "i", " ", "y", "o"] {
        draft.insert(letter);
    }
    draft.undo();
    assert_eq!(draft.text(), "hi ");
    draft.undo();
    assert_eq!(draft.text(), "hi");
    draft.undo();
    assert_eq!(draft.text(), "");
    assert!(!draft.undo());
    assert!(draft.redo() && draft.redo());
    assert_eq!(draft.text(), "hi ");
    draft.insert("x");
    assert!(!draft.redo());
}

#[test]
fn what_was_taken_comes_back() {
    let mut draft = Draft::new("sent by mistake");
    assert_eq!(draft.take(), "sent by mistake");
    assert!(draft.is_empty());
    draft.undo();
    assert_eq!(draft.text(), "sent by mistake");
}

#[test]
fn it_never_grows_beyond_its_bound() {
    let mut draft = Draft::new("é".repeat(MAX_BYTES));
    assert_eq!(draft.text().len(), MAX_BYTES);
    assert!(!draft.insert("more"));
    assert_eq!(draft.text().len(), MAX_BYTES);
}

fn moves() -> impl Strategy<Value = To> {
    prop::sample::select(vec![
        To::Left,
        To::Right,
        To::WordLeft,
        To::WordRight,
        To::LineStart,
        To::LineEnd,
        To::Up,
        To::Down,
        To::Start,
        To::End,
    ])
}

#[derive(Clone, Debug)]
enum Step {
    Insert(String),
    Go(To),
    Kill(To),
    Backspace,
    Delete,
    Yank,
    Undo,
    Redo,
    Point(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let text = prop_oneof![
        "[a-c \n]{0,6}",
        prop::sample::select(vec![
            FAMILY, "\u{301}", "\u{200d}", "🇩🇪", "🇩", "שלום", "\r\n", "각"
        ])
        .prop_map(str::to_owned),
    ];
    let step = prop_oneof![
        4 => text.prop_map(Step::Insert),
        3 => moves().prop_map(Step::Go),
        2 => moves().prop_map(Step::Kill),
        1 => Just(Step::Backspace),
        1 => Just(Step::Delete),
        1 => Just(Step::Yank),
        1 => Just(Step::Undo),
        1 => Just(Step::Redo),
        1 => (0usize..80).prop_map(Step::Point),
    ];
    prop::collection::vec(step, 0..60)
}

proptest! {
    #[test]
    fn the_cursor_is_always_between_two_graphemes(steps in steps()) {
        let mut draft = Draft::default();
        for step in steps {
            match step {
                Step::Insert(text) => { draft.insert(&text); }
                Step::Go(to) => { draft.go(to); }
                Step::Kill(to) => draft.kill(to),
                Step::Backspace => draft.backspace(),
                Step::Delete => draft.delete(),
                Step::Yank => draft.yank(),
                Step::Undo => { draft.undo(); }
                Step::Redo => { draft.redo(); }
                Step::Point(at) => draft.go_to(at),
            }
            let boundary = draft.cursor() == draft.text().len()
                || draft.text().grapheme_indices(true).any(|(at, _)| at == draft.cursor());
            prop_assert!(boundary, "{:?}", draft);
        }
    }

    #[test]
    fn undoing_everything_gives_the_beginning(steps in steps()) {
        let mut draft = Draft::new("start");
        for step in steps {
            match step {
                Step::Insert(text) => { draft.insert(&text); }
                Step::Kill(to) => draft.kill(to),
                Step::Backspace => draft.backspace(),
                _ => {}
            }
        }
        while draft.undo() {}
        prop_assert_eq!(draft.text(), "start");
    }
}
