//! Links and images: their words, and where they lead.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::Style;
use super::build::Build;
use crate::content::sanitize::excerpt;

/// Length of a link's address in characters.
const ADDRESS: usize = 200;

/// A link or image that is open.
pub(super) struct Target {
    address: String,
    /// How the link is written.
    kind: LinkType,
    /// Where it is written.
    source: Range<usize>,
}

impl Target {
    /// Where a link leads, with its title if it has one.
    pub(super) fn new(address: &str, title: &str, kind: LinkType) -> Self {
        let mut address = excerpt(address, ADDRESS);
        if !title.trim().is_empty() {
            address = format!("{address} “{}”", excerpt(title, ADDRESS));
        }
        Self {
            address,
            kind,
            source: 0..0,
        }
    }
}

impl Build<'_> {
    /// A link or an image begins. One that names a definition has its brackets, for the definition is shown with them.
    pub(super) fn enter(&mut self, target: Target, source: &Range<usize>) {
        if is_label(target.kind) {
            self.say("[", self.style);
        }
        self.targets.push(Target {
            source: source.clone(),
            ..target
        });
    }

    /// Ends a link or an image: says where it leads, unless its words have said so.
    pub(super) fn leave(&mut self, change: impl FnOnce(&mut Style)) {
        self.flush();
        let style = self.style;
        change(&mut self.style);
        let Some(target) = self.targets.pop() else {
            return;
        };
        match target.kind {
            LinkType::Autolink | LinkType::Email => {}
            kind if is_label(kind) => self.say("]", style),
            LinkType::Reference => {
                let written = self.source.get(target.source).unwrap_or_default();
                if let Some((_, label)) = written.rsplit_once('[') {
                    let label = excerpt(label.trim_end_matches(']'), ADDRESS);
                    self.say(&format!(" [{label}]"), address());
                }
            }
            _ => {
                let told = self
                    .spans
                    .last()
                    .is_some_and(|span| span.style == style && span.text == target.address);
                if !told {
                    self.address(&target.address);
                }
            }
        }
    }

    /// Ends a link of HTML, if one is open.
    pub(super) fn leave_html_link(&mut self) {
        if let Some(leads) = self.html_link.take() {
            self.set(|style| style.link = false);
            self.address(&excerpt(&leads, ADDRESS));
        }
    }

    /// Says where something leads.
    pub(super) fn address(&mut self, leads: &str) {
        if !leads.is_empty() {
            self.say(&format!(" ({})", excerpt(leads, ADDRESS * 2)), address());
        }
    }
}

fn address() -> Style {
    Style {
        address: true,
        ..Style::default()
    }
}

/// Whether the words of the link are the name of a definition.
fn is_label(kind: LinkType) -> bool {
    matches!(kind, LinkType::Shortcut | LinkType::Collapsed)
}
