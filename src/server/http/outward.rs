//! What the bot's side is told of a conversation: a pure function of its records.
//!
//! | record | told |
//! |---|---|
//! | the agent said something | the message |
//! | first assignment (epoch 1) | `handoff.status` accepted; later ones are nobody's business but the floor's |
//! | wrap-up began | `handoff.status` completed, and `endOfConversation` |
//! | closed without wrap-up | the same; but if nobody had ever accepted, `handoff.status` failed with the reason |
//! | all others | nothing |
//!
//! The protocol has no status for waiting (`queued` does not exist), and a bot that hears `accepted` twice would greet twice.

use std::collections::HashMap;

use crate::activity::Activity;
use crate::activity::outward::{EndCode, Envelope, HandoffState};
use crate::domain::{AgentId, AuthorKind, CloseReason, ConversationId, Epoch, Seq, Timestamp};
use crate::server::router::Event;

/// What went before in the same conversation. Only [`Event::Closed`] needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Somebody accepted it once.
    pub accepted: bool,
    /// The customer left.
    pub left: bool,
    /// The end was told already, when wrap-up began.
    pub ended: bool,
}

impl Before {
    /// Takes one more record into account.
    pub fn note(&mut self, event: &Event) {
        match event {
            Event::Assigned { .. } => self.accepted = true,
            Event::CustomerLeft { .. } => self.left = true,
            Event::WrapUp { .. } => self.ended = true,
            _ => {}
        }
    }
}

/// Whether telling of a record takes knowing what went before.
pub fn needs_before(event: &Event) -> bool {
    matches!(event, Event::Closed { .. } | Event::WrapUp { .. })
}

/// Whose voice it is.
#[derive(Debug)]
pub struct Voice<'a> {
    /// Our id of the conversation.
    pub id: &'a ConversationId,
    /// `conversation.id` as the bot knows it.
    pub conversation: &'a str,
    /// Names of agents.
    pub names: &'a HashMap<AgentId, String>,
}

/// The sender of what the floor itself says.
const FLOOR: &str = "deskhand";

impl Voice<'_> {
    /// What the bot's side is told of a record.
    pub fn tell(&self, seq: Seq, event: &Event, before: Before) -> Vec<Activity> {
        match event {
            Event::Said {
                by: AuthorKind::Agent,
                agent,
                activity,
                at,
                ..
            } => vec![self.envelope(seq, 0, agent.as_ref(), *at).message(activity)],
            Event::Assigned {
                agent, epoch, at, ..
            } if *epoch == Epoch(1) => {
                let envelope = self.envelope(seq, 0, Some(agent), *at);
                vec![envelope.status(HandoffState::Accepted, None)]
            }
            Event::WrapUp { at, .. } => {
                let code = if before.left {
                    EndCode::UserCancelled
                } else {
                    EndCode::CompletedSuccessfully
                };
                self.end(seq, *at, HandoffState::Completed, None, code)
            }
            Event::Closed { reason, at, .. } if !before.ended => {
                let (state, message) = outcome(*reason, before);
                self.end(seq, *at, state, message, end_code(*reason))
            }
            _ => Vec::new(),
        }
    }

    /// The agent types. It has no place in the conversation.
    pub fn typing(&self, at: Timestamp) -> Activity {
        Envelope {
            id: None,
            conversation: self.conversation,
            sender: FLOOR,
            at,
        }
        .typing()
    }

    fn end(
        &self,
        seq: Seq,
        at: Timestamp,
        state: HandoffState,
        message: Option<&str>,
        code: EndCode,
    ) -> Vec<Activity> {
        vec![
            self.envelope(seq, 0, None, at).status(state, message),
            self.envelope(seq, 1, None, at).end(code),
        ]
    }

    fn envelope<'b>(
        &'b self,
        seq: Seq,
        part: u32,
        agent: Option<&'b AgentId>,
        at: Timestamp,
    ) -> Envelope<'b> {
        let suffix = if part == 0 {
            String::new()
        } else {
            format!("-{part}")
        };
        Envelope {
            // Seven digits after the bar, as Direct Line writes its ids.
            id: Some(format!("{}|{:07}{suffix}", self.id, seq.0)),
            conversation: self.conversation,
            sender: agent.map_or(FLOOR, |id| {
                self.names.get(id).map_or(id.as_str(), String::as_str)
            }),
            at,
        }
    }
}

fn outcome(reason: CloseReason, before: Before) -> (HandoffState, Option<&'static str>) {
    match reason {
        _ if before.accepted => (HandoffState::Completed, None),
        CloseReason::BotEnded => (HandoffState::Completed, None),
        CloseReason::CustomerLeft | CloseReason::CustomerEnded => (
            HandoffState::Failed,
            Some("The customer left before anybody accepted."),
        ),
        CloseReason::Agent | CloseReason::Inactive | CloseReason::WrapUpOver => {
            (HandoffState::Failed, Some("Nobody accepted."))
        }
    }
}

fn end_code(reason: CloseReason) -> EndCode {
    match reason {
        CloseReason::Agent | CloseReason::BotEnded => EndCode::CompletedSuccessfully,
        CloseReason::CustomerLeft | CloseReason::CustomerEnded => EndCode::UserCancelled,
        CloseReason::Inactive | CloseReason::WrapUpOver => EndCode::TimedOut,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const AT: Timestamp = Timestamp(0);

    fn told(event: &Event, before: Before) -> Vec<String> {
        let (id, names) = (ConversationId::new("c"), HashMap::new());
        let voice = Voice {
            id: &id,
            conversation: "C1",
            names: &names,
        };
        let name = |activity: Activity| {
            let state = activity
                .value
                .as_ref()
                .and_then(|value| value.get("state")?.as_str());
            let code = activity.rest.get("code").and_then(|code| code.as_str());
            state.or(code).unwrap_or_default().to_owned()
        };
        voice
            .tell(Seq(7), event, before)
            .into_iter()
            .map(name)
            .collect()
    }

    #[rstest]
    #[case(1, &["accepted"])]
    #[case(2, &[])]
    fn only_the_first_assignment_is_told(#[case] epoch: u64, #[case] expected: &[&str]) {
        let event = Event::Assigned {
            conversation: ConversationId::new("c"),
            agent: AgentId::new("ana"),
            epoch: Epoch(epoch),
            at: AT,
        };
        assert_eq!(told(&event, Before::default()), expected);
    }

    #[rstest]
    #[case(CloseReason::CustomerLeft, false, &["failed", "userCancelled"])]
    #[case(CloseReason::CustomerLeft, true, &["completed", "userCancelled"])]
    #[case(CloseReason::BotEnded, false, &["completed", "completedSuccessfully"])]
    #[case(CloseReason::Inactive, true, &["completed", "botTimedOut"])]
    fn a_close_without_wrap_up_is_the_end(
        #[case] reason: CloseReason,
        #[case] accepted: bool,
        #[case] expected: &[&str],
    ) {
        let event = Event::Closed {
            conversation: ConversationId::new("c"),
            reason,
            at: AT,
        };
        let before = Before {
            accepted,
            ..Before::default()
        };
        assert_eq!(told(&event, before), expected);
        let after_wrap_up = Before {
            ended: true,
            ..before
        };
        assert!(told(&event, after_wrap_up).is_empty());
    }
}
