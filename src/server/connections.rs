//! Accepts connections and serves each until it ends or the backend stops. What `axum::serve` does, and one thing it does
//! not: a connection on which no request head arrives in time is closed, so that nobody can hold thousands of them open.

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long a connection may wait for the whole head of its next request. Longer than the pings of anything that polls.
const HEAD: Duration = Duration::from_secs(60);

/// Serves until `stop` says so, then lets every request that has begun come to its end.
pub(super) async fn serve<L: Listener>(
    mut listener: L,
    routes: Router,
    mut stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            (io, _) = listener.accept() => {
                connections.spawn(connection(io, routes.clone(), stop.clone()));
            }
            Some(_) = connections.join_next() => {}
            () = told(&mut stop) => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Waits until it is time to stop. A sender that was dropped can say nothing any more: that is a stop, too.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Serves one connection. Sockets of desks and streams go on in tasks of their own.
async fn connection<I>(io: I, routes: Router, mut stop: watch::Receiver<bool>)
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(io), TowerToHyperService::new(routes))
        .with_upgrades();
    let mut served = pin!(served);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = told(&mut stop) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_never_ends_a_request_head_is_not_waited_for() {
        let (mut client, io) = duplex(1024);
        let (_stop, stopping) = watch::channel(false);
        let routes = Router::new().route("/", get(|| async { "here" }));
        tokio::spawn(connection(io, routes, stopping));
        let begun = Instant::now();
        client
            .write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT")
            .await
            .unwrap();
        let mut said = Vec::new();
        client.read_to_end(&mut said).await.unwrap();
        assert!(String::from_utf8_lossy(&said).contains("here"));
        assert_eq!(begun.elapsed().as_secs(), HEAD.as_secs());
    }
}
