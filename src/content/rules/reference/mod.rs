//! The page of all rules, `docs/rules.md`: Markdown made of the catalogue.

mod entry;
mod tables;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use super::{Group, Kind, Rule, Source};
pub use entry::assumptions;

/// The page of these rules, grouped, with the tables of channels and the sources. One line of Markdown is one line of text,
/// nothing in it can act on a terminal.
pub fn page(rules: &[&Rule]) -> String {
    let mut page = String::from(INTRODUCTION);
    kinds(&mut page, rules);
    contents(&mut page, rules);
    for (group, rules) in groups(rules) {
        let _ = writeln!(page, "\n## {}", group.title());
        for rule in rules {
            entry::write(&mut page, rule);
        }
    }
    tables::write(&mut page);
    sources(&mut page, rules);
    page
}

// Writing to a String cannot fail, so what `write!` returns is left alone on this page and its parts.

const INTRODUCTION: &str = "\
# Rules

What gets lost between bot, hub, agent and customer, rule by rule. `deskhand rules` lists them, `deskhand rules OC-EMOJI` explains
one, `deskhand check` finds them in files. Ids are stable: a rule that goes out of use keeps its place here.

A rule *holds* from the day a page first states it until the first page that no longer does; the documentation has changed over the
years, and `--as-of DATE` reads the rules of any day. Rules without a date come from pages without one and hold always. Facts are
those of the pages; the words are ours. In examples, `{{words*400}}` stands for `words`, 400 times.

This page is generated: `deskhand rules --format markdown > docs/rules.md`.
";

fn kinds(page: &mut String, rules: &[&Rule]) {
    let _ = writeln!(page, "\n| kind | rules | |\n|---|---:|---|");
    for kind in Kind::ALL {
        let count = rules.iter().filter(|rule| rule.kind == kind).count();
        let _ = writeln!(page, "| {} | {count} | {} |", kind.name(), kind.about());
    }
}

fn contents(page: &mut String, rules: &[&Rule]) {
    let _ = writeln!(page, "\n| rule | kind | severity | |\n|---|---|---|---|");
    for (_, rules) in groups(rules) {
        for rule in rules {
            let _ = writeln!(
                page,
                "| [{}](#{}) | {} | {} | {} |",
                rule.id,
                rule.id.to_ascii_lowercase(),
                rule.kind.name(),
                rule.severity.name(),
                prose(&rule.title)
            );
        }
    }
}

/// The rules group by group, in the order of the catalogue; groups without any are left out.
fn groups<'a>(rules: &'a [&'a Rule]) -> impl Iterator<Item = (Group, Vec<&'a Rule>)> {
    Group::ALL.into_iter().filter_map(|group| {
        let rules: Vec<_> = rules
            .iter()
            .copied()
            .filter(|rule| rule.group == group)
            .collect();
        (!rules.is_empty()).then_some((group, rules))
    })
}

fn sources(page: &mut String, rules: &[&Rule]) {
    let mut pages: Vec<&Source> = rules.iter().flat_map(|rule| rule.pages()).collect();
    pages.sort_by(|one, other| one.key.cmp(&other.key));
    pages.dedup_by(|one, other| one.key == other.key);
    if pages.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n## Sources\n");
    for source in pages {
        let dated = source
            .dated
            .map_or_else(|| "no date".to_owned(), |date| date.to_string());
        let _ = writeln!(
            page,
            "- <a id=\"{}\"></a>{}: [{}]({}), {dated}",
            anchor(&source.key),
            source.key,
            prose(&source.title),
            source.url
        );
    }
}

/// Where a source stands on the page.
fn anchor(key: &str) -> String {
    format!("source-{}", key.to_ascii_lowercase())
}

/// Words as Markdown that reads as they stand.
fn prose(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '<' | '|' | '[' | '\\' | '`') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
