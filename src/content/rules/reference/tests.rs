//! The committed page is the generated one, and its links lead somewhere.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::HashSet;

use super::*;
use crate::content::rules::all;

fn whole() -> String {
    page(&all().iter().collect::<Vec<_>>())
}

#[test]
fn the_committed_page_is_up_to_date() {
    let committed = include_str!("../../../../docs/rules.md");
    let page = whole();
    if committed != page {
        let line = committed
            .lines()
            .zip(page.lines())
            .position(|(old, new)| old != new);
        panic!(
            "docs/rules.md is not what the catalogue says (first difference after line {}); write it anew: \
             cargo run -- rules --format markdown > docs/rules.md",
            line.unwrap_or(0)
        );
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let page = whole();
    let anchors: HashSet<String> = page
        .lines()
        .filter_map(|line| {
            line.strip_prefix("### ")
                .map(str::to_lowercase)
                .or_else(|| {
                    let (_, rest) = line.split_once("<a id=\"")?;
                    rest.split_once('"').map(|(id, _)| id.to_owned())
                })
        })
        .collect();
    let links: Vec<&str> = page
        .split("](#")
        .skip(1)
        .filter_map(|rest| rest.split_once(')').map(|(id, _)| id))
        .collect();
    assert!(links.len() > 300, "{}", links.len());
    for link in links {
        assert!(anchors.contains(link), "{link}");
    }
}

#[test]
fn the_page_has_every_rule_and_no_control_character() {
    let page = whole();
    for rule in all() {
        assert!(
            page.contains(&format!("\n### {}\n", rule.id)),
            "{}",
            rule.id
        );
    }
    assert!(
        !page
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
    );
    assert_eq!(prose("a*b <c> [d] e|f"), "a\\*b \\<c> \\[d] e\\|f");
}
