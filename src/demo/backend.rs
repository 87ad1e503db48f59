//! The backend of the demo: the real one, on a free loopback port, with its journal in memory.

use std::io;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::trouble::Trouble;
use crate::server::auth::{Secret, SecretKind, random_bytes};
use crate::server::journal::Memory;
use crate::server::{Config, ServeError, SystemClock, serve};

/// A backend that runs.
#[derive(Debug)]
pub struct Backend {
    /// Where it answers, without a slash at the end.
    pub url: String,
    /// The administrator's token.
    pub admin: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), ServeError>>,
}

impl Backend {
    /// Starts one.
    pub async fn start() -> Result<Self, Trouble> {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .map_err(Trouble::Start)?;
        let address = listener.local_addr().map_err(Trouble::Start)?;
        let no_chance = |error| Trouble::Start(io::Error::other(error));
        let admin = Secret::random(SecretKind::Administrator)
            .map_err(|error| Trouble::Start(io::Error::other(error)))?;
        let key = random_bytes().map_err(no_chance)?;
        let config = Config::new(Box::new(Memory::new()), admin.hash(), key);
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(listener, config, Arc::new(SystemClock), async move {
            // Dropping the handle stops it too.
            let _ = stopped.await;
        }));
        Ok(Self {
            url: format!("http://{address}"),
            admin: admin.expose().to_owned(),
            stop,
            task,
        })
    }

    /// Stops it and waits until it has ended.
    pub async fn stop(self) -> Result<(), Trouble> {
        // It may have ended by itself; then that is what is told.
        let _ = self.stop.send(());
        match self.task.await {
            Ok(ended) => Ok(ended?),
            Err(_) => Err(Trouble::Start(io::Error::other("the backend broke off"))),
        }
    }
}
