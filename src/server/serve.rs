//! The life of a backend: start from the journal, serve until told to stop or until the journal fails, then let everybody
//! finish, say good-bye, keep a snapshot.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::{Listener, ListenerExt as _};
use tokio::sync::{Mutex, Semaphore, watch};
use tokio::time::timeout;

use super::auth::{AccessTokens, Hash};
use super::connections;
use super::gateway::{self, Gateway, Projector, RingLimits, Switchboard};
use super::http::{self, Http, MAX_STREAMS, Parts};
use super::hub::{self, Hub, Opening, StartError};
use super::journal::Journal;
use crate::domain::Clock;

/// What a backend needs to begin with.
pub struct Config {
    /// Where everything is kept.
    pub journal: Box<dyn Journal>,
    /// Hash of the administrator's token.
    pub admin: Hash,
    /// What access tokens are signed with.
    pub signing_key: [u8; 32],
    /// What can be set about the hub.
    pub hub: hub::Options,
    /// What can be set about desks' connections.
    pub gateway: gateway::Settings,
}

impl Config {
    /// A backend on this journal, everything else as by default.
    pub fn new(journal: Box<dyn Journal>, admin: Hash, signing_key: [u8; 32]) -> Self {
        Self {
            journal,
            admin,
            signing_key,
            hub: hub::Options::default(),
            gateway: gateway::Settings::default(),
        }
    }
}

/// Why a backend ended otherwise than it was told to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It could not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Something could not be made durable. Nothing that was acknowledged is lost; the cause must be removed before the next
    /// start.
    #[error("the journal cannot be written any more: {0}")]
    Journal(Arc<str>),
}

/// How long desks, streams and requests have to finish, each.
const PATIENCE: Duration = Duration::from_secs(5);

/// Serves until `shutdown` resolves or the journal fails.
pub async fn serve<L>(
    listener: L,
    config: Config,
    clock: Arc<dyn Clock>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError>
where
    L: Listener<Io = tokio::net::TcpStream>,
    L::Addr: std::fmt::Debug,
{
    let listener = listener.tap_io(|socket| {
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(%error, "cannot switch Nagle's algorithm off");
        }
    });
    run(listener, config, clock, shutdown).await
}

/// The same for connections that are not plain TCP.
pub async fn run<L>(
    listener: L,
    config: Config,
    clock: Arc<dyn Clock>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError>
where
    L: Listener,
    L::Addr: std::fmt::Debug,
{
    let (admin, key, settings) = (config.admin, config.signing_key, config.gateway);
    let (hub, switchboard) = open(config, Arc::clone(&clock))?;
    let gateway = Gateway::new(
        hub.clone(),
        Arc::clone(&switchboard),
        Arc::clone(&clock),
        settings,
    );
    let streams = Arc::new(Semaphore::new(MAX_STREAMS));
    let http = Http::new(Parts {
        hub: hub.clone(),
        gateway: gateway.clone(),
        switchboard,
        clock,
        tokens: AccessTokens::new(&key),
        admin,
        changing: Mutex::new(()),
        streams: Arc::clone(&streams),
    });
    let routes = http::routes(http).merge(gateway::routes(gateway.clone()));
    let (stop, stopping) = watch::channel(false);
    let mut serving = tokio::spawn(connections::serve(listener, routes, stopping));

    tokio::select! {
        () = shutdown => tracing::info!("stopping"),
        state = hub.ended() => tracing::error!(?state, "the journal has ended"),
    }
    // Probes and whoever else comes still get an answer until desks and streams have said good-bye.
    tokio::join!(gateway.drain(PATIENCE), streams_end(&streams));
    stop.send_replace(true);
    if timeout(PATIENCE, &mut serving).await.is_err() {
        serving.abort();
        tracing::warn!("some requests did not finish in time");
    }
    match hub.stop().await {
        hub::State::Failed(why) => Err(ServeError::Journal(why)),
        hub::State::Running | hub::State::Stopped => Ok(()),
    }
}

fn open(config: Config, clock: Arc<dyn Clock>) -> Result<(Hub, Arc<Switchboard>), StartError> {
    let opening = Opening::of(config.journal)?;
    let switchboard = Arc::new(Switchboard::new(opening.position(), RingLimits::default()));
    let projector = Projector::new(Arc::clone(&switchboard));
    let hub = opening.start(config.hub, clock, projector, Arc::clone(&switchboard) as _)?;
    Ok((hub, switchboard))
}

/// Streams end by themselves once the switchboard is drained.
async fn streams_end(streams: &Semaphore) {
    let all = streams.acquire_many(MAX_STREAMS as u32);
    if timeout(PATIENCE, all).await.is_err() {
        tracing::warn!("some adapters did not close their stream in time");
    }
}
