//! The tree and its way back to the file.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect
)]

use proptest::prelude::*;

use super::*;

/// The text under the key `a` of the first document.
fn scalar<'t>(tree: &'t Tree<'_>, key: &str) -> &'t Scalar<'t> {
    let id = tree.get(tree.roots[0], key).unwrap();
    tree.scalar(id).unwrap()
}

/// Every character of the text stands at its place in the file, unless it was written otherwise.
fn holds(file: &str, scalar: &Scalar<'_>) {
    let text = &scalar.text.text;
    for (at, c) in text.char_indices() {
        let place = scalar.text.in_file(&(at..at + c.len_utf8()));
        let inside = scalar
            .text
            .steps
            .iter()
            .any(|step| step.text.start <= at && at < step.text.end);
        let there = file.get(place.clone()).unwrap();
        assert!(
            inside || there == c.to_string(),
            "{c:?} at {place:?} is {there:?}"
        );
    }
}

fn read(file: &str, text: &str) {
    let tree = parse(file);
    assert_eq!(tree.stop, None, "{file:?}");
    let scalar = scalar(&tree, "a");
    assert_eq!(scalar.text.text, text, "{file:?}");
    let whole = scalar.text.steps.len() == 1
        && scalar.text.steps[0].text.start == 0
        && scalar.text.steps[0].text.len() > 1;
    assert!(!whole, "{file:?} is not led back: {scalar:?}");
    holds(file, scalar);
}

#[test]
fn every_style_leads_back() {
    read("é: 👋\na: one two  # no\nb: c\n", "one two");
    read("a: one\n  two\n\n\n  👋 three\n", "one two\n\n👋 three");
    read("a: 'it''s é'\n", "it's é");
    read("a: 'x  \n   y'\n", "x y");
    read(
        "a: \"q \\\" \\u00e9\\x41 \\U0001F44B\\n👋\"\n",
        "q \" éA 👋\n👋",
    );
    read("a: \"one\\\n    two\n\n  three\"\r\n", "onetwo\nthree");
    read(
        "a: |-\n  one 👋\n    two\n\n  three\n",
        "one 👋\n  two\n\nthree",
    );
    read("a: |\r\n  one\r\n  two\r\n\r\nb: 1\r\n", "one\ntwo\n");
    read("a: |+\n\n  one\n\n\nb: 1\n", "\none\n\n\n");
    read("a: |2-\n    x\n  y\n", "  x\ny");
    read(
        "a: >\n\n  one\n  two\n\n  three\n    four\n  five\n",
        "\none two\nthree\n  four\nfive\n",
    );
    read("a: >- # said\n  one\n  two", "one two");
    read("a: &x !t 👋 you\n", "👋 you");
    read("a: |-\n  last", "last");
    read("\u{feff}a: é\n", "é");
}

#[test]
fn values_only_tolerant_readers_take_are_read_as_they_stand() {
    read("h:\n  accept: */* # é\na: x\n", "x");
    read("a: @all 👋\nb: *no\n", "@all 👋");
    read("a: Note: this one\n", "Note: this one");
    read("b: 1\na: %s\n", "%s");
    let tree = parse("a: x\n- b\n");
    assert_eq!(tree.stop.as_ref().map(|stop| stop.line), Some(2));
    assert_eq!(scalar(&tree, "a").text.text, "x");
}

#[test]
fn bombs_are_bounded_and_say_where() {
    let deep = [
        "- ".repeat(10_000),
        format!("a: {}", "[".repeat(10_000)),
        format!("a: {}", "{a: ".repeat(10_000)),
        (0..1000)
            .map(|depth| format!("{}a:\n", " ".repeat(depth)))
            .collect(),
    ];
    for file in deep {
        let stop = parse(&file).stop.unwrap();
        assert!(stop.line > 0 && stop.column > 0);
        assert!(stop.message.contains("nested deeper") || stop.message.contains("recursion"));
    }
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..60 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        laughs += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    let tree = parse(&laughs);
    assert_eq!(tree.stop, None);
    assert!(tree.nodes.len() < laughs.len());
}

#[test]
fn odd_files_end_in_a_tree_or_a_place() {
    for file in [
        "",
        "\0",
        "a:\n\tb: 1\n",
        "a: \"x",
        "? \n: \n",
        "--- a\n--- b\n...\n",
        "&a : *a",
        "a: *a\n",
        "%YAML 9.9\n---\na: b",
        "a: 1\na: 2\n",
        "\u{feff}",
        "a: |\n",
        "a: >5\n  x\n",
        "|",
        "a: |\n\n\n",
    ] {
        let tree = parse(file);
        for node in &tree.nodes {
            assert!(file.get(node.span.clone()).is_some(), "{file:?} {node:?}");
        }
    }
    let tree = parse("a: 1\na: 2\n---\nb: 3\n");
    assert_eq!(
        (tree.roots.len(), tree.entries(tree.roots[0]).len()),
        (2, 2)
    );
    assert_eq!(scalar(&tree, "a").text.text, "1");
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            'é' => out += "\\xe9",
            '👋' => out += "\\U0001F44B",
            c => out.push(c),
        }
    }
    out + "\""
}

fn block(sign: &str, indent: usize, lines: &[String], end: &str) -> String {
    let mut out = format!("{sign}{end}");
    for line in lines {
        if !line.is_empty() {
            out += &" ".repeat(indent);
        }
        out += line;
        out += end;
    }
    out
}

proptest! {
    #[test]
    fn scalars_of_any_text_lead_back(text in "[a-zé👋 '\"\\\\#:{}*-]{1,40}", before in "[é👋a]{0,4}") {
        for written in [single(&text), double(&text)] {
            let file = format!("b: {before}\na: {written}\nc: d\n");
            let tree = parse(&file);
            prop_assert_eq!(&tree.stop, &None);
            let scalar = scalar(&tree, "a");
            prop_assert_eq!(&*scalar.text.text, &*text);
            holds(&file, scalar);
        }
    }

    #[test]
    fn blocks_of_any_lines_lead_back(lines in proptest::collection::vec("[ ]{0,3}[a-zé👋#:'-]{0,8}", 1..8), crlf: bool, indent in 1..5_usize) {
        let end = if crlf { "\r\n" } else { "\n" };
        let mut lines = lines;
        lines.insert(0, "x".to_owned());
        for sign in ["|", "|-", "|+", ">", ">-", ">+"] {
            let file = format!("b: é{end}a: {}c: d{end}", block(sign, indent, &lines, end));
            let tree = parse(&file);
            prop_assert_eq!(&tree.stop, &None, "{}", file);
            let scalar = scalar(&tree, "a");
            prop_assert!(scalar.text.steps.len() != 1 || scalar.text.text.len() < 9 || scalar.text.steps[0].text.start > 0, "{:?} {:?}", file, scalar);
            holds(&file, scalar);
        }
    }

    #[test]
    fn no_file_breaks_the_reader(file in "[a: \n\r\t\"'|>\\[\\]{}&*!#%@`é👋-]{0,60}") {
        let tree = parse(&file);
        for node in &tree.nodes {
            prop_assert!(file.get(node.span.clone()).is_some());
            if let Kind::Scalar(scalar) = &node.kind {
                let all = scalar.text.in_file(&(0..scalar.text.text.len()));
                prop_assert!(file.get(all).is_some());
            }
        }
    }
}
