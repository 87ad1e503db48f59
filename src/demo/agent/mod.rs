//! A scripted agent over the real protocol: takes offers, or declines them, or lets them run out; answers, ends, closes; loses
//! the connection now and then and comes back.

mod plan;
mod reading;
mod talk;
mod wire;

use std::collections::HashMap;

use tokio::time::{Instant, sleep_until};

use self::plan::{Deed, Plan};
pub use self::reading::{marks, whole};
use self::talk::Held;
pub use self::wire::{Answered, Wire};
use super::cast::Colleague;
use super::dice::Throws;
use super::ledger::{Log, Side};
use super::play::{Play, Voice};
use super::trouble::Trouble;
use crate::domain::{AgentId, ConversationId, ConversationState, MessageKey, OfferEnd};
use crate::protocol::{ConversationRow, Notice, OfferView, Update, Welcome};

/// How long a glance at an offer takes, in seconds.
const GLANCE: (f64, f64) = (1.0, 4.0);

/// How often the connection is lost in a headless run, in seconds.
const DROPS: (f64, f64) = (15.0, 60.0);

/// An agent at work.
struct Agent<'a> {
    play: &'a Play,
    colleague: &'a Colleague,
    id: AgentId,
    wire: Wire,
    throws: Throws,
    plan: Plan,
    held: HashMap<ConversationId, Held>,
    /// How much was said in each conversation ever held.
    said: HashMap<ConversationId, u32>,
    keys: u32,
    log: Log,
}

/// Plays an agent; what they wrote down. The voice is given back once nothing more is said.
pub async fn play(
    play: &Play,
    colleague: &Colleague,
    token: &str,
    voice: Voice,
) -> Result<Log, Trouble> {
    let (wire, welcome) = Wire::sign_in(play.app.url(), token, false).await?;
    let mut agent = Agent {
        play,
        colleague,
        id: AgentId::new(&colleague.user),
        wire,
        throws: play.dice.named(&colleague.user),
        plan: Plan::default(),
        held: HashMap::new(),
        said: HashMap::new(),
        keys: 0,
        log: Log::new(Side::Agent),
    };
    agent.welcomed(&welcome).await?;
    agent.plan_drop();
    agent.work().await?;
    drop(voice);
    if play.marked {
        play.silence().await;
        agent.read_to_the_end().await?;
    }
    let Agent { wire, log, .. } = agent;
    wire.bye().await?;
    Ok(log)
}

impl Agent<'_> {
    /// Works until the play is over.
    async fn work(&mut self) -> Result<(), Trouble> {
        let mut act = self.play.act.clone();
        while self.play.goes_on() {
            let due = self.plan.due();
            tokio::select! {
                // Whether it was the curtain is asked above.
                _ = act.changed() => {}
                notice = self.wire.notice() => match notice? {
                    Some(notice) => self.hear(notice),
                    None => self.come_back().await?,
                },
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                    if let Some(deed) = self.plan.next() {
                        self.act(deed).await?;
                    }
                }
            }
        }
        Ok(())
    }

    fn hear(&mut self, notice: Notice) {
        let Notice::Update { seq, changes } = notice else {
            return;
        };
        for change in changes {
            match change {
                Update::OfferMade { offer } => self.offered(&offer),
                Update::OfferEnded {
                    conversation, end, ..
                } => {
                    if end != OfferEnd::Accepted {
                        self.plan.forget(&conversation);
                    }
                    self.log.counts.timed_out += u32::from(end == OfferEnd::TimedOut);
                }
                Update::Message {
                    conversation,
                    message,
                } => self.heard(seq, &conversation, &message),
                Update::Conversation { row } => self.changed(&row),
                Update::Gone { row } => self.gone(&row.id),
                Update::You { .. } => {}
            }
        }
    }

    /// Decides on an offer: the same agent decides the same about the same customer, whatever happens in between.
    fn offered(&mut self, offered: &OfferView) {
        self.log.counts.offered += 1;
        let (row, number) = (&offered.row, offered.offer.number);
        let name = format!("{} {} {number}", self.colleague.user, row.customer.id);
        let mut throws = self.play.dice.named(&name);
        let at = self.play.in_seconds(throws.between(GLANCE));
        let id = row.id.clone();
        if throws.chance(self.colleague.accepts) {
            self.plan.put(at, Deed::Accept(id, number));
        } else if !throws.chance(self.colleague.lets_go) {
            self.plan.put(at, Deed::Decline(id, number));
        }
    }

    fn changed(&mut self, row: &ConversationRow) {
        let mine = row.owner.as_ref() == Some(&self.id);
        if mine && row.state == ConversationState::WrapUp && self.held.contains_key(&row.id) {
            // The customer has left; there is nothing more to say.
            self.plan.forget(&row.id);
            let at = self.play.in_seconds(self.throws.between(GLANCE));
            self.plan.put(at, Deed::Close(row.id.clone()));
        }
    }

    /// It is somebody else's now, or nobody's.
    fn gone(&mut self, id: &ConversationId) {
        self.plan.forget(id);
        if let Some(held) = self.held.remove(id) {
            self.log.views.push((id.clone(), held.view));
        }
    }

    /// Finds the way back after the socket was lost.
    async fn come_back(&mut self) -> Result<(), Trouble> {
        let welcome = self.wire.come_back().await?;
        self.welcomed(&welcome).await
    }

    /// With a snapshot everything begins anew: what is owned is read again.
    async fn welcomed(&mut self, welcome: &Welcome) -> Result<(), Trouble> {
        let Some(snapshot) = &welcome.snapshot else {
            return Ok(());
        };
        let held: Vec<ConversationId> = self.held.keys().cloned().collect();
        for id in &held {
            self.gone(id);
        }
        for row in &snapshot.mine {
            self.take_up(&row.id, row.epoch).await?;
        }
        for offer in &snapshot.offers {
            self.offered(offer);
        }
        Ok(())
    }

    fn plan_drop(&mut self) {
        if self.play.marked {
            let at = self.play.in_seconds(self.throws.between(DROPS));
            self.plan.put(at, Deed::DropSocket);
        }
    }

    fn fresh_key(&mut self) -> MessageKey {
        self.keys += 1;
        MessageKey::new(format!("{}-{}", self.colleague.user, self.keys))
    }
}
