//! `/v1/conversations/{id}`: how it stands, what was said to the bot's side, what the customer says.

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use super::answer::{Problem, Size};
use super::body;
use super::feed::{Feed, Page};
use super::state::Http;
use crate::activity::outward::MAX_ACTIVITY_BYTES;
use crate::activity::posted::{self, PostError, Posted};
use crate::activity::{Activity, ActivitySet};
use crate::domain::{AgentId, ConversationId, ConversationState, MessageKey, QueueId, Timestamp};
use crate::server::auth::Caller;
use crate::server::router::{Command, NewMessage};

/// How large one post may be as it travels: 256 activities of 28 KB would be 7 MB, but nobody's customer types that.
const MAX_POST_BYTES: usize = 1024 * 1024;

/// How long a key of a message may be, in bytes.
const MAX_KEY_BYTES: usize = 256;

/// What may stand behind the question mark.
#[derive(Debug, Deserialize)]
pub struct After {
    /// Only what comes after this.
    pub watermark: Option<String>,
}

impl After {
    /// The watermark of a request.
    pub fn watermark(
        asked: Result<Query<Self>, QueryRejection>,
    ) -> Result<Option<String>, Problem> {
        match asked {
            Ok(Query(asked)) => Ok(asked.watermark),
            Err(_) => Err(Problem::bad_request(
                "what stands behind the question mark cannot be read",
                "only ?watermark=… is known here",
            )),
        }
    }
}

/// The part of a path that names something. What is not UTF-8 names nothing.
pub fn plain(part: Result<Path<String>, PathRejection>) -> Result<String, Problem> {
    part.map(|Path(text)| text).map_err(|_| {
        Problem::bad_request(
            "the address is not UTF-8",
            "use the address as it was given out",
        )
    })
}

/// How a conversation stands.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    conversation_id: ConversationId,
    /// `conversation.id` as the bot knows it.
    bot_conversation_id: String,
    queue: QueueId,
    state: ConversationState,
    position: Option<u32>,
    owner: Option<AgentId>,
    waiting_since: Option<Timestamp>,
    customer_left: bool,
    why: Option<String>,
}

/// `GET /v1/conversations/{id}`.
pub async fn status(
    State(http): State<Http>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Status>, Problem> {
    let feed = Feed::open(&http, &caller, &plain(id)?).await?;
    let wanted = feed.id().clone();
    let bot_conversation_id = feed.source().conversation.clone();
    let now = http.clock.now();
    let status = http.hub.ask(move |world, _| {
        let live = world.floor.conversation(&wanted)?;
        Some(Status {
            conversation_id: wanted.clone(),
            bot_conversation_id,
            queue: live.queue.clone(),
            state: live.state,
            position: world.floor.position(&wanted),
            owner: live.owner.clone(),
            waiting_since: (live.state == ConversationState::Open).then_some(live.waiting_since),
            customer_left: live.talk.customer_left,
            why: world.floor.why_conversation(&wanted, now),
        })
    });
    // Only what was closed long ago is forgotten.
    let gone = || {
        Problem::new(
            StatusCode::GONE,
            "gone",
            "the conversation was closed long ago",
            "its activities can still be read",
        )
    };
    Ok(Json(status.await?.ok_or_else(gone)?))
}

/// `GET /v1/conversations/{id}/activities`.
pub async fn read(
    State(http): State<Http>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    after: Result<Query<After>, QueryRejection>,
) -> Result<Json<ActivitySet>, Problem> {
    let watermark = After::watermark(after)?;
    let feed = Feed::open(&http, &caller, &plain(id)?).await?;
    let place = feed.place(watermark.as_deref()).await?;
    Ok(Json(
        filled(&feed, feed.after(place).await?).await?.into_set(),
    ))
}

/// Goes on until there is something to tell: clients read until a page is empty, and many records tell them nothing.
async fn filled(feed: &Feed, mut page: Page) -> Result<Page, Problem> {
    while page.activities.is_empty() && page.more {
        page = feed.after(page.up_to).await?;
    }
    Ok(page)
}

/// What became of a post.
#[derive(Debug, Default, Serialize)]
pub struct Taken {
    /// Id of the last message taken, as Direct Line answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Ids of all messages taken, in order.
    ids: Vec<String>,
    /// What was not, and why.
    ignored: Vec<Ignored>,
}

#[derive(Debug, Serialize)]
struct Ignored {
    index: usize,
    reason: String,
}

/// `POST /v1/conversations/{id}/activities`.
pub async fn post(
    State(http): State<Http>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Taken>, Problem> {
    let feed = Feed::open(&http, &caller, &plain(id)?).await?;
    let bytes = body::json(&headers, body, MAX_POST_BYTES, "the post").await?;
    let posted = posted::read(&bytes).map_err(refuse)?;
    let keys = keys(&posted)?;
    let mut taken = Taken::default();
    for (index, (posted, key)) in posted.into_iter().zip(keys).enumerate() {
        match posted {
            Posted::Message(said) => {
                write(&http, feed.id(), *said, &key).await?;
                taken.ids.push(key);
            }
            Posted::Typing => http.gateway.customer_types(feed.id()).await,
            Posted::End => {
                let conversation = feed.id().clone();
                http.hub
                    .execute(Command::CustomerLeft { conversation })
                    .await?;
            }
            Posted::Ignored(reason) => taken.ignored.push(Ignored { index, reason }),
        }
    }
    taken.id = taken.ids.last().cloned();
    Ok(Json(taken))
}

async fn write(http: &Http, id: &ConversationId, said: Activity, key: &str) -> Result<(), Problem> {
    let message = NewMessage {
        key: MessageKey::new(key),
        activity: said,
    };
    let command = Command::CustomerWrote {
        conversation: id.clone(),
        message: Box::new(message),
    };
    http.hub.execute(command).await?;
    Ok(())
}

/// The key of each activity: its id, or a new one. Without an id, the same words twice are said twice.
fn keys(posted: &[Posted]) -> Result<Vec<String>, Problem> {
    let key = |(index, posted): (usize, &Posted)| match posted {
        Posted::Message(said) => match said.id.as_deref().filter(|id| !id.is_empty()) {
            Some(id) if id.len() > MAX_KEY_BYTES => Err(Problem::bad_request(
                format!("the id of activity {index} is longer than {MAX_KEY_BYTES} bytes"),
                "send the id the channel gave",
            )),
            Some(id) => Ok(id.to_owned()),
            None => Ok(uuid::Uuid::now_v7().to_string()),
        },
        _ => Ok(String::new()),
    };
    posted.iter().enumerate().map(key).collect()
}

fn refuse(error: PostError) -> Problem {
    match error {
        PostError::Unreadable(error) => error.into(),
        PostError::TooLarge { pointer, bytes } => Problem::too_large(
            if pointer.is_empty() {
                "the activity"
            } else {
                "one of the activities"
            },
            Size::Exactly(bytes as u64),
            MAX_ACTIVITY_BYTES as u64,
        )
        .at(pointer),
    }
}
