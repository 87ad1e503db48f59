//! Commands typed at the start of a draft. Only those that work are known; everything else is asked about, never sent
//! silently.

use crate::desk::app::effect::Effects;
use crate::desk::app::notify::{self, Level};
use crate::desk::app::talk::{self, Conclusion};
use crate::desk::app::{State, flags, inbox, presence, program};

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// How it is typed.
    pub name: &'static str,
    /// What may follow it, for people; empty if nothing.
    pub argument: &'static str,
    /// What it does, in one line.
    pub doc: &'static str,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Conclude(Conclusion),
    Pick,
    Why,
    Flags,
    Presence,
    Help,
}

const fn conclude(name: &'static str, how: Conclusion, doc: &'static str) -> Command {
    Command {
        name,
        argument: "",
        doc,
        what: What::Conclude(how),
    }
}

/// Every command.
pub const COMMANDS: &[Command] = &[
    conclude(
        "/end",
        Conclusion::End,
        "End the conversation: wrap-up begins",
    ),
    conclude(
        "/close",
        Conclusion::Close,
        "Close the conversation in wrap-up",
    ),
    conclude(
        "/release",
        Conclusion::Release,
        "Give the conversation back to its queue",
    ),
    conclude("/leave", Conclusion::Leave, "Leave without ending"),
    Command {
        name: "/pick",
        argument: "",
        doc: "Take the conversation shown",
        what: What::Pick,
    },
    Command {
        name: "/why",
        argument: "",
        doc: "Why it waits, or why you get no work",
        what: What::Why,
    },
    Command {
        name: "/flags",
        argument: "",
        doc: "List the flags",
        what: What::Flags,
    },
    Command {
        name: "/presence",
        argument: "[status]",
        doc: "Choose your presence",
        what: What::Presence,
    },
    Command {
        name: "/help",
        argument: "",
        doc: "Every key",
        what: What::Help,
    },
];

/// What a draft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// Something for the customer.
    Text(&'a str),
    /// A command with what follows it.
    Command(Command, &'a str),
    /// Looks like a command and is none: its first word.
    Unknown(&'a str),
}

/// Reads a draft. `//` at the start stands for a text that begins with `/`.
pub fn read(draft: &str) -> Line<'_> {
    let Some(rest) = draft.strip_prefix('/') else {
        return Line::Text(draft);
    };
    if rest.starts_with('/') {
        return Line::Text(rest);
    }
    let (word, argument) = draft.split_once(char::is_whitespace).unwrap_or((draft, ""));
    let argument = argument.trim();
    let command = COMMANDS.iter().find(|command| command.name == word);
    match command.filter(|command| argument.is_empty() || !command.argument.is_empty()) {
        Some(command) if !argument.contains('\n') => Line::Command(*command, argument),
        _ => Line::Unknown(word),
    }
}

/// The commands that a draft might become, while its first word is being typed.
pub fn matching(draft: &str) -> impl Iterator<Item = &'static Command> {
    let typing =
        draft.starts_with('/') && !draft.starts_with("//") && !draft.contains(char::is_whitespace);
    COMMANDS
        .iter()
        .filter(move |command| typing && command.name.starts_with(draft))
}

/// Does a command. Answers whether the draft has done its duty.
pub(super) fn run(state: &mut State, out: &mut Effects, command: Command, argument: &str) -> bool {
    match command.what {
        What::Conclude(how) => talk::ask(state, out, how),
        What::Pick => {
            if let Some(id) = state.conversations.shown_id().cloned() {
                inbox::pick(state, out, &id);
            }
        }
        What::Why => talk::why_shown(state, out),
        What::Flags => flags::open(state),
        What::Presence if argument.is_empty() => presence::open(state),
        What::Presence => {
            let Some(wanted) = presence::by_word(argument) else {
                let hint = "available, busy, do not disturb, away or offline";
                notify::tell(
                    state,
                    Level::Error,
                    "there is no presence of that name",
                    hint,
                );
                return false;
            };
            presence::choose(state, out, wanted);
        }
        What::Help => program::help(state),
    }
    true
}
