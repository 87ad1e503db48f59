//! What formulas say, and where.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::record::{self, Read};
use super::spoken;
use crate::check::piece::{Layer, Piece, Writing};
use crate::check::place::Decoded;

fn piece(text: &str) -> Piece<'_> {
    Piece::new(Layer {
        text: Decoded::verbatim(text, 0),
        writing: Writing::Verbatim,
    })
}

fn says(text: &str) -> String {
    spoken(&piece(text)).text().to_owned()
}

#[test]
fn braces_are_something_unknown() {
    assert_eq!(says("Hi {Topic.Name}, **{x}**"), "Hi x, **x**");
    assert_eq!(says("no braces"), "no braces");
    assert_eq!(says("open { and no more"), "open { and no more");
    assert_eq!(says("{If(a = \"👎\", \"👋 yes\", \"no\")}!"), "👋 yesxno!");
    assert_eq!(says("{Concat(T, \"- \" & Value & Char(10))}"), "- x\n");
    assert_eq!(says("{}"), "x");
}

#[test]
fn formulas_say_their_literals() {
    assert_eq!(says("=\"Hi \" & Topic.Name & \" 👋\""), "Hi x 👋");
    assert_eq!(says("=Concatenate(\"**\", A, \"** it is\")"), "**x** it is");
    assert_eq!(says("=\"say \"\"hi\"\" \" // \"no\""), "say \"hi\" ");
    assert_eq!(says("=$\"Hi {Topic.Name} 👋\""), "Hi x 👋");
    assert_eq!(says("=Topic.Text"), "x");
    assert_eq!(
        says("=If(IsBlank(x), \"a\" & Char(10) & \"b\", y <> \"👎\")"),
        "a\nbx"
    );
    assert_eq!(says("=Text(Now(), \"dd 👎\") & \"!\""), "x!");
    assert_eq!(says("=Substitute(Topic.A, \"👎\", \"👎\")"), "x");
    assert_eq!(says("=LookUp(T, Name = \"👎\", Found)"), "x");
}

#[test]
fn what_is_said_leads_back_and_can_be_written() {
    let file = "=\"é \" & Topic.Name & \" 👋\"";
    let said = spoken(&piece(file));
    let at = said.text().find('👋').unwrap();
    let span = at..at + 4;
    assert_eq!(&file[said.in_file(&span)], "👋");
    let edit = said.edit(&span, ":wave:").unwrap();
    assert_eq!(
        (&file[edit.span.clone()], edit.text.as_str()),
        ("👋", ":wave:")
    );
    assert_eq!(said.edit(&(0..at), "x"), None);
    assert_eq!(said.edit(&span, "a \"b\""), None);
}

fn value(read: &Read<'_>) -> Value {
    read.value.clone()
}

#[test]
fn json_is_read_as_json_and_leads_back() {
    let file = "{\"a\": [\"x\\n\\ud83d\\udc4b é\", 1.5, true, null], \"b/c\": {\"d\": \"\"}}";
    let read = record::json(&piece(file));
    assert!(read.whole);
    assert_eq!(value(&read), serde_json::from_str::<Value>(file).unwrap());
    let text = read.places.text("/a/0").unwrap();
    assert_eq!(&file[text.in_file(&(2..6))], "\\ud83d\\udc4b");
    assert_eq!(&file[read.places.find("/a/1").unwrap()], "1.5");
    assert_eq!(&file[read.places.find("/b~1c/d").unwrap()], "");
    assert_eq!(
        &file[read.places.find("/b~1c/nothing/at").unwrap()],
        "{\"d\": \"\"}"
    );
    for bad in [
        "{",
        "{\"a\"",
        "[1,",
        "\"x",
        "{\"a\": x}",
        "[}",
        "{]",
        "{\"a\" \"b\"}",
        "[1 2]",
        "",
        "nope",
        "[1,]",
        "{} x",
    ] {
        assert!(!record::json(&piece(bad)).whole, "{bad}");
    }
}

#[test]
fn records_of_power_fx_are_read_like_json() {
    let file = "={type: \"AdaptiveCard\", '$schema': \"s\", version: \"1.6\", body: [
        {type: \"TextBlock\", text: \"You have \" & N & \" 👋\", wrap: true, size: If(a, \"Large\", \"Small\")},
        {type: \"Container\", items: ForAll(T, {type: \"TextBlock\", text: Name & \" é\"})}, Table({a: 1}, {a: -2}) ], x: Topic.Y }";
    let read = record::record(&piece(file));
    assert_eq!(
        value(&read),
        json!({"type": "AdaptiveCard", "$schema": "s", "version": "1.6", "body": [
            {"type": "TextBlock", "text": "You have x 👋", "wrap": true, "size": "LargexSmall"},
            {"type": "Container", "items": [{"type": "TextBlock", "text": "x é"}]}, [{"a": 1.0}, {"a": -2.0}]], "x": null})
    );
    let said = read.places.text("/body/0/text").unwrap();
    let at = said.text().find('👋').unwrap();
    assert_eq!(&file[said.in_file(&(at..at + 4))], "👋");
    let version = read.places.text("/version").unwrap();
    assert_eq!(&file[version.edit(&(0..3), "1.5").unwrap().span], "1.6");
}

#[test]
fn deep_values_end() {
    for open in ["[", "{\"a\":", "{a:", "={a:", "F("] {
        let text = open.repeat(100_000);
        let _ = record::json(&piece(&text));
        let text = format!("={text}");
        let _ = record::record(&piece(&text));
        let _ = says(&text);
    }
}

proptest! {
    #[test]
    fn any_json_is_read_as_serde_reads_it(text in "[a-zé👋\"\\\\\n/{}\\[\\]]{0,12}", key in "[a-zé~/'\" ]{0,5}", number in any::<i32>()) {
        let value = json!({key: [text, number, null, {"k": [true, text]}]});
        for file in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let read = record::json(&piece(&file));
            prop_assert!(read.whole);
            prop_assert_eq!(read.value, value.clone());
        }
    }

    #[test]
    fn no_formula_breaks_the_reader(text in "[a-z =&\"'$(){}\\[\\],:/*👋1\n]{0,60}") {
        let outer = piece(&text);
        let said = spoken(&outer);
        prop_assert!(text.get(said.whole()).is_some());
        let equal = format!("={text}");
        let said = spoken(&piece(&equal)).whole();
        prop_assert!(equal.get(said).is_some());
        let _ = record::record(&piece(&equal));
        let _ = record::json(&outer);
    }
}
