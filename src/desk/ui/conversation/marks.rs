//! The lines of a log that nobody said: what the bot brought, where it handed over, days, unread, typing, the end.

use crate::content::sanitize;
use crate::desk::app::State;
use crate::desk::app::conversation::{Conversation, Load};
use crate::desk::theme::Role;
use crate::desk::ui::text::{Line, time, width};
use crate::desk::ui::words;
use crate::domain::ConversationState;

/// A rule across the log with words in it: `── words ──────`.
pub fn rule(text: &str, columns: usize) -> Line {
    ruled(Role::Divider, text, columns)
}

fn ruled(role: Role, text: &str, columns: usize) -> Line {
    let line = Line::of(role, format!("── {text} ")).clipped(columns);
    let rest = columns.saturating_sub(line.width());
    line.with(role, "─".repeat(rest))
}

/// What the bot brought: its name, how much of the transcript, variables, flags.
pub fn head(talk: &Conversation, columns: usize) -> Option<Line> {
    let Some(handoff) = &talk.handoff else {
        let loading = talk.load == Load::Loading;
        return loading.then(|| Line::of(Role::Dim, "loading the conversation…"));
    };
    let bot = match handoff.bot.name.trim() {
        "" => "Bot".to_owned(),
        name => words::line(name),
    };
    let mut parts = vec![
        bot,
        format!(
            "transcript {}/{}",
            talk.log.transcript_len(),
            handoff.transcript_received
        ),
        words::count(handoff.variables.len(), "variable", "variables"),
    ];
    if talk.row.flags > 0 {
        parts.push(format!("⚑ {}", talk.row.flags));
    }
    Some(rule(&parts.join(" · "), columns))
}

/// Where the bot handed over, on which words, and what it whispered to the agent.
pub fn handed_over(state: &State, talk: &Conversation, columns: usize) -> Vec<Line> {
    let (Some(handoff), Some(at)) = (&talk.handoff, talk.handed_over_at) else {
        return Vec::new();
    };
    let variables = &handoff.variables;
    let mut parts = vec![format!(
        "handed over {}",
        time::clock(at, state.setup.utc_offset)
    )];
    parts.extend(variables.last_topic().map(words::line));
    parts.extend(
        variables
            .last_phrase()
            .map(|phrase| format!("“{}”", words::line(phrase))),
    );
    let mut lines = vec![rule(&parts.join(" · "), columns)];
    let message = sanitize::block(variables.private_message().unwrap_or_default());
    for (number, part) in message.lines().enumerate() {
        let label = if number == 0 {
            "private message: "
        } else {
            "                 "
        };
        let line = Line::of(Role::Accent, label).text(part.to_owned());
        lines.extend(line.wrapped(columns, width(label)));
    }
    lines
}

/// There is more above.
pub fn older(loading: bool, columns: usize) -> Line {
    rule(
        if loading {
            "loading older messages…"
        } else {
            "older messages above: scroll up"
        },
        columns,
    )
}

/// From here on nothing was read.
pub fn unread(columns: usize) -> Line {
    ruled(Role::Unread, "unread", columns)
}

/// Who types.
pub fn typing(state: &State, talk: &Conversation) -> Option<Line> {
    let now = state.clock.now;
    let (author, _) = talk.typing.iter().find(|(_, until)| *until > now)?;
    Some(Line::of(
        Role::Dim,
        format!("{} is typing…", words::speaker(state, author).0),
    ))
}

/// Why nothing more comes.
pub fn ending(talk: &Conversation, columns: usize) -> Option<Line> {
    let text = match talk.row.state {
        ConversationState::Closed => "the conversation is closed",
        ConversationState::WrapUp if talk.row.customer_left => "the customer has left · wrap-up",
        ConversationState::WrapUp => "ended · wrap-up",
        _ if talk.row.customer_left => "the customer has left",
        _ => return None,
    };
    Some(rule(text, columns))
}
