//! The catalogue is what is documented: no limitation missing, none made up, each with its pages.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// The versions of the pages that exist in several, in their order.
const VERSIONS: &[&[&str]] = &[
    &[
        "CBVA-2019",
        "CBVA-2020",
        "CBVA-2021",
        "CBVA-2021b",
        "CBVA-2022",
        "CBVA-2023",
        "CBVA-2024a",
        "CBVA-2024b",
    ],
    &["HOC-2019", "HOC-2020", "HOC-2022", "HOC-NOW"],
];

/// The keys a field names, ranges such as `CBVA-2023..2024b` written out.
fn keys(field: &str) -> BTreeSet<String> {
    field.split(' ').flat_map(range).collect()
}

fn range(key: &str) -> Vec<String> {
    let Some((first, last)) = key.split_once("..") else {
        return vec![key.to_owned()];
    };
    let pages = VERSIONS
        .iter()
        .find(|pages| pages.contains(&first))
        .unwrap();
    let at = |wanted: &dyn Fn(&str) -> bool| pages.iter().position(|page| wanted(page)).unwrap();
    let (from, to) = (
        at(&|page| page == first),
        at(&|page| page == last || page.rsplit_once('-').unwrap().1 == last),
    );
    pages[from..=to]
        .iter()
        .map(|page| (*page).to_owned())
        .collect()
}

fn documented() -> BTreeMap<&'static str, (Kind, BTreeSet<String>)> {
    include_str!("../../../../assets/rules/documented.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.split('\t');
            let id = fields.next().unwrap();
            let kind = match fields.next().unwrap() {
                "P" => Kind::Payload,
                "C" => Kind::Configuration,
                "R" => Kind::Runtime,
                other => panic!("{id} is of kind {other}"),
            };
            (id, (kind, keys(fields.next().unwrap())))
        })
        .collect()
}

#[test]
fn every_documented_limitation_is_a_rule_and_every_rule_is_documented() {
    let documented = documented();
    assert_eq!(documented.len(), 132);
    let rules = all()
        .iter()
        .filter(|rule| rule.group != Group::Hazard)
        .map(|rule| {
            let sources = rule.sources.iter().cloned().collect();
            (rule.id.as_str(), (rule.kind, sources))
        })
        .collect::<BTreeMap<_, (Kind, BTreeSet<String>)>>();
    for (id, expected) in &documented {
        let found = rules
            .get(id)
            .unwrap_or_else(|| panic!("{id} is not in the catalogue"));
        assert_eq!(found, expected, "{id}");
        assert!(!found.1.is_empty(), "{id}");
    }
    let extra: Vec<_> = rules
        .keys()
        .filter(|id| !documented.contains_key(*id))
        .collect();
    assert!(extra.is_empty(), "not documented: {extra:?}");
}

#[test]
fn ranges_of_pages_are_written_out() {
    assert_eq!(keys("CBVA-2021..2024b").len(), 6);
    assert_eq!(keys("HOC-2020..HOC-NOW ISS-102").len(), 4);
    assert_eq!(keys("CBVA-2024a").len(), 1);
}
