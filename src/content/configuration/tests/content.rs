//! What is written and sent.

use rstest::rstest;

use super::*;

#[rstest]
#[case::formatted(
    "OC-MD-ENABLE", "/channels/0/formattedMessages",
    r#""channels": [{"name": "shop", "channel": "lcw", "formattedMessages": false}]"#,
    r#""channels": [{"name": "text", "channel": "sms", "formattedMessages": false}, {"name": "shop", "formattedMessages": true}]"#,
    r#""channels": [{"name": "shop", "formattedMessages": false}]"#
)]
#[case::welcome_on_a_workstream(
    "OC-WELCOME", "/workstreams/0/channel",
    r#""bots": [{"name": "C", "content": {"greeting": true}}], "workstreams": [{"name": "w", "channel": "line", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C", "content": {"greeting": true}}], "workstreams": [{"name": "w", "channel": "msteams", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C"}], "workstreams": [{"name": "w", "channel": "line", "bots": ["C"]}]"#
)]
#[case::welcome_where_published(
    "OC-WELCOME", "/bots/0/reach/publishedTo",
    r#""bots": [{"name": "C", "content": {"greeting": true}, "reach": {"publishedTo": ["facebook"]}}]"#,
    r#""bots": [{"name": "C", "content": {"greeting": false}, "reach": {"publishedTo": ["facebook"]}}]"#,
    r#""bots": [{"name": "C", "content": {"greeting": true}}]"#
)]
#[case::card(
    "OC-CARD-AUTHOR", "/bots/0/content/adaptiveCards",
    r#""bots": [{"name": "C", "maker": "classic", "content": {"adaptiveCards": true, "cardsFromSkill": false}}]"#,
    r#""bots": [{"name": "C", "maker": "copilot-studio", "content": {"adaptiveCards": true}}, {"name": "D", "content": {"cardsFromSkill": true}}]"#,
    r#""bots": [{"name": "C", "maker": "classic", "content": {"adaptiveCards": true}}]"#
)]
#[case::transfer_node(
    "OC-ESC-NODE",
    "/bots/0/content/transferNode",
    r#""bots": [{"name": "C", "maker": "copilot-studio", "content": {"transferNode": false}}]"#,
    r#""bots": [{"name": "C", "maker": "azure", "content": {"transferNode": false}}]"#,
    r#""bots": [{"name": "C", "maker": "copilot-studio"}]"#
)]
#[case::size(
    "OC-ATT-SIZE", "/bots/0/content/files/1",
    r#""organisation": {"maximumFileKilobytes": 5120}, "bots": [{"name": "C", "content": {"files": [{"name": "a.pdf", "kilobytes": 5120}, {"name": "b.pdf", "kilobytes": 5121}]}}]"#,
    r#""organisation": {"maximumFileKilobytes": 5120}, "bots": [{"name": "C", "content": {"files": [{"name": "a.pdf", "kilobytes": 5120}]}}]"#,
    r#""bots": [{"name": "C", "content": {"files": [{"name": "a.pdf", "kilobytes": 5121}]}}]"#
)]
#[case::extension(
    "OC-ATT-EXT", "/bots/0/content/files/0/name",
    r#""organisation": {"blockedExtensions": [".exe"]}, "bots": [{"name": "C", "content": {"files": [{"name": "Setup.EXE"}]}}]"#,
    r#""organisation": {"blockedExtensions": [".exe"]}, "bots": [{"name": "C", "content": {"files": [{"name": "exe.pdf"}, {"name": "exe"}]}}]"#,
    r#""bots": [{"name": "C", "content": {"files": [{"name": "Setup.exe"}]}}]"#
)]
#[case::extension_on_a_channel(
    "OC-ATT-EXT", "/bots/0/content/files/0/name",
    r#""organisation": {"blockedExtensions": []}, "bots": [{"name": "C", "content": {"files": [{"name": "a.svg"}]}}],
        "workstreams": [{"name": "w", "bots": ["C"]}], "channels": [{"name": "shop", "workstream": "w", "blockedExtensions": ["svg"]}]"#,
    r#""organisation": {"blockedExtensions": []}, "bots": [{"name": "C", "content": {"files": [{"name": "a.svg"}]}}],
        "workstreams": [{"name": "w", "bots": []}], "channels": [{"name": "shop", "workstream": "w", "blockedExtensions": ["svg"]}]"#,
    r#""organisation": {"blockedExtensions": []}, "bots": [{"name": "C"}]"#
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
fn facebook_is_advised_25_mb_whatever_the_limit() {
    let with = |size: u64| {
        judge(
            "OC-ATT-SIZE",
            &format!(
                r#""organisation": {{"maximumFileKilobytes": 131072}}, "workstreams": [{{"name": "w", "channel": "facebook", "bots": ["C"]}}],
            "bots": [{{"name": "C", "content": {{"files": [{{"name": "film.mp4", "kilobytes": {size}}}]}}}}]"#
            ),
        )
    };
    assert_eq!(with(25600).outcome, Outcome::Passed);
    assert_eq!(with(25601).findings[0].severity, Severity::Warning);
}
