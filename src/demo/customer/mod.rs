//! A scripted customer, seen through the adapter of their bot: hands over, says things, listens to the stream.

mod script;
mod stream;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until};

use self::script::{Script, Step};
use self::stream::Stream;
use super::cast::{Arrival, Persona, opening};
use super::ledger::{Log, Mark, Sent, Side, View};
use super::play::{Play, Voice};
use super::trouble::Trouble;
use super::web::Web;
use crate::activity::Activity;
use crate::domain::{Clock as _, ConversationId};
use crate::server::SystemClock;

/// How long what is still under way at the end may take to arrive.
const DRAIN: std::time::Duration = std::time::Duration::from_secs(10);

/// How often a post is tried again when nobody answers.
const TRIES: u32 = 5;

/// A customer in conversation.
struct Customer<'a> {
    play: &'a Play,
    app: Web,
    persona: &'a Persona,
    name: String,
    conversation: ConversationId,
    script: Script<'a>,
    stream: Stream,
    view: View,
    log: Log,
    said: u32,
    accepted: bool,
    over: bool,
}

/// Plays one customer from handoff to end; what they wrote down. The voice is given back once nothing more is said.
pub async fn play(
    play: &Play,
    persona: &Persona,
    number: u32,
    voice: Voice,
) -> Result<Log, Trouble> {
    let name = format!("{}-{number}", persona.key);
    let arrival = Arrival {
        conversation: format!("demo-{name}"),
        customer: format!("dl_{name}"),
        at: SystemClock.now(),
    };
    let receipt = play.app.hand_over(&opening(persona, &arrival)).await?;
    let id = receipt.conversation_id;
    let mut log = Log::new(Side::Customer);
    log.counts.handoffs = 1;
    let mut customer = Customer {
        play,
        app: play.app.clone(),
        persona,
        script: Script::new(play, persona, &name),
        stream: Stream::new(&play.app, &id),
        name,
        conversation: id,
        view: View::default(),
        log,
        said: 0,
        accepted: false,
        over: false,
    };
    customer.talk().await?;
    drop(voice);
    if play.marked {
        if !customer.over {
            play.silence().await;
        }
        customer.read_to_the_end().await?;
    }
    Ok(customer.into_log())
}

impl Customer<'_> {
    /// Says and hears until the conversation or the play is over.
    async fn talk(&mut self) -> Result<(), Trouble> {
        let mut act = self.play.act.clone();
        while !self.over && self.play.goes_on() {
            let due = self.script.due();
            tokio::select! {
                // Whether it was the curtain is asked above.
                _ = act.changed() => {}
                set = self.stream.next() => self.hear(set?),
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                    self.act().await?;
                }
            }
        }
        Ok(())
    }

    fn hear(&mut self, activities: Option<Vec<Activity>>) {
        let Some(activities) = activities else {
            self.over = true;
            return;
        };
        for activity in activities {
            match activity.kind.as_str() {
                "message" => {
                    let text = activity.text.unwrap_or_default();
                    self.view.marks.extend(Mark::of(&text));
                    self.script.heard(&text);
                }
                "event" => {
                    let state = activity.value.as_ref().and_then(|value| value.get("state"));
                    if state.and_then(Value::as_str) == Some("accepted") {
                        self.accepted = true;
                        self.script.accepted();
                    }
                }
                "endOfConversation" => self.over = true,
                _ => {}
            }
        }
    }

    /// Does what the script has next.
    async fn act(&mut self) -> Result<(), Trouble> {
        match self.script.next() {
            Some(Step::Type) => self.post(json!({"type": "typing"})).await.map(drop),
            Some(Step::Say(text)) => self.say(text).await,
            Some(Step::Leave) => self.leave().await,
            Some(Step::DropStream) => {
                self.stream.drop_socket();
                Ok(())
            }
            None => Ok(()),
        }
    }

    async fn say(&mut self, text: String) -> Result<(), Trouble> {
        self.said += 1;
        let mark = Mark {
            by: self.name.clone(),
            number: self.said,
        };
        let text = if self.play.marked {
            mark.on(&text)
        } else {
            text
        };
        let message = json!({
            "type": "message",
            "id": format!("{}|{:07}", self.name, self.said),
            "text": text,
            "textFormat": "plain",
        });
        let acknowledged = self.post(message).await?;
        self.log.sent.push(Sent {
            conversation: self.conversation.clone(),
            mark,
            epoch: None,
            acknowledged,
        });
        Ok(())
    }

    async fn leave(&mut self) -> Result<(), Trouble> {
        self.post(json!({"type": "endOfConversation"})).await?;
        if !self.accepted {
            self.log.counts.abandoned = 1;
        }
        self.over = true;
        Ok(())
    }

    /// Posts an activity, again and again under the same id while nobody answers; whether it was taken.
    async fn post(&mut self, mut activity: Value) -> Result<bool, Trouble> {
        activity["from"] = json!({
            "id": format!("dl_{}", self.name),
            "name": self.persona.customer,
            "role": "user",
        });
        for _ in 0..TRIES {
            match self.app.tell(&self.conversation, &activity).await {
                Ok(()) => return Ok(true),
                // The conversation was closed before this came; the stream will say so.
                Err(Trouble::Refused {
                    status: 409 | 410, ..
                }) => return Ok(false),
                Err(Trouble::Http(_)) => tokio::task::yield_now().await,
                Err(other) => return Err(other),
            }
        }
        Ok(false)
    }

    /// Reads what is still to come, now that nothing more is said here: until the stream has brought everything that can be
    /// read without it.
    async fn read_to_the_end(&mut self) -> Result<(), Trouble> {
        let told = self.app.told(&self.conversation).await?;
        let told: Vec<Mark> = told
            .iter()
            .filter_map(|activity| Mark::of(activity.text.as_deref()?))
            .collect();
        let end = Instant::now() + DRAIN;
        while !told.iter().all(|mark| self.view.marks.contains(mark)) && Instant::now() < end {
            tokio::select! {
                set = self.stream.next() => match set? {
                    Some(set) => self.hear(Some(set)),
                    None => break,
                },
                () = sleep_until(end) => {}
            }
        }
        self.view.whole = true;
        Ok(())
    }

    fn into_log(mut self) -> Log {
        self.log.views.push((self.conversation, self.view));
        self.log
    }
}
