//! What keys do to the overlay on top: move, type, choose, answer, close.

use super::action::{Dialog, Edit, Motion};
use super::composer::{self, Draft};
use super::effect::Effects;
use super::overlay::{Choice, Confirmed, Purpose};
use super::{
    Focus, Overlay, State, explain, flags, help, inbox, notify, palette, panes, presence, program,
    reader, talk,
};
use crate::content::sanitize;
use crate::domain::DeclineReason;

/// Moves the cursor of the top overlay. Answers whether there is one.
pub(super) fn go(state: &mut State, motion: Motion) -> bool {
    let size = state.panes.size;
    let page = usize::from(size.1.max(8)) / 2;
    if state.overlays.top().is_none() {
        return false;
    }
    match state.overlays.top_mut() {
        Some(Overlay::Palette(palette)) => palette::go(palette, motion),
        Some(Overlay::Help(help)) => help::go(help, motion),
        Some(Overlay::Menu(menu)) => {
            if let Some(to) = panes::step(Some(menu.cursor), menu.items.len(), page, motion) {
                menu.cursor = to;
            }
        }
        Some(Overlay::Reader(reader)) => reader::go(reader, motion, size),
        Some(Overlay::Flags(list)) => flags::go(list, motion),
        Some(Overlay::Prompt(_) | Overlay::Confirm(_)) | None => {}
    }
    true
}

/// Text typed or pasted, or a key that edits, in the top overlay or the inbox's filter. Answers whether it takes text.
pub(super) fn edited(state: &mut State, change: impl FnOnce(&mut Draft)) -> bool {
    let size = state.panes.size;
    if matches!(state.focus(), Focus::Reader) {
        return false;
    }
    match state.overlays.top_mut() {
        Some(Overlay::Palette(palette)) => palette::edited(palette, change),
        Some(Overlay::Help(_)) => help::edited(state, change),
        Some(Overlay::Flags(list)) => flags::edited(list, change),
        Some(Overlay::Reader(reader)) => reader::edited(reader, size, change),
        Some(Overlay::Prompt(prompt)) => {
            change(&mut prompt.line);
            let text = prompt.line.text();
            if text.chars().count() > prompt.limit {
                prompt.line = Draft::new(text.chars().take(prompt.limit).collect::<String>());
            }
        }
        None if state.inbox.is_filtering() => {
            if let Some(filter) = state.inbox.filter_mut() {
                change(filter);
            }
        }
        _ => return false,
    }
    true
}

/// Text typed or pasted where one line is wanted.
pub(super) fn typed(state: &mut State, text: &str) -> bool {
    let text = sanitize::line(text).into_owned();
    edited(state, |line| {
        line.insert(&text);
    })
}

/// A key that edits.
pub(super) fn edit(state: &mut State, key: Edit) -> bool {
    edited(state, |line| composer::apply(line, key))
}

/// Enter, escape, yes, no.
pub(super) fn answer(state: &mut State, out: &mut Effects, key: Dialog) {
    match key {
        Dialog::Choose => choose(state, out),
        Dialog::Yes => {
            if matches!(state.overlays.top(), Some(Overlay::Confirm(_))) {
                confirmed(state, out);
            }
        }
        Dialog::Cancel | Dialog::No => {
            if state.overlays.top().is_some() {
                reader::cancel(state);
            } else {
                inbox::clear_filter(state);
            }
        }
    }
}

fn choose(state: &mut State, out: &mut Effects) {
    match state.overlays.top() {
        Some(Overlay::Palette(_)) => palette::choose(state, out),
        Some(Overlay::Menu(_)) => choose_item(state, out),
        Some(Overlay::Prompt(_)) => filled_in(state, out),
        Some(Overlay::Confirm(confirm)) if confirm.then.takes_enter() => confirmed(state, out),
        Some(Overlay::Confirm(_)) => {}
        Some(Overlay::Flags(_)) => flags::choose(state),
        Some(Overlay::Reader(_)) => reader::choose(state, out),
        Some(Overlay::Help(_)) => {
            state.overlays.pop();
        }
        None => inbox::keep_filter(state),
    }
}

/// An item of the top menu was clicked.
pub(super) fn click(state: &mut State, out: &mut Effects, index: usize) {
    match state.overlays.top_mut() {
        Some(Overlay::Menu(menu)) if index < menu.items.len() => {
            menu.cursor = index;
            choose_item(state, out);
        }
        Some(Overlay::Palette(palette)) if index < palette.hits.len() => {
            palette.cursor = index;
            palette::choose(state, out);
        }
        Some(Overlay::Flags(list)) if index < list.rows.len() => {
            list.cursor = index;
            flags::choose(state);
        }
        _ => {}
    }
}

fn choose_item(state: &mut State, out: &mut Effects) {
    // What is explained lies over the list, which is read on afterwards.
    if let Some(Overlay::Menu(menu)) = state.overlays.top()
        && let Some(Choice::Explain(rule)) = menu.items.get(menu.cursor).map(|item| &item.choice)
    {
        let rule = *rule;
        return explain::by_name(state, rule);
    }
    let Some(Overlay::Menu(menu)) = state.overlays.pop() else {
        return;
    };
    let Some(item) = menu.items.into_iter().nth(menu.cursor) else {
        return;
    };
    match item.choice {
        Choice::Nothing | Choice::Explain(_) => {}
        Choice::Decline(id, number, reason) => inbox::decline(state, out, id, number, reason),
        Choice::DeclineInWords(id, number) => inbox::decline_in_words(state, id, number),
        Choice::Presence(presence) => presence::choose(state, out, presence),
    }
}

fn filled_in(state: &mut State, out: &mut Effects) {
    let Some(Overlay::Prompt(prompt)) = state.overlays.pop() else {
        return;
    };
    let text = prompt.line.text().trim().to_owned();
    if text.is_empty() {
        return notify::tell(state, notify::Level::Info, "nothing was written", "");
    }
    match prompt.purpose {
        Purpose::Decline(id, number) => {
            inbox::decline(state, out, id, number, DeclineReason::Other(text));
        }
    }
}

fn confirmed(state: &mut State, out: &mut Effects) {
    let Some(Overlay::Confirm(confirm)) = state.overlays.pop() else {
        return;
    };
    match confirm.then {
        Confirmed::Quit => program::leave(state, out),
        Confirmed::Conclude(id, how) => talk::conclude(state, out, &id, how),
        Confirmed::Paste(id, text) => composer::insert_into(state, out, &id, &text),
        Confirmed::SendLiteral(id) => composer::send_literal(state, out, &id),
    }
}
