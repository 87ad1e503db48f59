//! Exactly what was missed, or nothing.

#![allow(clippy::unwrap_used)]
use super::*;

fn published(seq: u64, to: &str, text: &str) -> Published {
    let mut published = Published::new(Seq(seq));
    published.to.push((to.into(), text.to_owned().into()));
    published
}

fn ring(limits: RingLimits) -> Ring {
    let mut ring = Ring::new(Seq(10), limits);
    for (seq, to) in [(11, "ana"), (13, "ben"), (14, "ana"), (20, "ana")] {
        ring.keep(&published(seq, to, &format!("{to}{seq}")));
        ring.advance(Seq(seq));
    }
    ring
}

fn texts(ring: &Ring, user: &str, after: u64) -> Option<Vec<String>> {
    let missed = ring.since(&user.into(), Seq(after))?;
    Some(missed.iter().map(ToString::to_string).collect())
}

#[test]
fn gives_exactly_what_was_missed() {
    let ring = ring(RingLimits::default());
    assert_eq!(
        texts(&ring, "ana", 10).unwrap(),
        ["ana11", "ana14", "ana20"]
    );
    assert_eq!(texts(&ring, "ana", 11).unwrap(), ["ana14", "ana20"]);
    assert_eq!(texts(&ring, "ana", 12).unwrap(), ["ana14", "ana20"]);
    assert!(texts(&ring, "ana", 20).unwrap().is_empty());
    assert_eq!(texts(&ring, "ben", 10).unwrap(), ["ben13"]);
    assert!(texts(&ring, "eve", 10).unwrap().is_empty());
}

#[test]
fn refuses_what_it_cannot_know() {
    let ring = ring(RingLimits::default());
    assert_eq!(texts(&ring, "ana", 9), None, "before the ring");
    assert_eq!(texts(&ring, "ana", 21), None, "after the newest record");
}

#[test]
fn the_oldest_give_way_by_count_and_by_bytes() {
    let by_count = ring(RingLimits {
        entries: 2,
        bytes: 1000,
    });
    assert_eq!(texts(&by_count, "ana", 12), None);
    assert_eq!(texts(&by_count, "ana", 13).unwrap(), ["ana14", "ana20"]);
    let by_bytes = ring(RingLimits {
        entries: 10,
        bytes: 6,
    });
    assert_eq!(texts(&by_bytes, "ana", 13), None);
    assert_eq!(texts(&by_bytes, "ana", 14).unwrap(), ["ana20"]);
}
