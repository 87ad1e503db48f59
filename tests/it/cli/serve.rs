//! `deskhand serve` from start to stop.

use super::process::{Server, run_failing, run_json};

#[test]
fn a_second_backend_on_the_same_data_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::start(home.path(), &["--data", "d"]);
    let (code, words) = run_failing(
        home.path(),
        &["serve", "--listen", "127.0.0.1:0", "--data", "d"],
    );
    assert_eq!(code, 1);
    assert!(
        words.contains("another deskhand") && words.contains("hint:"),
        "{words}"
    );
    assert!(server.terminate().success());
    assert!(
        !home.path().join("d/address").exists(),
        "who has stopped has no address"
    );
    let server = Server::start(home.path(), &["--data", "d"]);
    assert!(server.terminate().success());
}

#[test]
fn without_a_word_the_users_own_data_directory_is_used() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::start(home.path(), &[]);
    let list = run_json(home.path(), &["user", "list", "--format", "json"]);
    assert_eq!(list["users"], serde_json::json!([]));
    assert!(server.terminate().success());
}

#[test]
fn open_doors_need_protection() {
    let home = tempfile::tempdir().unwrap();
    let (code, words) = run_failing(
        home.path(),
        &["serve", "--listen", "0.0.0.0:0", "--data", "d"],
    );
    assert_eq!(code, 2);
    assert!(
        words.contains("--behind-proxy") && words.contains("--tls-cert"),
        "{words}"
    );
    assert!(
        !home.path().join("d").exists(),
        "nothing is made before it is sure to start"
    );
    let (code, _) = run_failing(
        home.path(),
        &["serve", "--listen", "nonsense", "--data", "d"],
    );
    assert_eq!(code, 2);
}

#[test]
fn a_port_in_use_is_explained() {
    let home = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, words) = run_failing(home.path(), &["serve", "--listen", &address, "--data", "d"]);
    assert_eq!(code, 1);
    assert!(words.contains("another port"), "{words}");
}
