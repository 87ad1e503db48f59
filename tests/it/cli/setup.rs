//! Setting up a backend from the command line.

use serde_json::json;

use super::process::{Server, deskhand, run, run_failing, run_json};

#[test]
fn people_applications_and_queues() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::start(home.path(), &["--data", "d"]);
    let data = ["--data", "d", "--format", "json"];
    let json = |arguments: &[&str]| run_json(home.path(), &[arguments, &data].concat());

    let queue = json(&[
        "queue",
        "add",
        "returns",
        "--topic",
        "Returns",
        "--offer-seconds",
        "30",
    ]);
    assert_eq!(queue["settings"]["offerSeconds"], 30);
    let ana = json(&[
        "user",
        "add",
        "ana",
        "--role",
        "agent",
        "--name",
        "Ana Ruiz",
        "--queue",
        "returns",
        "--capacity",
        "2",
    ]);
    assert!(ana["token"].as_str().unwrap().starts_with("dhu_"), "{ana}");
    assert_eq!(
        (&ana["capacity"], &ana["queues"]),
        (&json!(2), &json!(["returns"]))
    );
    let app = json(&["app", "register", "Contoso Bot"]);
    assert!(app["clientSecret"].as_str().unwrap().starts_with("dhs_"));
    assert!(uuid::Uuid::try_parse(app["applicationId"].as_str().unwrap()).is_ok());

    let table = run(home.path(), &["user", "list", "--data", "d"]);
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(
        table.starts_with("USER") && table.contains("Ana Ruiz"),
        "{table}"
    );
    assert_eq!(
        json(&["queue", "list"])["queues"].as_array().unwrap().len(),
        2
    );
    assert_eq!(json(&["user", "remove", "ana"])["removed"], true);
    assert_eq!(
        json(&["app", "remove", app["applicationId"].as_str().unwrap()])["removed"],
        true
    );
    assert_eq!(json(&["app", "list"])["apps"], json!([]));
    assert!(server.terminate().success());
}

#[test]
fn secrets_are_nowhere_in_the_data() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::start(home.path(), &["--data", "d"]);
    let ana = run_json(
        home.path(),
        &[
            "user", "add", "ana", "--role", "agent", "--data", "d", "--format", "json",
        ],
    );
    let app = run_json(
        home.path(),
        &["app", "register", "Bot", "--data", "d", "--format", "json"],
    );
    assert!(server.terminate().success());
    let secrets = [
        ana["token"].as_str().unwrap(),
        app["clientSecret"].as_str().unwrap(),
    ];
    for entry in std::fs::read_dir(home.path().join("d")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for secret in secrets {
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "a secret lies in {}", path.display());
        }
    }
}

#[test]
fn address_and_token_come_from_options_or_the_environment() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::start(home.path(), &["--data", "d"]);
    let token = std::fs::read_to_string(home.path().join("d/admin.token")).unwrap();
    let listed = deskhand(home.path(), &["user", "list"])
        .env("DESKHAND_URL", &server.url)
        .env("DESKHAND_TOKEN", format!("{}\n", token.trim()))
        .output();
    assert!(listed.unwrap().status.success());
    let listed = deskhand(home.path(), &["user", "list"])
        .env("DESKHAND_DATA", "d")
        .output();
    assert!(listed.unwrap().status.success());
    let (code, words) = run_failing(
        home.path(),
        &["user", "list", "--data", "d", "--token", "wrong"],
    );
    assert_eq!((code, words.contains("hint:")), (4, true), "{words}");
    let (code, words) = run_failing(
        home.path(),
        &[
            "user", "add", "ana", "--role", "agent", "--queue", "nope", "--data", "d",
        ],
    );
    assert_eq!((code, words.contains("queue add")), (1, true), "{words}");
    assert!(server.terminate().success());
    let (code, words) = run_failing(home.path(), &["user", "list", "--data", "d"]);
    assert_eq!(
        (code, words.contains("deskhand serve")),
        (3, true),
        "{words}"
    );
}

#[test]
fn completions_know_every_command() {
    let home = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let script = run(home.path(), &["completions", shell]);
        let script = String::from_utf8(script.stdout).unwrap();
        for command in [
            "serve", "demo", "desk", "board", "user", "app", "queue", "schema",
        ] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}
