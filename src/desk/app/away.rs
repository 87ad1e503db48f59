//! What changed while the connection was down, said in one sentence afterwards.

use std::collections::BTreeSet;
use std::time::Duration;

use super::State;
use super::notify::{self, Level};
use crate::domain::{ConversationId, Timestamp};
use crate::protocol::Snapshot;

/// How long after a resume missed updates may still come in.
const CATCHING_UP: Duration = Duration::from_secs(1);

/// What was missed, counted while it comes in.
#[derive(Clone, Debug, Default)]
pub struct Away {
    back_at: Timestamp,
    until: Timestamp,
    messages: u32,
    changed: u32,
    offers_missed: u32,
    offers_new: u32,
    gone: u32,
}

impl Away {
    /// When it is said.
    pub(super) fn until(&self) -> Timestamp {
        self.until
    }

    fn sentence(&self) -> Option<String> {
        let parts = [
            counted(self.messages, "message", "messages"),
            counted(
                self.changed,
                "conversation with something new",
                "conversations with something new",
            ),
            counted(self.offers_new, "new offer", "new offers"),
            counted(self.offers_missed, "offer missed", "offers missed"),
            counted(
                self.gone,
                "conversation no longer yours",
                "conversations no longer yours",
            ),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("while you were away: {}", parts.join(", ")))
    }
}

fn counted(count: u32, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    }
}

/// Something missed that comes in now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missed {
    /// The customer wrote, at that time of the backend's clock.
    Message(Timestamp),
    /// An offer was made, at that time of the backend's clock.
    Offer(Timestamp),
    /// An offer ended without being taken.
    OfferEnded,
    /// A conversation is no longer yours.
    Gone,
}

/// The resume holds: counts what comes in from before `back_at`.
pub(super) fn watch(state: &mut State, back_at: Timestamp) {
    let until = state.clock.now.after(CATCHING_UP);
    state.connection.away = Some(Away {
        back_at,
        until,
        ..Away::default()
    });
}

/// Counts, if it is being counted.
pub(super) fn count(state: &mut State, missed: Missed) {
    let Some(away) = &mut state.connection.away else {
        return;
    };
    match missed {
        Missed::Message(at) if at <= away.back_at => away.messages += 1,
        Missed::Offer(at) if at <= away.back_at => away.offers_new += 1,
        Missed::OfferEnded => away.offers_missed += 1,
        Missed::Gone => away.gone += 1,
        Missed::Message(_) | Missed::Offer(_) => {}
    }
}

/// Says it when everything has come in.
pub(super) fn wake(state: &mut State) {
    let now = state.clock.now;
    if let Some(away) = state.connection.away.take_if(|away| away.until <= now) {
        tell(state, &away);
    }
}

/// The resume does not hold: takes the snapshot and says how it differs from what was known.
pub(super) fn replace(state: &mut State, snapshot: Snapshot) {
    let before = &state.floor;
    let mine: BTreeSet<&ConversationId> = snapshot.mine.iter().map(|row| &row.id).collect();
    let offered: BTreeSet<&ConversationId> = snapshot.offers.iter().map(|o| &o.row.id).collect();
    let news = snapshot.mine.iter().filter(|row| {
        let known = before.my(&row.id);
        row.unanswered_since.is_some() && known.is_some_and(|known| known.last_seq < row.last_seq)
    });
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let away = Away {
        changed: count(news.count()),
        offers_missed: count(
            before
                .offers()
                .iter()
                .filter(|o| !offered.contains(&o.row.id) && !mine.contains(&o.row.id))
                .count(),
        ),
        offers_new: count(
            offered
                .iter()
                .filter(|id| before.offer(id).is_none())
                .count(),
        ),
        gone: count(
            before
                .mine()
                .iter()
                .filter(|row| !mine.contains(&row.id))
                .count(),
        ),
        ..Away::default()
    };
    state.connection.last_seq = snapshot.seq;
    state.connection.away = None;
    state.floor.replace(snapshot);
    tell(state, &away);
}

fn tell(state: &mut State, away: &Away) {
    if let Some(sentence) = away.sentence() {
        notify::tell(state, Level::Warning, sentence, "");
    }
}
