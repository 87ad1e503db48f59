//! Which rows the inbox has, in which order, and where the cursor goes when its row goes.

use super::{GUARD, RowKey, Section};
use crate::desk::app::State;
use crate::protocol::ConversationRow;

/// Makes the rows anew if anything they come from has changed.
pub(in crate::desk::app) fn settle(state: &mut State) {
    let stamp = (state.floor.revision.get(), state.inbox.revision.get());
    if state.inbox.built == Some(stamp) {
        return;
    }
    let rows = build(state);
    if rows != state.inbox.rows {
        let before = std::mem::replace(&mut state.inbox.rows, rows);
        keep_cursor(state, &before);
        state.inbox.revision.bump();
    } else if state.inbox.cursor.is_none() {
        keep_cursor(state, &[]);
    }
    state.inbox.built = Some((state.floor.revision.get(), state.inbox.revision.get()));
}

fn build(state: &State) -> Vec<RowKey> {
    let (floor, inbox) = (&state.floor, &state.inbox);
    let wanted = inbox
        .filter
        .as_ref()
        .map(|filter| filter.text().trim().to_lowercase());
    let wanted = wanted.filter(|wanted| !wanted.is_empty());
    let fits = |text: &str| {
        wanted
            .as_ref()
            .is_none_or(|wanted| text.to_lowercase().contains(wanted))
    };
    let row_fits = |row: &ConversationRow| {
        fits(&row.customer.name)
            || row.topic.as_deref().is_some_and(fits)
            || row.preview.as_deref().is_some_and(fits)
            || fits(floor.queue_name(&row.queue))
    };
    let mut rows = Vec::new();
    let offers = floor.offers().iter().filter(|offer| row_fits(&offer.row));
    section(
        &mut rows,
        Section::Offers,
        offers.map(|offer| RowKey::Offer(offer.row.id.clone())),
    );
    let mine = floor.mine().iter().filter(|row| row_fits(row));
    section(
        &mut rows,
        Section::Mine,
        mine.map(|row| RowKey::Mine(row.id.clone())),
    );
    let mut queues = Vec::new();
    for queue in floor.queues() {
        let head = queue.head.iter().filter(|row| row_fits(row));
        let head: Vec<RowKey> = head
            .map(|row| RowKey::Waiting(queue.id.clone(), row.id.clone()))
            .collect();
        let open = inbox.is_unfolded(&queue.id) || (wanted.is_some() && !head.is_empty());
        if !open && !fits(&queue.name) {
            continue;
        }
        queues.push(RowKey::Queue(queue.id.clone()));
        if open {
            let listed = u32::try_from(queue.head.len()).unwrap_or(u32::MAX);
            let waiting = queue.waiting.saturating_add(queue.offers_out);
            queues.extend(head);
            if waiting > listed && wanted.is_none() {
                queues.push(RowKey::More(queue.id.clone(), waiting - listed));
            }
        }
    }
    section(&mut rows, Section::Queues, queues.into_iter());
    rows
}

fn section(rows: &mut Vec<RowKey>, section: Section, mut content: impl Iterator<Item = RowKey>) {
    if let Some(first) = content.next() {
        rows.push(RowKey::Section(section));
        rows.push(first);
        rows.extend(content);
    }
}

/// Leaves the cursor on what it pointed at. If that is gone, it follows the conversation to its new row, otherwise it goes
/// to the row that took the place, and a guard holds Enter back for a moment. A cursor that rests on a queue because there
/// was nothing else, not because somebody put it there, goes to the first offer.
fn keep_cursor(state: &mut State, before: &[RowKey]) {
    let now = state.clock.now;
    let inbox = &mut state.inbox;
    let top = inbox.rows.iter().find(|row| row.selectable());
    if let (false, Some(RowKey::Queue(_)), Some(offer @ RowKey::Offer(_))) =
        (inbox.chosen, &inbox.cursor, top)
    {
        inbox.cursor = Some(offer.clone());
        inbox.guard_until = Some(now.after(GUARD));
        return;
    }
    let place = match &inbox.cursor {
        Some(cursor) if inbox.rows.contains(cursor) => return,
        Some(cursor) => before.iter().position(|row| row == cursor).unwrap_or(0),
        None => 0,
    };
    let moved = inbox.cursor.as_ref().and_then(RowKey::conversation);
    let follows = moved.and_then(|id| {
        inbox
            .rows
            .iter()
            .find(|row| row.conversation() == Some(id))
            .cloned()
    });
    let (before, after) = inbox.rows.split_at(place.min(inbox.rows.len()));
    let near = after.iter().find(|row| row.selectable());
    let near = near
        .or_else(|| before.iter().rev().find(|row| row.selectable()))
        .cloned();
    let had_one = inbox.cursor.is_some();
    inbox.cursor = follows.or(near);
    inbox.chosen = false;
    if had_one {
        inbox.guard_until = Some(now.after(GUARD));
    }
}
