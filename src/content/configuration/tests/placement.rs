//! Where bots sit, and through what they are reached.

use rstest::rstest;

use super::*;

#[rstest]
#[case::push(
    "OC-PUSH", "/workstreams/0/distribution",
    r#""workstreams": [{"name": "w", "distribution": "pick", "bots": ["C"]}]"#,
    r#""workstreams": [{"name": "w", "distribution": "pick", "bots": []}, {"name": "v", "distribution": "push", "bots": ["C"]}]"#,
    r#""workstreams": [{"name": "w", "bots": ["C"]}, {"name": "v", "distribution": "pick"}]"#
)]
#[case::one_bot(
    "OC-BOT-ONE-WS",
    "/workstreams/0/bots",
    r#""workstreams": [{"name": "w", "bots": ["C", "D"]}]"#,
    r#""workstreams": [{"name": "w", "bots": ["C"]}, {"name": "v", "bots": ["C"]}]"#,
    r#""workstreams": [{"name": "w"}]"#
)]
#[case::record_workstream(
    "OC-BOT-RECORD", "/workstreams/0/bots",
    r#""workstreams": [{"name": "w", "kind": "record", "bots": ["C"]}]"#,
    r#""workstreams": [{"name": "w", "kind": "record", "bots": []}, {"name": "v", "channel": "lcw", "bots": ["C"]}]"#,
    r#""workstreams": [{"name": "w", "bots": ["C"]}]"#
)]
#[case::record_queue(
    "OC-BOT-RECORD",
    "/queues/0/bots",
    r#""queues": [{"name": "q", "kind": "record", "bots": ["C"]}]"#,
    r#""queues": [{"name": "q", "kind": "messaging", "bots": ["C"]}]"#,
    r#""queues": [{"name": "q", "kind": "record"}]"#
)]
#[case::capacity(
    "OC-BOT-CAPACITY", "/bots/0/capacity",
    r#""bots": [{"name": "C", "capacity": 100}], "people": [{"name": "Ada", "capacity": 60}, {"name": "Bo", "capacity": 100}], "queues": [{"name": "q", "bots": ["C"], "people": ["Ada", "Bo"]}]"#,
    r#""bots": [{"name": "C", "capacity": 101}], "people": [{"name": "Ada", "capacity": 100}, {"name": "Bo", "capacity": 900}], "queues": [{"name": "q", "bots": ["C"], "people": ["Ada"]}]"#,
    r#""bots": [{"name": "C", "capacity": 100}], "people": [{"name": "Ada"}], "queues": [{"name": "q", "bots": ["C"], "people": ["Ada"]}]"#
)]
#[case::default_queue(
    "OC-BOT-DEFAULT", "/bots/0/queues/0",
    r#""bots": [{"name": "C", "queues": ["q"]}], "queues": [{"name": "q", "default": true, "bots": []}]"#,
    r#""bots": [{"name": "C", "queues": ["q", "r"]}], "queues": [{"name": "q", "default": true, "bots": ["C"]}, {"name": "r", "default": false, "bots": []}]"#,
    r#""bots": [{"name": "C", "queues": ["q"]}], "queues": [{"name": "q", "default": true}]"#
)]
#[case::queue_type(
    "OC-QUEUE-TYPE", "/workstreams/0/queues/0",
    r#""workstreams": [{"name": "w", "channel": "lcw", "queues": ["q"]}], "queues": [{"name": "q", "kind": "voice"}]"#,
    r#""workstreams": [{"name": "w", "channel": "telephony", "queues": ["q"]}], "queues": [{"name": "q", "kind": "voice"}]"#,
    r#""workstreams": [{"name": "w", "kind": "record", "queues": ["q"]}]"#
)]
#[case::skills(
    "OC-SKILL",
    "/organisation/skillBasedRouting",
    r#""organisation": {"skillBasedRouting": false}, "bots": [{"name": "C"}]"#,
    r#""organisation": {"skillBasedRouting": true}, "bots": [{"name": "C"}]"#,
    r#""organisation": {"skillBasedRouting": false}"#
)]
#[case::direct_line(
    "OC-DIRECTLINE",
    "/bots/0/reach/handoffEventOn/1",
    r#""bots": [{"name": "C", "reach": {"handoffEventOn": ["directline", "facebook"]}}]"#,
    r#""bots": [{"name": "C", "reach": {"handoffEventOn": ["directline"]}}]"#,
    r#""bots": [{"name": "C"}]"#
)]
#[case::hub_channels(
    "OC-HUB-CHANNELS", "/bots/0/reach/publishedTo/1",
    r#""bots": [{"name": "C", "maker": "classic", "reach": {"publishedTo": ["hub", "teams"]}}]"#,
    r#""bots": [{"name": "C", "maker": "copilot-studio", "reach": {"publishedTo": ["hub"]}}, {"name": "D", "maker": "azure", "reach": {"publishedTo": ["teams"]}}]"#,
    r#""bots": [{"name": "C", "reach": {"publishedTo": ["teams"]}}]"#
)]
#[case::embed(
    "OC-EMBED", "/bots/0/reach/sites/1/code",
    r#""bots": [{"name": "C", "reach": {"sites": [{"name": "help", "code": "chat-widget"}, {"name": "shop", "code": "embed"}]}}]"#,
    r#""bots": [{"name": "C", "reach": {"sites": [{"name": "shop", "code": "chat-widget"}]}}]"#,
    r#""bots": [{"name": "C", "reach": {"sites": [{"name": "shop"}]}}]"#
)]
fn fires_passes_and_waits(
    #[case] rule: &str,
    #[case] pointer: &str,
    #[case] fires: &str,
    #[case] near: &str,
    #[case] unknown: &str,
) {
    holds(rule, pointer, fires, near, unknown);
}

#[test]
fn the_same_bot_named_twice_on_a_workstream_is_one() {
    let twice = r#""workstreams": [{"name": "w", "bots": ["C", "C"]}]"#;
    assert_eq!(judge("OC-BOT-ONE-WS", twice).outcome, Outcome::Passed);
}
