//! The first call on a connection: who is there, do we speak the same version, where do they take up again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::ws::{Message, Utf8Bytes};
use serde_json::Value;

use super::outbox::Outbox;
use super::pulse::digest;
use super::refusal::draining;
use super::request::{self, Unreadable, refuse};
use super::state::Shared;
use super::switchboard::{Line, Registered};
use super::view;
use crate::domain::{AgentId, Role, Seq};
use crate::protocol::frame::RpcError;
use crate::protocol::{Call, ErrorCode, Hello, Response, Snapshot, VERSION, Welcome};
use crate::server::router::Command;

/// A desk that has been let in, and what it is to be written first.
pub(super) struct Admitted {
    pub(super) seat: Registered,
    /// What happened up to here the desk knows from its snapshot.
    pub(super) known: Seq,
    /// The record with which the agent was signed in.
    pub(super) signed_in: Seq,
    /// The answer.
    pub(super) welcome: Response,
    /// What a resumed desk has missed.
    pub(super) missed: Vec<Utf8Bytes>,
}

/// Judges the first frame.
pub(super) async fn admit(shared: &Shared, first: &Message) -> Result<Admitted, Unreadable> {
    let (id, hello) = read_hello(first)?;
    admit_user(shared, id, hello)
        .await
        .map_err(|error| refuse(Some(id), error))
}

/// Refuses whoever has said nothing in time.
pub(super) fn too_late(seconds: u64) -> Unreadable {
    let message = format!("No session.hello within {seconds} s.");
    refuse(None, bad_handshake(message))
}

fn read_hello(first: &Message) -> Result<(u64, Hello), Unreadable> {
    let Message::Text(text) = first else {
        let message = "The first frame is not text.".to_owned();
        return Err(refuse(None, bad_handshake(message)));
    };
    // Before anything else: a newer version may look different in everything but this.
    if let Some((id, major)) = foreign_version(text) {
        return Err(refuse(id, version_mismatch(major)));
    }
    let request = request::read(text)?;
    if let Call::Hello(hello) = request.call {
        return Ok((request.id, hello));
    }
    let message = "session.hello has to come first.".to_owned();
    Err(refuse(Some(request.id), bad_handshake(message)))
}

/// The major version of a hello that is not ours.
fn foreign_version(text: &str) -> Option<(Option<u64>, u64)> {
    let value: Value = serde_json::from_str(text).ok()?;
    if value.get("method")?.as_str()? != "session.hello" {
        return None;
    }
    let major = value.pointer("/params/version/0")?.as_u64()?;
    let id = value.get("id").and_then(Value::as_u64);
    (major != u64::from(VERSION[0])).then_some((id, major))
}

async fn admit_user(shared: &Shared, id: u64, hello: Hello) -> Result<Admitted, RpcError> {
    let (token, watch_only) = (hello.token.clone(), hello.watch_only);
    let known = shared.hub.ask(move |world, _| {
        let user = world.directory.user_by_token(&token)?;
        let has_place = world.floor.agent(&user.id).is_some();
        Some((user.id.clone(), user.role, has_place))
    });
    let (user, role, has_place) = known.await?.ok_or_else(unauthenticated)?;
    let line = Line {
        user: user.clone(),
        role,
        // Somebody who has no place on the floor can take no work: they watch.
        watch_only: watch_only || !has_place,
        outbox: Outbox::default(),
        floor_seen: AtomicU64::new(0),
    };
    let journal = shared.hub.journal_id().as_str();
    let after = hello.resume.filter(|resume| resume.journal == journal);
    // From here on everything that becomes durable reaches the outbox; what the snapshot holds already is skipped later.
    let (seat, missed) = shared
        .switchboard
        .register(line, after.map(|resume| resume.after))
        .ok_or_else(draining)?;
    let signed_in = sign_in(shared, &seat).await?;
    let snapshot = look(shared, &seat, hello.token, missed.is_none()).await?;
    shared.switchboard.stir_floor();
    tracing::debug!(%user, client = ?hello.client, resumed = snapshot.is_none(), "a desk has come");
    Ok(Admitted {
        known: snapshot.as_ref().map_or(Seq(0), |snapshot| snapshot.seq),
        signed_in,
        welcome: welcome(shared, id, user, role, snapshot),
        missed: missed.unwrap_or_default(),
        seat,
    })
}

async fn sign_in(shared: &Shared, seat: &Registered) -> Result<Seq, RpcError> {
    if seat.line.watch_only {
        return Ok(Seq(0));
    }
    let agent = seat.line.user.clone();
    let outcome = shared.hub.execute(Command::Connect { agent }).await?;
    Ok(outcome.seq)
}

/// Looks again, now that the line is registered: whoever has been sent away in between would not have been told. With it
/// comes the snapshot, if one is wanted.
async fn look(
    shared: &Shared,
    seat: &Registered,
    token: String,
    wanted: bool,
) -> Result<Option<Box<Snapshot>>, RpcError> {
    let (line, now) = (Arc::clone(&seat.line), shared.clock.now());
    let asked = shared.hub.ask(move |world, seq| {
        let user = world.directory.user_by_token(&token)?;
        if user.id != line.user || user.role != line.role {
            return None;
        }
        let take = || view::snapshot(&world.floor, seq, &line.user, line.role, now);
        Some(wanted.then(|| Box::new(take())))
    });
    let snapshot = asked.await?.ok_or_else(unauthenticated)?;
    if let Some(snapshot) = &snapshot {
        let seen = digest(&snapshot.queues);
        seat.line.floor_seen.store(seen, Ordering::Relaxed);
    }
    Ok(snapshot)
}

fn welcome(
    shared: &Shared,
    id: u64,
    user: AgentId,
    role: Role,
    snapshot: Option<Box<Snapshot>>,
) -> Response {
    let welcome = Welcome {
        version: VERSION,
        server: concat!("deskhand ", env!("CARGO_PKG_VERSION")).to_owned(),
        journal: shared.hub.journal_id().to_string(),
        user,
        role,
        now: shared.clock.now(),
        heartbeat_ms: shared.settings.heartbeat.as_millis() as u32,
        snapshot,
    };
    super::calls::response(id, super::calls::value(&welcome))
}

fn bad_handshake(message: String) -> RpcError {
    let hint = "Write session.hello with version and token as the first text frame.";
    RpcError::new(ErrorCode::BadHandshake, message, hint)
}

fn version_mismatch(major: u64) -> RpcError {
    let [ours, minor] = VERSION;
    let who = if major > u64::from(ours) {
        "backend"
    } else {
        "desk"
    };
    RpcError::new(
        ErrorCode::VersionMismatch,
        format!("This desk speaks version {major} of the protocol, the backend {ours}.{minor}."),
        format!("Install the newer deskhand on the side of the {who}."),
    )
}

fn unauthenticated() -> RpcError {
    RpcError::new(
        ErrorCode::Unauthenticated,
        "The token is unknown or has been revoked.",
        "An administrator gives out tokens with `deskhand user add`.",
    )
}
