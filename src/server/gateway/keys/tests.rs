//! Once under a key, the same answer to whoever asks again.

#![allow(clippy::unwrap_used)]
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::domain::Presence;

fn call(presence: Presence) -> Call {
    Call::SetPresence {
        presence,
        key: "k".into(),
    }
}

#[tokio::test]
async fn a_key_runs_once_and_answers_the_same() {
    let keys = Keys::default();
    let runs = AtomicU32::new(0);
    let run = async || Ok(Value::from(runs.fetch_add(1, Ordering::Relaxed)));
    let away = call(Presence::Away);
    let (user, key) = ("ana".into(), "k".into());
    assert_eq!(keys.once(&user, &key, &away, run()).await, Ok(0.into()));
    assert_eq!(keys.once(&user, &key, &away, run()).await, Ok(0.into()));
    let other = keys.once(&user, &key, &call(Presence::Busy), run()).await;
    assert_eq!(other.unwrap_err().data.code, ErrorCode::BadParams);
    let ben = keys.once(&"ben".into(), &key, &away, run()).await;
    assert_eq!(ben, Ok(1.into()), "another person's key is another key");
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_old_keys_are_forgotten() {
    let keys = Keys::default();
    let (user, away) = ("ana".into(), call(Presence::Away));
    let busy = Err(RpcError::new(ErrorCode::Busy, "", ""));
    let k = "k".into();
    let first = keys.once(&user, &k, &away, async { busy }).await;
    assert!(first.is_err());
    let second = keys.once(&user, &k, &away, async { Ok(Value::Null) });
    assert_eq!(second.await, Ok(Value::Null));
    for number in 0..KEPT {
        let key = number.to_string().as_str().into();
        keys.once(&user, &key, &away, async { Ok(Value::Null) })
            .await
            .unwrap();
    }
    assert_eq!(keys.users.lock().unwrap()[&user].len(), KEPT);
}
