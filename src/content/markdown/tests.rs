//! Markdown as lines: what is shown, and that nothing gets past the sanitiser.
#![allow(clippy::string_slice)]

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::content::sanitize;
use crate::content::scan::{Context, Format, scan_text};
use crate::domain::{AuthorKind, Channel};

/// Lines as text a person can compare: quotes, indents, bullets, styles in braces.
fn drawn(text: &str) -> Vec<String> {
    lines(text, &[], EmojiStyle::Glyph)
        .iter()
        .map(draw)
        .collect()
}

fn draw(line: &Line) -> String {
    let mut drawn =
        "> ".repeat(line.quote.into()) + &"  ".repeat(line.indent.saturating_sub(1).into());
    match &line.kind {
        LineKind::Text if line.indent > 0 => drawn.push_str("  "),
        LineKind::Text => {}
        LineKind::Heading(level) => drawn.extend(["h", &level.to_string(), " "]),
        LineKind::Item(bullet) => drawn.extend([bullet.as_str(), " "]),
        LineKind::Code => drawn.push_str("code "),
        LineKind::Rule => drawn.push_str("---"),
        LineKind::Row { header, .. } => {
            let cells: Vec<String> = line.cells().into_iter().map(draw_spans).collect();
            drawn.push_str(if *header { "|| " } else { "| " });
            return drawn + &cells.join(" | ");
        }
    }
    drawn + &draw_spans(&line.spans)
}

fn draw_spans(spans: &[Span]) -> String {
    let mut drawn = String::new();
    for Span { text, style, .. } in spans {
        let flags = [
            (style.bold, 'b'),
            (style.italic, 'i'),
            (style.strike, 's'),
            (style.underline, 'u'),
            (style.highlight, 'h'),
            (style.code, 'c'),
            (style.link, 'l'),
            (style.address, 'a'),
            (style.image, 'p'),
        ];
        let flags: String = flags
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, flag)| flag)
            .collect();
        if flags.is_empty() {
            drawn.push_str(text);
        } else {
            drawn.extend(["{", &flags, " ", text, "}"]);
        }
    }
    drawn
}

#[rstest]
#[case::paragraphs("one\ntwo\n\nthree", &["one", "two", "", "three"])]
#[case::styles("a **b** *i* ~~s~~ `c` ***bi***", &["a {b b} {i i} {s s} {c c} {bi bi}"])]
#[case::heading("# Top\ntext", &["h1 Top", "", "text"])]
#[case::link("see [the page](https://a.example/x)", &["see {l the page}{a  (https://a.example/x)}"])]
#[case::bare_link("<https://a.example>", &["{l https://a.example}"])]
#[case::same_link("[https://a.example](https://a.example)", &["{l https://a.example}"])]
#[case::image("![a cat](https://a.example/c.png)", &["{p a cat}{a  (https://a.example/c.png)}"])]
#[case::list("Pick:\n\n*   one\n*   two\n    - deep\n", &["Pick:", "", "• one", "• two", "  • deep"])]
#[case::numbers("3. three\n4. four", &["3. three", "4. four"])]
#[case::quote("> said\n> > more", &["> said", "> ", "> > more"])]
#[case::code("```\nlet x;\n  y\n```", &["code let x;", "code   y"])]
#[case::rule("a\n\n---\n\nb", &["a", "", "---", "", "b"])]
#[case::html("a <b>c</b><br>d <br/> <i>e</i> <x>f</x> <!-- g -->", &["a {b c}", "d ", " {i e} <x>f</x> <!-- g -->"])]
#[case::html_link("see <a href=\"https://a.example\">it</a> <img src='i.png' alt='a cat'>", &["see {l it}{a  (https://a.example)} {p a cat}{a  (i.png)}"])]
#[case::html_block("<div>\nTea &amp; <b>jam</b>\n<ul><li>one</li><li>two</li></ul>\n</div>", &["Tea & {b jam}", "• one", "• two"])]
#[case::html_unfinished("<p>a < b <b and", &["a < b <b and"])]
#[case::entities("&nbsp;&lt;b&gt; &#128075; &copy;", &["\u{a0}<b> 👋 ©"])]
#[case::hard_breaks("one  \ntwo\\\nthree", &["one", "two", "three"])]
#[case::table("| a | **b** |\n|---|---|\n| 1 | 2<br>3 |\n| 4 |\n\nend", &["|| a | {b b}", "| 1 | 2 / 3", "| 4 | ", "", "end"])]
#[case::more_cells_than_columns("| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |", &["|| a | b", "| 1 | 2 | 3 | 4"])]
#[case::tasks("- [ ] open\n- [x] done", &["• [ ] open", "• [x] done"])]
#[case::footnote("so[^1]\n\n[^1]: why", &["so{l [1]}", "", "[1]: why"])]
#[case::no_footnote("so[^1]", &["so[^1]"])]
#[case::citation("Returns take a week [1].\n\n[1]: https://a.example/r \"Returns\"\n[2]: cite:2 \"Citation-2\"", &["Returns take a week {l [}{l 1}{l ]}.", "", "{a [1]: https://a.example/r \"Returns\"}", "{a [2]: cite:2 \"Citation-2\"}"])]
#[case::definition_twice("[a][x]\n\n[x]: /1\n[x]: /2", &["{l a}{a  [x]}", "", "{a [x]: /1}", "{a [x]: /2}"])]
#[case::definition_first("[x]: /1\n\n[x]", &["{a [x]: /1}", "", "{l [}{l x}{l ]}"])]
#[case::definition_in_list("- [x]: /1\n- b\n\n> [y]: /2", &["• {a [x]: /1}", "• b", "", "> {a [y]: /2}"])]
#[case::title("[a](/b \"why\")", &["{l a}{a  (/b “why”)}"])]
#[case::nested_lists("1. one\n   - a\n     1. b\n2. two", &["1. one", "  • a", "    1. b", "2. two"])]
#[case::no_style("snake_case and 2 * 3 * 4 and \\*escaped\\*", &["snake_case and 2 * 3 * 4 and *escaped*"])]
#[case::keycap("*\u{fe0f}\u{20e3} [x] #\u{fe0f}\u{20e3}", &["*\u{fe0f}\u{20e3} [x] #\u{fe0f}\u{20e3}"])]
fn markdown_is_drawn(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(drawn(text), expected);
}

#[test]
fn what_hides_in_entities_and_addresses_is_made_visible() {
    assert_eq!(
        drawn("&#27;[31m &#x202e; [a](<x\u{202e}y>)"),
        ["␛[31m ‹RLO› {l a}{a  (x‹RLO›y)}"]
    );
}

#[test]
fn plain_text_keeps_its_signs() {
    let shown = plain("**a**\r\n\r\n# b", &[], EmojiStyle::Glyph);
    assert_eq!(
        shown.iter().map(draw).collect::<Vec<_>>(),
        ["**a**", "", "# b"]
    );
}

#[test]
fn findings_are_marked_where_they_end() {
    let text = "**hi** 👋\n\n- \u{1b}[31mred";
    let context = Context::new(Channel::Facebook, AuthorKind::Bot).in_format(Format::Markdown);
    let findings = scan_text(text, &context);
    let shown = lines(text, &findings, EmojiStyle::Shortcode);
    let marks: Vec<_> = shown
        .iter()
        .flat_map(|line| &line.spans)
        .flat_map(|span| {
            span.marks
                .iter()
                .map(|mark| (&span.text[..mark.range.end], mark.rule.as_str()))
        })
        .collect();
    let expected = [
        (" [:wave:]", "OC-EMOJI"),
        ("␛[31m", "HZ-ESCAPE"),
        ("␛[31mred", "OC-MD-STYLE"),
    ];
    assert_eq!(marks, expected);
}

#[test]
fn deep_nesting_ends_somewhere() {
    for text in [
        ">".repeat(20_000),
        "- ".repeat(10_000) + "x",
        "[".repeat(20_000),
        "*a_".repeat(10_000),
    ] {
        for line in lines(&text, &[], EmojiStyle::Glyph) {
            assert!(line.quote <= 8 && line.indent <= 8);
        }
    }
}

proptest! {
    #[test]
    fn no_span_needs_cleaning(text in "[ -~\n\u{1b}\u{202e}\u{301}&#;>*_`-🙂\u{200d}\t]{0,60}", any in any::<String>()) {
        let text = text + &any;
        let findings = scan_text(&text, &Context::new(Channel::Lcw, AuthorKind::Bot).in_format(Format::Markdown));
        let placed = findings.iter().filter(|finding| finding.span.is_some()).count();
        for shown in [lines(&text, &findings, EmojiStyle::Glyph), plain(&text, &findings, EmojiStyle::Shortcode)] {
            let mut marks = 0;
            for span in shown.iter().flat_map(|line| &line.spans) {
                prop_assert_eq!(sanitize::line(&span.text), span.text.as_str());
                for mark in &span.marks {
                    prop_assert!(span.text.get(mark.range.clone()).is_some());
                    marks += 1;
                }
            }
            let spans = shown.iter().map(|line| line.spans.len()).sum::<usize>();
            prop_assert!(spans == 0 || marks == placed, "{marks} of {placed} marks");
        }
    }

    #[test]
    fn no_word_is_lost(parts in prop::collection::vec(prop::sample::select(vec![
        "word ", "word", "\n", "\n\n", "# ", "- ", "1. ", "> ", "**", "_", "`", "~~", "[", "](word)", "]", "[word]: /word\n", "[word]: /word \"word\"\n",
        "![", "| ", "|---|---|\n", "| word | word |\n", "<br>", "<b>", "</b>", "<p>", "</p>", "<div>\n", "\n</div>\n", "<li>", "\\", "  ", "    ", "&amp;",
        "[^1]", "[^1]: ", "- [ ] ", "***\n", "```\n", "word\n===\n", "<", ">", "!", "(word)", "<https://word.example>", "\r\n", "\t", "é👋",
    ]), 0..24)) {
        let mut text = String::new();
        let mut words = 0;
        for part in parts {
            for (index, piece) in part.split("word").enumerate() {
                if index > 0 {
                    text = format!("{text}w{words}w");
                    words += 1;
                }
                text.push_str(piece);
            }
        }
        let shown: String = drawn(&text).join(" ");
        for word in 0..words {
            prop_assert!(shown.contains(&format!("w{word}w")), "w{word}w of {text:?} in {shown:?}");
        }
    }
}
