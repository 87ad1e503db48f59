//! `GET /v1/conversations/{id}/stream`: what the bot's side is told, live over WebSocket, as `ActivitySet`s.
//!
//! Everything comes from the journal, read after the client's watermark; a watch only says that there is something to read.
//! So nothing is lost and nothing comes twice, however often a client comes back with the last watermark it saw.
//! Without a watermark a stream begins at the beginning. After `endOfConversation` the socket is closed.

use std::time::Duration;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use super::answer::Problem;
use super::conversations::{After, plain};
use super::feed::Feed;
use super::state::Http;
use crate::activity::ActivitySet;
use crate::domain::Seq;
use crate::server::auth::Caller;
use crate::server::gateway::{Stir, Watch};

/// How many streams there may be at once. Each costs a task and about 4 KB.
pub const MAX_STREAMS: usize = 16_384;

/// Read buffer in bytes: clients write nothing but pongs. The library's default of 128 KiB is what a stream would cost
/// otherwise.
const READ_BUFFER: usize = 1 << 10;

/// The longest message a client may send; whatever it says is ignored, as Direct Line does with empty keep-alives.
const MAX_MESSAGE: usize = 4 << 10;

/// How often the client is pinged: as often as the reference client of Direct Line sends its keep-alive.
const PING_EVERY: Duration = Duration::from_secs(20);

/// After how long without a sign of life a client is given up: three pings.
const SILENCE: Duration = Duration::from_secs(60);

/// How long a client may take to accept what it is sent.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens the stream.
pub async fn open(
    State(http): State<Http>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    after: Result<Query<After>, QueryRejection>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let watermark = After::watermark(after)?;
    let feed = Feed::open(&http, &caller, &plain(id)?).await?;
    let place = feed.place(watermark.as_deref()).await?;
    let upgrade = upgrade.map_err(|rejection| {
        Problem::bad_request(
            format!("this is no WebSocket handshake: {rejection}"),
            "open it with a WebSocket client, or poll …/activities?watermark=",
        )
    })?;
    let permit = http
        .streams
        .clone()
        .try_acquire_owned()
        .map_err(|_| Problem::unavailable())?;
    Ok(upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .on_upgrade(move |socket| {
            let told = Told { http, caller, feed };
            run(told, place, socket, permit)
        }))
}

/// Who is told of what.
struct Told {
    http: Http,
    caller: Caller,
    feed: Feed,
}

impl Told {
    /// Whether the caller still is who they were when the stream was opened: streams outlive tokens and applications.
    async fn still_known(&self) -> Result<(), End> {
        if self.http.still_knows(&self.caller).await? {
            return Ok(());
        }
        Err(End::Close(
            close_code::POLICY,
            "who opened this stream was removed or may no longer see it",
        ))
    }
}

/// Why a stream ends.
enum End {
    /// The client has gone, or takes nothing any more.
    Gone,
    /// We end it: close code and reason.
    Close(u16, &'static str),
}

impl From<Problem> for End {
    fn from(_: Problem) -> Self {
        Self::Close(close_code::ERROR, "something failed inside the backend")
    }
}

/// What wakes a stream.
enum Wake {
    Stir(Option<Stir>),
    Heard(Option<Result<Message, axum::Error>>),
    Ping,
}

async fn run(told: Told, place: Seq, mut socket: WebSocket, permit: OwnedSemaphorePermit) {
    // Watch first and read then: nothing falls in between.
    let watch = told.http.switchboard.watch(told.feed.id().clone());
    if let End::Close(code, reason) = follow(&told, place, watch, &mut socket).await {
        let frame = CloseFrame {
            code,
            reason: reason.into(),
        };
        // Whoever has gone need not be told.
        let _ = timeout(PATIENCE, socket.send(Message::Close(Some(frame)))).await;
    }
    drop(permit);
}

async fn follow(told: &Told, mut place: Seq, mut watch: Watch, socket: &mut WebSocket) -> End {
    if let Err(end) = catch_up(told, &mut place, socket).await {
        return end;
    }
    match told.feed.is_over().await {
        // What ended it may have come after we read; then the watch tells.
        Ok(true)
            if told
                .feed
                .after(place)
                .await
                .is_ok_and(|page| page.activities.is_empty()) =>
        {
            return over();
        }
        Ok(_) => {}
        Err(problem) => return problem.into(),
    }
    let mut pings = interval(PING_EVERY);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard_at = Instant::now();
    loop {
        let wake = tokio::select! {
            stir = watch.next() => Wake::Stir(stir),
            message = socket.recv() => Wake::Heard(message),
            _ = pings.tick() => Wake::Ping,
        };
        let done = match wake {
            Wake::Stir(Some(stir)) => news(told, stir, &mut place, socket).await,
            Wake::Stir(None) => Err(End::Close(
                close_code::AWAY,
                "the backend is stopping; come back with your watermark",
            )),
            Wake::Heard(message) => {
                heard_at = Instant::now();
                heard(message.as_ref())
            }
            Wake::Ping if heard_at.elapsed() > SILENCE => Err(End::Close(
                close_code::POLICY,
                "three pings went unanswered",
            )),
            Wake::Ping => ping(told, socket).await,
        };
        if let Err(end) = done {
            return end;
        }
    }
}

async fn news(told: &Told, stir: Stir, place: &mut Seq, socket: &mut WebSocket) -> Result<(), End> {
    match stir {
        Stir::Records(_) => catch_up(told, place, socket).await,
        Stir::Typing => {
            told.still_known().await?;
            send(socket, &told.feed.typing(told.http.clock.now())).await
        }
    }
}

async fn ping(told: &Told, socket: &mut WebSocket) -> Result<(), End> {
    told.still_known().await?;
    deliver(socket, Message::Ping(axum::body::Bytes::new())).await
}

/// Sends everything after `place` and moves it on. Who was removed is told nothing that was read after that: the question
/// comes behind the reading.
async fn catch_up(told: &Told, place: &mut Seq, socket: &mut WebSocket) -> Result<(), End> {
    loop {
        let page = told.feed.after(*place).await?;
        told.still_known().await?;
        *place = page.up_to;
        let (more, ends) = (page.more, page.ends());
        if !page.activities.is_empty() {
            send(socket, &page.into_set()).await?;
        }
        if ends {
            return Err(over());
        }
        if !more {
            return Ok(());
        }
    }
}

fn over() -> End {
    End::Close(close_code::NORMAL, "the conversation has ended")
}

fn heard(message: Option<&Result<Message, axum::Error>>) -> Result<(), End> {
    match message {
        Some(Ok(Message::Close(_)) | Err(_)) | None => Err(End::Gone),
        Some(Ok(_)) => Ok(()),
    }
}

async fn send(socket: &mut WebSocket, set: &ActivitySet) -> Result<(), End> {
    let text = serde_json::to_string(set)
        .map_err(|_| End::Close(close_code::ERROR, "something failed inside the backend"))?;
    deliver(socket, Message::Text(text.into())).await
}

async fn deliver(socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(PATIENCE, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Gone),
    }
}
