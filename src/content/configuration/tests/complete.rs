//! A set-up that states everything and does everything right.

use super::*;

const RIGHT: &str = r#"
"organisation": {"name": "Contoso", "maximumFileKilobytes": 5120, "blockedExtensions": ["exe"], "skillBasedRouting": true},
"environments": [{"name": "main", "geography": "europe", "omnichannel": true, "servicePackage": true,
    "extensions": ["telephony", "omnichannel", "omnichannel-voice"]}],
"apps": [{"name": "one", "applicationId": "00000000-0000-0000-0000-000000000001"},
    {"name": "two", "applicationId": "00000000-0000-0000-0000-000000000002"}],
"bots": [
    {"name": "Writer", "maker": "copilot-studio", "environment": "main", "app": "one", "published": true,
        "capacity": 200, "queues": ["chats"], "purposes": ["general"],
        "connection": {"hubs": ["main"], "intendedHub": "main", "state": "enabled", "connectedOn": "2025-03-02", "voiceEnabledOn": "2025-03-01"},
        "authentication": {"enabled": true, "singleSignOn": false},
        "voice": {"enabled": false, "transfersToNumbers": false, "makeCallsPrivilege": false},
        "reach": {"publishedTo": ["hub"], "sites": [{"name": "shop", "code": "chat-widget"}], "handoffEventOn": ["directline"]},
        "content": {"greeting": true, "adaptiveCards": true, "cardsFromSkill": false, "transferNode": true,
            "files": [{"name": "guide.pdf", "kilobytes": 900}]},
        "variables": {"passes": ["Region"], "reads": ["msdyn_CaseId"], "flows": [{"name": "lookup", "names": {"Region": "area"}}]}},
    {"name": "Speaker", "maker": "copilot-studio", "environment": "main", "app": "two", "published": true,
        "capacity": 200, "queues": ["calls"], "purposes": ["general"],
        "connection": {"hubs": ["main"], "intendedHub": "main", "state": "enabled", "connectedOn": "2025-03-02", "voiceEnabledOn": "2025-03-01"},
        "authentication": {"enabled": false, "singleSignOn": false},
        "voice": {"enabled": true, "transfersToNumbers": true, "makeCallsPrivilege": true},
        "reach": {"publishedTo": ["hub"], "sites": [], "handoffEventOn": []},
        "content": {"greeting": true, "adaptiveCards": false, "cardsFromSkill": false, "transferNode": true, "files": []},
        "variables": {"passes": [], "reads": ["CustomerPhoneNumber"], "flows": []}}],
"workstreams": [
    {"name": "chat", "kind": "messaging", "channel": "lcw", "distribution": "push", "bots": ["Writer"], "queues": ["chats"],
        "variables": [{"name": "Region", "kind": "text"}], "rules": [{"name": "by region", "uses": ["Region"]}]},
    {"name": "phone", "kind": "voice", "channel": "telephony", "voice": "enhanced", "distribution": "push", "bots": ["Speaker"],
        "queues": ["calls"], "variables": [], "rules": []}],
"queues": [
    {"name": "chats", "kind": "messaging", "default": true, "bots": ["Writer"], "people": ["Ada"]},
    {"name": "calls", "kind": "voice", "default": false, "bots": ["Speaker"], "people": ["Ada"]}],
"channels": [{"name": "shop", "channel": "lcw", "workstream": "chat", "formattedMessages": true, "persistent": true,
    "authenticated": true, "reconnect": "prompt", "blockedExtensions": ["svg"]}],
"people": [{"name": "Ada", "capacity": 100, "roles": ["Omnichannel agent", "Bot Transcript Viewer"], "readsTranscripts": true}]
"#;

#[test]
fn passes_every_rule_on_every_day() {
    for day in [
        None,
        Some("2020-10-01"),
        Some("2022-03-15"),
        Some("2024-12-16"),
    ] {
        let day: Option<Date> = day.map(|day| day.parse().unwrap());
        for verdict in verdicts(&read(RIGHT), day) {
            let held = rules::rule(verdict.rule).unwrap().holds(day);
            let expected = if held {
                Outcome::Passed
            } else {
                Outcome::NotInForce
            };
            assert_eq!(verdict.outcome, expected, "{day:?} {verdict:?}");
        }
    }
}

/// Taking any one statement away leads to no finding: what is not known is not judged.
#[test]
fn whatever_is_left_out_nothing_is_found() {
    let whole: Value = serde_json::from_str(&format!("{{{RIGHT}, \"configuration\": 1}}")).unwrap();
    let mut left_out = 0;
    for pointer in statements(&whole, "") {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let mut document = whole.clone();
        document
            .pointer_mut(parent)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .remove(key);
        if let Ok(configuration) = read_json(&document) {
            left_out += 1;
            let found = check(&configuration, None);
            assert!(found.is_empty(), "without {pointer}: {found:?}");
        }
    }
    assert!(left_out > 80, "{left_out}");
}

/// Pointers to every member of every object.
fn statements(value: &Value, pointer: &str) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (format!("{pointer}/{key}"), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, value)| (format!("{pointer}/{at}"), value))
            .collect(),
        _ => Vec::new(),
    };
    let own = below
        .iter()
        .filter(|_| value.is_object())
        .map(|(pointer, _)| pointer.clone());
    let own: Vec<String> = own.collect();
    let deeper = below
        .into_iter()
        .flat_map(|(pointer, value)| statements(value, &pointer));
    own.into_iter().chain(deeper).collect()
}
