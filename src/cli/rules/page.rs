//! A rule explained.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::paint::Look;
use crate::content::rules::{Example, Rule, Source, reference};
use crate::content::sanitize;

/// Columns of the names of what follows.
const NAME: usize = 10;

/// The rules one after the other. `day`: the day somebody asks about.
pub(super) fn pages(rules: &[&Rule], day: Option<Date>, look: Look) -> String {
    let pages: Vec<String> = rules
        .iter()
        .map(|rule| {
            let mut page = Page {
                text: String::new(),
                look,
            };
            page.rule(rule, day);
            page.text
        })
        .collect();
    pages.join("\n\n")
}

struct Page {
    text: String,
    look: Look,
}

impl Page {
    fn rule(&mut self, rule: &Rule, day: Option<Date>) {
        let title = self.look.wrapped(&rule.title, rule.id.len() + 2, 2);
        let title = self.look.strong(&title);
        let id = self.look.severity(rule.severity, &rule.id);
        self.line(&format!("{id}  {title}"));
        self.line("");
        self.retirement(rule);
        self.fact("When", &rule.trigger);
        self.fact("Seen", &rule.seen);
        self.fact("Instead", &rule.instead);
        if let Some(remark) = rule.remark() {
            self.fact("More", remark);
        }
        self.fact("Severity", rule.severity.name());
        self.fact(
            "Kind",
            &format!("{}: {}", rule.kind.name(), rule.kind.about()),
        );
        self.channels(rule);
        self.dates(rule, day);
        if let Some(event) = rule.event {
            self.fact("Event", event.name());
        }
        if let Some(example) = &rule.example {
            self.example("Found in", example);
        }
        if let Some(near) = &rule.near {
            self.example("Not found in", near);
        }
        self.sources(rule);
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn fact(&mut self, name: &str, text: &str) {
        let text = self.look.wrapped(text, NAME, NAME);
        let name = self.look.faint(&format!("{name:NAME$}"));
        self.line(&format!("{name}{text}"));
    }

    fn retirement(&mut self, rule: &Rule) {
        let Some(day) = rule.dates.retired else {
            return;
        };
        let next = rule.dates.replaced_by.as_deref().unwrap_or("no other rule");
        self.fact("Retired", &format!("on {day}, replaced by {next}"));
    }

    fn channels(&mut self, rule: &Rule) {
        let names: Vec<&str> = rule.channels.iter().map(|channel| channel.name()).collect();
        if names.is_empty() {
            self.fact("Channels", "all");
        } else {
            self.fact("Channels", &names.join(", "));
        }
    }

    fn dates(&mut self, rule: &Rule, day: Option<Date>) {
        let mut text = rule
            .dates
            .words()
            .unwrap_or_else(|| "Holds always".to_owned());
        text.push('.');
        if let Some(why) = &rule.dates.why {
            text.push(' ');
            text.push_str(why);
        }
        if let Some(day) = day {
            let held = if rule.holds(Some(day)) {
                "holds"
            } else {
                "does not hold"
            };
            // Writing to a String cannot fail.
            let _ = write!(text, " On {day} it {held}.");
        }
        self.fact("Dates", &text);
    }

    fn example(&mut self, heading: &str, example: &Example) {
        let assumed = reference::assumptions(example);
        self.line("");
        self.line(&self.look.faint(&format!("{heading}{assumed}:")));
        for line in sanitize::block(&example.text).lines() {
            // Examples and addresses are not broken: they are copied whole.
            self.line(&format!("  {line}"));
        }
    }

    fn sources(&mut self, rule: &Rule) {
        if rule.sources.is_empty() {
            return;
        }
        self.line("");
        self.line(&self.look.faint("Sources:"));
        for source in rule.pages() {
            self.source(source);
        }
    }

    fn source(&mut self, source: &Source) {
        let dated = source
            .dated
            .map_or_else(|| "no date".to_owned(), |day| day.to_string());
        let words = format!("{}: {}, {dated}", source.key, source.title);
        self.line(&format!("  {}", self.look.wrapped(&words, 2, 4)));
        self.line(&format!("    {}", source.url));
    }
}
