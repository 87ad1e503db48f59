//! When to stop: SIGTERM or ctrl-c once for cleanly, twice for at once.

use std::future::Future;

use crate::error::{Error, Kind};

/// Resolves at the first signal; at the second the process exits. Everything acknowledged is durable by then, too.
#[cfg(unix)]
pub(super) fn shutdown() -> Result<impl Future<Output = ()> + Send, Error> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| {
        signal(kind)
            .map_err(|error| Error::new(Kind::Failed, "cannot listen for signals").caused_by(error))
    };
    let (mut terminate, mut interrupt) = (
        listen(SignalKind::terminate())?,
        listen(SignalKind::interrupt())?,
    );
    Ok(async move {
        either(&mut terminate, &mut interrupt).await;
        tokio::spawn(async move {
            either(&mut terminate, &mut interrupt).await;
            tracing::warn!("told twice to stop: not waiting for anybody");
            std::process::exit(1);
        });
    })
}

#[cfg(unix)]
async fn either(one: &mut tokio::signal::unix::Signal, other: &mut tokio::signal::unix::Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}

/// Resolves at the first ctrl-c.
#[cfg(not(unix))]
pub(super) fn shutdown() -> Result<impl Future<Output = ()> + Send, Error> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
