//! A conversation from the bot's side: who may see it, and what comes after a watermark.

use std::collections::{HashMap, HashSet};

use axum::http::StatusCode;

use super::answer::Problem;
use super::outward::{Before, Voice, needs_before};
use super::state::Http;
use crate::activity::error::quote;
use crate::activity::{Activity, ActivitySet};
use crate::domain::{AgentId, ConversationId, ConversationState, HandoffSource, Seq, Timestamp};
use crate::server::auth::Caller;
use crate::server::hub::Stored;
use crate::server::journal::{READ_LIMIT, Span};
use crate::server::router::Event;

/// A conversation that the caller may see.
#[derive(Clone)]
pub struct Feed {
    http: Http,
    id: ConversationId,
    source: HandoffSource,
}

/// What there is after a place.
#[derive(Debug)]
pub struct Page {
    /// The activities.
    pub activities: Vec<Activity>,
    /// Up to where this goes.
    pub up_to: Seq,
    /// Whether there may be more right behind it.
    pub more: bool,
}

impl Page {
    /// As it is handed out.
    pub fn into_set(self) -> ActivitySet {
        ActivitySet {
            activities: self.activities,
            watermark: Some(watermark(self.up_to)),
        }
    }

    /// Whether this brings the end of the conversation.
    pub fn ends(&self) -> bool {
        self.activities
            .iter()
            .any(|activity| activity.kind == "endOfConversation")
    }
}

/// A place as the outside knows it. Opaque there, so that it may change.
pub fn watermark(seq: Seq) -> String {
    seq.0.to_string()
}

impl Feed {
    /// Finds a conversation, whether the floor still remembers it or not.
    pub async fn open(http: &Http, caller: &Caller, id: &str) -> Result<Self, Problem> {
        let unknown = || {
            Problem::not_found(
                format!("there is no conversation {}", quote(id)),
                "use the conversationId that POST /v1/handoffs answered",
            )
        };
        if uuid::Uuid::try_parse(id).is_err() {
            return Err(unknown());
        }
        let id_known = ConversationId::new(id);
        let wanted = id_known.clone();
        let live = http.hub.ask(move |world, _| {
            let live = world.floor.conversation(&wanted)?;
            Some(live.about.source.clone())
        });
        let source = match live.await? {
            Some(source) => source,
            None => first_source(http, &id_known).await?.ok_or_else(unknown)?,
        };
        if !caller.may_act_for(source.app.as_ref()) {
            return Err(Problem::forbidden(
                "this conversation belongs to another application",
                "use the access token of the application that handed it over",
            ));
        }
        Ok(Self {
            http: http.clone(),
            id: id_known,
            source,
        })
    }

    /// Our id of the conversation.
    pub fn id(&self) -> &ConversationId {
        &self.id
    }

    /// Where it came from.
    pub fn source(&self) -> &HandoffSource {
        &self.source
    }

    /// Reads a watermark; none is the beginning. One that lies beyond the journal is from another journal.
    pub async fn place(&self, watermark: Option<&str>) -> Result<Seq, Problem> {
        let Some(text) = watermark.filter(|text| !text.is_empty()) else {
            return Ok(Seq(0));
        };
        let last = self.http.hub.ask(|_, seq| seq).await?;
        match text.parse::<u64>() {
            Ok(number) if number <= last.0 => Ok(Seq(number)),
            _ => Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "bad_watermark",
                format!("the watermark {} was not given out here", quote(text)),
                "give back the last watermark as it came, or leave it out to begin at the beginning",
            )),
        }
    }

    /// What comes after a place, at most 1,000 records at a time.
    pub async fn after(&self, place: Seq) -> Result<Page, Problem> {
        let records = self.records(place).await?;
        let names = self.names(&records).await?;
        let voice = self.voice(&names);
        let mut activities = Vec::new();
        for record in &records {
            let before = if needs_before(&record.what) {
                self.before(record.seq).await?
            } else {
                Before::default()
            };
            activities.extend(voice.tell(record.seq, &record.what, before));
        }
        Ok(Page {
            activities,
            up_to: records.last().map_or(place, |record| record.seq),
            more: records.len() >= READ_LIMIT,
        })
    }

    /// Whether the end was told already: nothing comes after it.
    pub async fn is_over(&self) -> Result<bool, Problem> {
        let id = self.id.clone();
        let over = self
            .http
            .hub
            .ask(move |world, _| match world.floor.conversation(&id) {
                Some(live) => matches!(
                    live.state,
                    ConversationState::WrapUp | ConversationState::Closed
                ),
                None => true,
            });
        Ok(over.await?)
    }

    /// The agent types.
    pub fn typing(&self, at: Timestamp) -> ActivitySet {
        ActivitySet {
            activities: vec![self.voice(&HashMap::new()).typing(at)],
            watermark: None,
        }
    }

    fn voice<'a>(&'a self, names: &'a HashMap<AgentId, String>) -> Voice<'a> {
        Voice {
            id: &self.id,
            conversation: &self.source.conversation,
            names,
        }
    }

    async fn records(&self, after: Seq) -> Result<Vec<Stored<Event>>, Problem> {
        let reader = self.http.hub.reader();
        Ok(reader
            .conversation(&self.id, Span::After(after, READ_LIMIT))
            .await?)
    }

    /// Reads the conversation from its beginning. Needed once or twice in its life, at its end.
    async fn before(&self, end: Seq) -> Result<Before, Problem> {
        let (mut before, mut place) = (Before::default(), Seq(0));
        loop {
            let records = self.records(place).await?;
            for record in &records {
                if record.seq >= end {
                    return Ok(before);
                }
                before.note(&record.what);
                place = record.seq;
            }
            if records.is_empty() {
                return Ok(before);
            }
        }
    }

    async fn names(&self, records: &[Stored<Event>]) -> Result<HashMap<AgentId, String>, Problem> {
        let agents: HashSet<AgentId> = records
            .iter()
            .filter_map(|record| match &record.what {
                Event::Said { agent, .. } => agent.clone(),
                Event::Assigned { agent, .. } => Some(agent.clone()),
                _ => None,
            })
            .collect();
        if agents.is_empty() {
            return Ok(HashMap::new());
        }
        let names = self.http.hub.ask(move |world, _| {
            let known = agents.into_iter().filter_map(|id| {
                let name = world.floor.agent(&id)?.seat.agent.name.clone();
                Some((id, name))
            });
            known.collect()
        });
        Ok(names.await?)
    }
}

async fn first_source(http: &Http, id: &ConversationId) -> Result<Option<HandoffSource>, Problem> {
    let records = http
        .hub
        .reader()
        .conversation(id, Span::After(Seq(0), 1))
        .await?;
    Ok(records.into_iter().find_map(|record| match record.what {
        Event::HandedOver { handoff, .. } => Some(handoff.source),
        _ => None,
    }))
}
