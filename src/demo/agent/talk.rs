//! What an agent does with offers and conversations.

use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::plan::Deed;
use super::reading::{marks, whole};
use super::wire::Answered;
use super::{Agent, GLANCE};
use crate::demo::ledger::{Mark, Sent, View};
use crate::demo::trouble::Trouble;
use crate::domain::{AuthorKind, ConversationId, DeclineReason, Epoch, Message, OfferNumber, Seq};
use crate::protocol::Call;
use crate::protocol::call::{Owned, Taken};

/// A conversation an agent has.
#[derive(Debug)]
pub(super) struct Held {
    pub epoch: Epoch,
    /// Messages up to here were there when it was opened.
    pub as_of: Seq,
    pub view: View,
}

/// How long a line takes to write, in seconds.
const WRITES: (f64, f64) = (2.0, 7.0);

/// How often a conversation is given back instead of ended, in a headless run.
const GIVES_BACK: f64 = 0.15;

/// How often an answer is a burst of several messages, and of how many.
const BURSTS: f64 = 0.3;
const BURST: u32 = 3;

/// How long what is still under way at the end may take to arrive.
const DRAIN: std::time::Duration = std::time::Duration::from_secs(10);

impl Agent<'_> {
    pub(super) async fn act(&mut self, deed: Deed) -> Result<(), Trouble> {
        match deed {
            Deed::Accept(id, number) => self.accept(id, number).await,
            Deed::Decline(id, number) => self.decline(id, number).await,
            Deed::Say(id) => self.answer(&id).await,
            Deed::GiveBack(id) => self.conclude(&id, Call::Release).await.map(drop),
            Deed::End(id) => self.end(&id).await,
            Deed::Close(id) => {
                self.conclude(&id, Call::Close).await?;
                Ok(())
            }
            Deed::DropSocket => {
                self.plan_drop();
                self.come_back().await
            }
        }
    }

    /// Calls until there is an answer: the key makes it the same call.
    async fn insist<T: DeserializeOwned>(&mut self, call: Call) -> Result<Option<T>, Trouble> {
        loop {
            match self.wire.call(call.clone()).await? {
                Answered::With(answer) => return Ok(Some(answer)),
                Answered::Refused(_) => return Ok(None),
                Answered::Lost => self.wire.come_back().await.map(drop)?,
            }
        }
    }

    async fn accept(&mut self, id: ConversationId, offer: OfferNumber) -> Result<(), Trouble> {
        let call = Call::Accept {
            conversation: id.clone(),
            offer,
            key: self.fresh_key(),
        };
        let Some(Taken { epoch }) = self.insist(call).await? else {
            return Ok(());
        };
        self.log.counts.accepted += 1;
        self.log.taken.push((id.clone(), epoch, self.id.clone()));
        self.take_up(&id, epoch).await?;
        self.plan_talk(&id);
        Ok(())
    }

    async fn decline(&mut self, id: ConversationId, offer: OfferNumber) -> Result<(), Trouble> {
        let call = Call::Decline {
            conversation: id,
            offer,
            reason: DeclineReason::Busy,
            key: self.fresh_key(),
        };
        // A refusal means that somebody was faster.
        if self.insist::<Value>(call).await?.is_some() {
            self.log.counts.declined += 1;
        }
        Ok(())
    }

    /// Reads a conversation and follows it from there.
    pub(super) async fn take_up(
        &mut self,
        id: &ConversationId,
        epoch: Epoch,
    ) -> Result<(), Trouble> {
        if let Some(detail) = whole(&mut self.wire, id).await? {
            let view = View {
                marks: marks(&detail.messages),
                whole: false,
            };
            let held = Held {
                epoch,
                as_of: detail.as_of,
                view,
            };
            self.held.insert(id.clone(), held);
        }
        Ok(())
    }

    fn plan_talk(&mut self, id: &ConversationId) {
        let stays = self.throws.between(self.colleague.stays);
        let first = self.throws.between(WRITES);
        let gives_back = self.play.marked && self.throws.chance(GIVES_BACK);
        self.plan
            .put(self.play.in_seconds(first), Deed::Say(id.clone()));
        let last = if gives_back {
            Deed::GiveBack
        } else {
            Deed::End
        };
        self.plan
            .put(self.play.in_seconds(first + stays), last(id.clone()));
    }

    /// Something was said in a conversation that is held.
    pub(super) fn heard(&mut self, seq: Seq, id: &ConversationId, message: &Message) {
        let Some(held) = self.held.get_mut(id).filter(|held| seq > held.as_of) else {
            return;
        };
        held.view.marks.extend(marks([message]));
        if message.author.kind == AuthorKind::Customer && !self.plan.speaks(id) {
            let at = self.play.in_seconds(self.throws.between(WRITES));
            self.plan.put(at, Deed::Say(id.clone()));
        }
    }

    /// Says the next line, or several.
    async fn answer(&mut self, id: &ConversationId) -> Result<(), Trouble> {
        let typing = Call::Typing {
            conversation: id.clone(),
        };
        // Typing is a courtesy: whether it arrives does not matter.
        self.insist::<Value>(typing).await?;
        let burst = self.play.marked && self.throws.chance(BURSTS);
        for _ in 0..if burst { BURST } else { 1 } {
            self.say(id).await?;
        }
        Ok(())
    }

    async fn say(&mut self, id: &ConversationId) -> Result<(), Trouble> {
        let Some(epoch) = self.held.get(id).map(|held| held.epoch) else {
            return Ok(());
        };
        let said = self.said.entry(id.clone()).or_default();
        *said += 1;
        let mark = Mark {
            by: self.colleague.user.clone(),
            number: *said,
        };
        let lines = &self.play.cast.scene.lines;
        let line = lines.iter().cycle().nth(*said as usize - 1);
        let line = line.map_or("", String::as_str);
        let text = if self.play.marked {
            mark.on(line)
        } else {
            line.to_owned()
        };
        let call = Call::Send {
            conversation: id.clone(),
            epoch,
            text,
            key: self.fresh_key(),
        };
        let acknowledged = self
            .insist::<crate::protocol::call::Sent>(call)
            .await?
            .is_some();
        self.log.sent.push(Sent {
            conversation: id.clone(),
            mark,
            epoch: Some(epoch),
            acknowledged,
        });
        Ok(())
    }

    async fn end(&mut self, id: &ConversationId) -> Result<(), Trouble> {
        if self.conclude(id, Call::End).await? {
            self.plan.forget(id);
            let at = self.play.in_seconds(self.throws.between(GLANCE));
            self.plan.put(at, Deed::Close(id.clone()));
        }
        Ok(())
    }

    async fn conclude(
        &mut self,
        id: &ConversationId,
        how: impl FnOnce(Owned) -> Call,
    ) -> Result<bool, Trouble> {
        let Some(epoch) = self.held.get(id).map(|held| held.epoch) else {
            return Ok(false);
        };
        let call = how(Owned {
            conversation: id.clone(),
            epoch,
            key: self.fresh_key(),
        });
        Ok(self.insist::<Value>(call).await?.is_some())
    }

    /// Waits until everything that can be read in what is held has also come by itself.
    pub(super) async fn read_to_the_end(&mut self) -> Result<(), Trouble> {
        let end = Instant::now() + DRAIN;
        let ids: Vec<ConversationId> = self.held.keys().cloned().collect();
        for id in ids {
            let Some(detail) = whole(&mut self.wire, &id).await? else {
                continue;
            };
            let all = marks(&detail.messages);
            let missing = |agent: &Self| {
                let held = agent.held.get(&id);
                held.is_some_and(|held| all.iter().any(|mark| !held.view.marks.contains(mark)))
            };
            while missing(self) {
                match timeout_at(end, self.wire.notice()).await {
                    Ok(notice) => match notice? {
                        Some(notice) => self.hear(notice),
                        None => self.come_back().await?,
                    },
                    Err(_) => break,
                }
            }
            if let Some(mut held) = self.held.remove(&id) {
                held.view.whole = true;
                self.log.views.push((id, held.view));
            }
        }
        Ok(())
    }
}
