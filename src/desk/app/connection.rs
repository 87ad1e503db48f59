//! The connection to the backend: connecting, greeting, online, waiting to try again, refused for good.

use std::time::Duration;

use super::away::Away;
use super::effect::{Effect, Effects};
use super::notify::{self, Level};
use super::requests::{self, About, Answer, Refusal};
use super::revision::Revision;
use super::{State, away, conversation, outbox};
use crate::content::sanitize;
use crate::domain::{Seq, Timestamp};
use crate::protocol::call::{Hello, Resume, Welcome};
use crate::protocol::{Call, ErrorCode, VERSION};

/// The first wait before another attempt; doubled with each that fails.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// How long the socket may take to open.
const OPENING: Duration = Duration::from_secs(15);

/// How the connection stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// The desk has not started, or has signed off.
    #[default]
    Idle,
    /// The socket is being opened, or is open and the handshake is not answered yet.
    Connecting,
    /// Everything is as it should be.
    Online,
    /// It broke, or could not be made. It is tried again.
    Waiting {
        /// When, by this machine's clock.
        until: Timestamp,
        /// Why it broke, in words; sanitised.
        reason: String,
    },
    /// It will not be tried again: the version, the token or the address is wrong.
    Refused {
        /// What is wrong, in words; sanitised.
        reason: String,
        /// What to do; sanitised.
        hint: String,
    },
}

/// The connection.
#[derive(Clone, Debug, Default)]
pub struct Connection {
    phase: Phase,
    pub(super) open: bool,
    /// How many attempts in a row have failed.
    pub attempts: u32,
    /// How long the last ping took, in milliseconds.
    pub latency: Option<u32>,
    /// Name and version of the backend; sanitised.
    pub server: String,
    journal: Option<String>,
    pub(super) last_seq: Seq,
    opening_until: Option<Timestamp>,
    come_back: Option<Duration>,
    pub(super) away: Option<Away>,
    /// Changes of any of these.
    pub revision: Revision,
}

impl Connection {
    /// How it stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether requests reach the backend now.
    pub fn is_online(&self) -> bool {
        self.phase == Phase::Online
    }

    /// The last record seen.
    pub fn last_seq(&self) -> Seq {
        self.last_seq
    }

    /// When something about it is due, by this machine's clock.
    pub(super) fn next_deadline(&self, now: Timestamp) -> Option<Timestamp> {
        let retry = match &self.phase {
            // The countdown is shown to the second.
            Phase::Waiting { until, .. } => {
                super::clock::next_countdown(*until, now).or(Some(*until))
            }
            _ => None,
        };
        let away = self.away.as_ref().map(Away::until);
        [retry, self.opening_until, away]
            .into_iter()
            .flatten()
            .min()
    }

    fn set(&mut self, phase: Phase) {
        self.phase = phase;
        self.revision.bump();
    }
}

/// Opens the socket.
pub(super) fn connect(state: &mut State, out: &mut Effects) {
    state.connection.opening_until = Some(state.clock.now.after(OPENING));
    state.connection.set(Phase::Connecting);
    out.push(Effect::Connect);
}

/// The person does not want to wait.
pub(super) fn reconnect(state: &mut State, out: &mut Effects) {
    match state.connection.phase {
        Phase::Waiting { .. } | Phase::Refused { .. } => connect(state, out),
        Phase::Online => notify::tell(state, Level::Info, "the connection is up", ""),
        Phase::Idle | Phase::Connecting => {}
    }
}

/// The socket is open: the handshake.
pub(super) fn socket_opened(state: &mut State, out: &mut Effects) {
    if state.connection.phase != Phase::Connecting {
        return;
    }
    state.connection.open = true;
    state.connection.opening_until = None;
    let identity = &state.setup.identity;
    let resume = state.connection.journal.clone().map(|journal| Resume {
        journal,
        after: state.connection.last_seq,
    });
    let hello = Hello {
        version: VERSION,
        token: identity.token.clone(),
        client: identity.client.clone(),
        watch_only: identity.watch_only,
        resume,
    };
    requests::send(state, out, About::Hello, Call::Hello(hello));
}

/// The handshake is answered.
pub(super) fn greeted(state: &mut State, out: &mut Effects, answer: Answer<Welcome>) {
    match answer {
        Ok(welcome) if welcome.version.first() != VERSION.first() => {
            let [theirs, ours] =
                [welcome.version, VERSION].map(|[major, minor]| format!("{major}.{minor}"));
            refuse(
                state,
                out,
                format!("the backend speaks version {theirs}, this desk {ours}"),
                "use a desk and a backend of the same major version".to_owned(),
            );
        }
        Ok(welcome) => welcomed(state, out, welcome),
        Err(refusal) => not_greeted(state, out, refusal),
    }
}

fn not_greeted(state: &mut State, out: &mut Effects, refusal: Refusal) {
    match refusal.code {
        ErrorCode::VersionMismatch
        | ErrorCode::Unauthenticated
        | ErrorCode::Forbidden
        | ErrorCode::BadHandshake => refuse(state, out, refusal.reason, refusal.hint),
        _ => {
            out.push(Effect::Disconnect);
            lost(state, &refusal.reason);
        }
    }
}

fn welcomed(state: &mut State, out: &mut Effects, welcome: Welcome) {
    let first = state.connection.journal.is_none();
    let connection = &mut state.connection;
    connection.set(Phase::Online);
    connection.attempts = 0;
    connection.come_back = None;
    connection.server = sanitize::excerpt(&welcome.server, 60);
    connection.journal = Some(welcome.journal);
    state.clock.skew = welcome.now.0.saturating_sub(state.clock.now.0);
    out.push(Effect::Heartbeat(welcome.heartbeat_ms));
    let whole = welcome.snapshot.is_some();
    match welcome.snapshot {
        None => away::watch(state, welcome.now),
        Some(snapshot) if first => {
            state.connection.last_seq = snapshot.seq;
            state.floor.replace(*snapshot);
        }
        Some(snapshot) => away::replace(state, *snapshot),
    }
    conversation::reconnected(state, out, whole);
    outbox::flush(state, out);
}

/// A ping was answered.
pub(super) fn measured(state: &mut State, millis: u32) {
    if state.connection.latency != Some(millis) {
        state.connection.latency = Some(millis);
        state.connection.revision.bump();
    }
}

/// For good: nothing is tried again by itself.
pub(super) fn refuse(state: &mut State, out: &mut Effects, reason: String, hint: String) {
    state.connection.open = false;
    state.connection.opening_until = None;
    requests::forget(state);
    notify::tell(state, Level::Error, reason.clone(), hint.clone());
    state.connection.set(Phase::Refused { reason, hint });
    out.push(Effect::Disconnect);
}

/// The socket is closed.
pub(super) fn socket_closed(state: &mut State, reason: &str) {
    match state.connection.phase {
        Phase::Connecting | Phase::Online => lost(state, &sanitize::excerpt(reason, 200)),
        Phase::Idle | Phase::Waiting { .. } | Phase::Refused { .. } => {}
    }
}

/// The backend will close the connection, and says when to come back.
pub(super) fn bye(state: &mut State, reason: &str, retry_ms: u32) {
    state.connection.come_back = Some(Duration::from_millis(u64::from(retry_ms)));
    let reason = sanitize::excerpt(reason, 200);
    notify::tell(
        state,
        Level::Info,
        format!("the backend says goodbye: {reason}"),
        "",
    );
}

fn lost(state: &mut State, reason: &str) {
    state.connection.open = false;
    state.connection.opening_until = None;
    state.connection.latency = None;
    state.connection.away = None;
    requests::forget(state);
    outbox::interrupted(state);
    let attempts = state.connection.attempts;
    state.connection.attempts = attempts.saturating_add(1);
    let announced = state.connection.come_back.take();
    if attempts == 0 && announced.is_none() {
        let hint = "it is tried again by itself";
        notify::tell(state, Level::Warning, format!("offline: {reason}"), hint);
    }
    let wait = announced.unwrap_or_else(|| backoff(state.setup.seed, attempts));
    let until = state.clock.now.after(wait);
    let reason = reason.to_owned();
    state.connection.set(Phase::Waiting { until, reason });
}

/// The wait after so many failed attempts: doubled each time up to the longest, then a half to the whole of it by chance,
/// so that a thousand desks do not come back at one moment. The chance is the desk's own number.
fn backoff(seed: u64, attempts: u32) -> Duration {
    let whole = FIRST_WAIT
        .saturating_mul(1 << attempts.min(10))
        .min(LONGEST_WAIT);
    let mixed = (seed ^ u64::from(attempts).wrapping_mul(0x9E37_79B9_7F4A_7C15))
        .wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let half = whole / 2;
    half + half.mul_f64((mixed >> 40) as f64 / f64::from(1_u32 << 24))
}

/// Tries again when it is time, gives up on a socket that does not open.
pub(super) fn wake(state: &mut State, out: &mut Effects) {
    let now = state.clock.now;
    if state
        .connection
        .opening_until
        .is_some_and(|until| until <= now)
    {
        out.push(Effect::Disconnect);
        lost(state, "the backend does not answer");
    }
    match state.connection.phase {
        Phase::Waiting { until, .. } if until <= now => connect(state, out),
        Phase::Waiting { .. } => state.connection.revision.bump(),
        _ => {}
    }
    away::wake(state);
}

/// Signs off: offers go back at once instead of waiting for the lease to run out.
pub(super) fn sign_off(state: &mut State, out: &mut Effects) {
    requests::send(state, out, About::Bye, Call::Bye {});
    state.connection.open = false;
    state.connection.set(Phase::Idle);
    out.push(Effect::Disconnect);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_differ_between_desks() {
        for attempts in 0..40 {
            let wait = backoff(7, attempts);
            assert!(wait >= FIRST_WAIT / 2 && wait <= LONGEST_WAIT);
        }
        assert!(backoff(7, 9) > backoff(7, 0));
        assert_ne!(backoff(7, 5), backoff(8, 5));
    }
}
