//! Which rules are meant.

use super::Args;
use crate::content::rules::{self, Rule, RuntimeEvent};
use crate::error::{Error, Kind};

/// The rules that are meant.
#[derive(Debug)]
pub(super) enum Chosen {
    /// Named by their ids: to be explained.
    Named(Vec<&'static Rule>),
    /// Found by filters and words: to be listed.
    Found(Vec<&'static Rule>),
}

/// Takes the words for ids if the first of them is one or looks like one.
pub(super) fn choose(args: &Args) -> Result<Chosen, Error> {
    if args.words.first().is_some_and(|word| looks_like_id(word)) {
        refuse_filters(args)?;
        return named(&args.words).map(Chosen::Named);
    }
    let words: Vec<String> = args.words.iter().map(|word| word.to_lowercase()).collect();
    let found = rules::all()
        .iter()
        .filter(|rule| passes(rule, args) && words.iter().all(|word| mentions(rule, word)));
    Ok(Chosen::Found(found.collect()))
}

fn looks_like_id(word: &str) -> bool {
    let prefix = word.get(..3).unwrap_or_default();
    prefix.eq_ignore_ascii_case("OC-") || prefix.eq_ignore_ascii_case("HZ-")
}

fn refuse_filters(args: &Args) -> Result<(), Error> {
    let filters = [
        ("--kind", args.kind.is_some()),
        ("--channel", args.channel.is_some()),
        ("--group", args.group.is_some()),
        ("--severity", args.severity.is_some()),
    ];
    match filters.into_iter().find(|(_, given)| *given) {
        Some((name, _)) => Err(Error::new(
            Kind::Usage,
            format!("{name} goes with a list of rules, not with a rule's id"),
        )
        .hint("leave the id out to list rules, or the filter to explain one")),
        None => Ok(()),
    }
}

fn named(ids: &[String]) -> Result<Vec<&'static Rule>, Error> {
    let mut rules: Vec<&Rule> = Vec::new();
    for id in ids {
        let rule = rules::rule(id).ok_or_else(|| unknown(id))?;
        if rules.iter().all(|known| known.id != rule.id) {
            rules.push(rule);
        }
    }
    Ok(rules)
}

/// Longest id that is compared with the others, in bytes: comparing takes quadratic time.
const COMPARED: usize = 64;

fn unknown(id: &str) -> Error {
    let error = Error::new(Kind::Usage, format!("no rule is called `{id}`"));
    let wanted = id.to_uppercase();
    let ids: Vec<&str> = rules::all().iter().map(|rule| rule.id.as_str()).collect();
    let near = if wanted.len() <= COMPARED {
        similar::get_close_matches(wanted.as_str(), &ids, 3, 0.6)
    } else {
        Vec::new()
    };
    if near.is_empty() {
        error.hint("`deskhand rules` lists them all")
    } else {
        error.hint(format!("did you mean {}?", near.join(", ")))
    }
}

fn passes(rule: &Rule, args: &Args) -> bool {
    let on = |channel| rule.channels.is_empty() || rule.channels.contains(&channel);
    args.kind.is_none_or(|kind| rule.kind == kind)
        && args.group.is_none_or(|group| rule.group == group)
        && args
            .severity
            .is_none_or(|severity| rule.severity >= severity)
        && args.channel.is_none_or(on)
        && args.as_of.is_none_or(|day| rule.holds(Some(day)))
}

/// Whether the rule says this word anywhere; the word is in lower case.
fn mentions(rule: &Rule, word: &str) -> bool {
    let event = rule.event.map(RuntimeEvent::name).unwrap_or_default();
    [
        rule.id.as_str(),
        &rule.title,
        &rule.trigger,
        &rule.seen,
        &rule.explanation,
        &rule.instead,
        event,
    ]
    .iter()
    .any(|text| text.to_lowercase().contains(word))
}
