//! What a piece of the screen means. Drawing code names a role and never a colour.

use serde::Deserialize;

/// The meanings a theme gives a look to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Plain text, and the ground everything is drawn on.
    Text,
    /// Text that matters less: times, hints, counts of nothing.
    Dim,
    /// What catches the eye without alarm.
    Accent,
    /// Names of panels.
    Title,
    /// The bars at the top and the bottom.
    Bar,
    /// The frame of a panel.
    Border,
    /// The frame of the panel that gets the keys.
    BorderFocused,
    /// Rules between parts, such as the place where the bot handed over.
    Divider,
    /// The ground of palette, help and dialogs.
    Popup,
    /// The chosen row of a list; must show without colour.
    Selected,
    /// The line of the composer.
    CaretLine,
    /// An offer with its countdown.
    Offer,
    /// What must not wait any longer; must show without colour.
    Urgent,
    /// What may soon go wrong.
    Warning,
    /// What went wrong.
    Error,
    /// What went well, and who is available.
    Ok,
    /// A finding of the scanner.
    Flag,
    /// A conversation with words nobody has read yet.
    Unread,
    /// Small counts and marks.
    Badge,
    /// The customer's name.
    Customer,
    /// The bot's name.
    Bot,
    /// The agent's name.
    Agent,
    /// What the floor itself says.
    System,
    /// Addresses.
    Link,
    /// Code in a message.
    Code,
    /// Headings in a message.
    Heading,
    /// The name of a key in hints and help.
    Key,
    /// The part of a row that matches what was typed.
    Match,
}

/// Name in files, where the look comes from if a theme says nothing, what it is for.
type Row = (Role, &'static str, Option<Role>, &'static str);

/// Every role, in declaration order.
const TABLE: [Row; 28] = [
    (Role::Text, "text", None, "plain text and its ground"),
    (
        Role::Dim,
        "dim",
        Some(Role::Text),
        "times, hints, what matters less",
    ),
    (
        Role::Accent,
        "accent",
        Some(Role::Text),
        "what catches the eye",
    ),
    (Role::Title, "title", Some(Role::Accent), "names of panels"),
    (
        Role::Bar,
        "bar",
        Some(Role::Text),
        "the bars at top and bottom",
    ),
    (Role::Border, "border", Some(Role::Dim), "frame of a panel"),
    (
        Role::BorderFocused,
        "border-focused",
        Some(Role::Accent),
        "frame of the panel with the keys",
    ),
    (
        Role::Divider,
        "divider",
        Some(Role::Border),
        "rules between parts",
    ),
    (
        Role::Popup,
        "popup",
        Some(Role::Text),
        "ground of palette, help and dialogs",
    ),
    (
        Role::Selected,
        "selected",
        Some(Role::Accent),
        "the chosen row",
    ),
    (
        Role::CaretLine,
        "caret-line",
        Some(Role::Text),
        "the line of the composer",
    ),
    (
        Role::Offer,
        "offer",
        Some(Role::Accent),
        "an offer with its countdown",
    ),
    (
        Role::Urgent,
        "urgent",
        Some(Role::Error),
        "what must not wait",
    ),
    (
        Role::Warning,
        "warning",
        Some(Role::Accent),
        "what may soon go wrong",
    ),
    (Role::Error, "error", Some(Role::Warning), "what went wrong"),
    (Role::Ok, "ok", Some(Role::Text), "what went well"),
    (
        Role::Flag,
        "flag",
        Some(Role::Warning),
        "a finding of the scanner",
    ),
    (
        Role::Unread,
        "unread",
        Some(Role::Accent),
        "words nobody has read yet",
    ),
    (
        Role::Badge,
        "badge",
        Some(Role::Accent),
        "small counts and marks",
    ),
    (
        Role::Customer,
        "customer",
        Some(Role::Accent),
        "the customer's name",
    ),
    (Role::Bot, "bot", Some(Role::Dim), "the bot's name"),
    (Role::Agent, "agent", Some(Role::Text), "the agent's name"),
    (
        Role::System,
        "system",
        Some(Role::Dim),
        "what the floor itself says",
    ),
    (Role::Link, "link", Some(Role::Accent), "addresses"),
    (Role::Code, "code", Some(Role::Text), "code in a message"),
    (
        Role::Heading,
        "heading",
        Some(Role::Title),
        "headings in a message",
    ),
    (
        Role::Key,
        "key",
        Some(Role::Accent),
        "names of keys in hints",
    ),
    (
        Role::Match,
        "match",
        Some(Role::Accent),
        "what matches a search",
    ),
];

impl Role {
    /// How many there are.
    pub const COUNT: usize = TABLE.len();

    /// All of them, in declaration order.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// The role of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// Its name in theme files.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What looks like it, if a theme says nothing about it; only [`Role::Text`] has none.
    pub fn fallback(self) -> Option<Self> {
        self.row().2
    }

    /// What it is for, in a few words.
    pub fn doc(self) -> &'static str {
        self.row().3
    }

    /// Its place in tables of [`Role::COUNT`] entries.
    pub(crate) fn index(self) -> usize {
        self as usize
    }

    fn row(self) -> &'static Row {
        &TABLE[self.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_declaration_order() {
        for (index, role) in Role::all().enumerate() {
            assert_eq!(role.index(), index, "{role:?}");
            assert_eq!(Role::by_name(role.name()), Some(role));
        }
    }

    #[test]
    fn every_chain_of_fallbacks_ends_at_text() {
        for role in Role::all() {
            let chain = std::iter::successors(Some(role), |role| role.fallback());
            assert_eq!(chain.take(Role::COUNT).last(), Some(Role::Text), "{role:?}");
        }
    }
}
