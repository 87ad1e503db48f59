//! Writing to somebody who reads, who does not, and who has gone: over a pipe in memory, under a clock that jumps.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::*;
use crate::domain::Seq;
use crate::server::gateway::outbox::Item;

/// A socket in memory that holds so many frames until they are read.
struct Pipe {
    taken: Vec<Message>,
    out: mpsc::Sender<Message>,
}

impl Socket for Pipe {
    async fn receive(&mut self) -> Option<Result<Message, String>> {
        std::future::pending().await
    }

    async fn take(&mut self, message: Message) -> Result<(), Gone> {
        self.taken.push(message);
        Ok(())
    }

    async fn see_off(&mut self) -> Result<(), Gone> {
        while let Some(message) = self.taken.first().cloned() {
            self.out.send(message).await.map_err(|_| Gone)?;
            self.taken.remove(0);
        }
        Ok(())
    }

    async fn shut(&mut self) -> Result<(), Gone> {
        Ok(())
    }
}

fn pipe(holds: usize) -> (Wire<Pipe>, mpsc::Receiver<Message>) {
    let (out, read) = mpsc::channel(holds);
    let taken = Vec::new();
    (Wire::new(Pipe { taken, out }), read)
}

fn bye(message: &Message) -> String {
    let text = message.to_text().unwrap();
    match crate::protocol::Frame::read(text).unwrap() {
        crate::protocol::Frame::Notice(notice) => match *notice {
            Notice::Bye { reason, .. } => reason,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_full_outbox_ends_a_write_that_hangs() {
    let (mut wire, _read) = pipe(1);
    let outbox = Arc::new(Outbox::default());
    for _ in 0..2 {
        assert!(wire.feed("a".into(), &outbox).await.is_continue());
    }
    let filling = Arc::clone(&outbox);
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let half: Utf8Bytes = "x".repeat(600 << 10).into();
        filling.push(Item::Update(Seq(1), half.clone()));
        filling.push(Item::Update(Seq(2), half));
    });
    let start = Instant::now();
    let Flow::Break(close) = wire.flush(&outbox).await else {
        panic!("it was written");
    };
    assert_eq!(start.elapsed(), Duration::from_secs(1));
    assert_eq!((close.code, close.retry_ms), (1008, Some(250)));
}

#[tokio::test(start_paused = true)]
async fn a_write_that_hangs_is_given_up_after_a_lease() {
    let (mut wire, _read) = pipe(1);
    let start = Instant::now();
    assert!(wire.write(Message::text("a")).await.is_continue());
    assert!(wire.write(Message::text("b")).await.is_break());
    assert_eq!(start.elapsed(), WRITE_PATIENCE);
}

#[tokio::test(start_paused = true)]
async fn the_last_words_come_before_the_close_and_in_time() {
    let (wire, mut read) = pipe(8);
    let start = Instant::now();
    wire.farewell(Ending::Draining.into()).await;
    assert!(start.elapsed() <= CLOSE_PATIENCE);
    assert_eq!(bye(&read.recv().await.unwrap()), "the backend is stopping");
    let Some(Message::Close(Some(frame))) = read.recv().await else {
        panic!("no close frame");
    };
    assert_eq!(
        (frame.code, frame.reason.as_str()),
        (1012, "the backend is stopping")
    );
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_long_for_who_does_not_read_the_last_words() {
    let (mut wire, _read) = pipe(1);
    assert!(wire.write(Message::text("a")).await.is_continue());
    let start = Instant::now();
    wire.farewell(Ending::TooSlow.into()).await;
    assert_eq!(start.elapsed(), LAST_WORDS_PATIENCE);
}

#[tokio::test]
async fn who_has_gone_needs_no_last_words() {
    let (mut wire, read) = pipe(1);
    drop(read);
    let Flow::Break(close) = wire.write(Message::text("a")).await else {
        panic!("it was written");
    };
    assert_eq!(close, Close::gone());
    wire.farewell(close).await;
}
