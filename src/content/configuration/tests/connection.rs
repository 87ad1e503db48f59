//! Connections, environments, sign-in, roles, purposes.

use rstest::rstest;

use super::*;

#[rstest]
#[case::published(
    "OC-PUBLISHED",
    "/bots/0/published",
    r#""bots": [{"name": "C", "published": false}]"#,
    r#""bots": [{"name": "C", "published": true}]"#,
    r#""bots": [{"name": "C"}]"#
)]
#[case::one_instance(
    "OC-ONE-INSTANCE", "/bots/0/connection/hubs",
    r#""bots": [{"name": "C", "connection": {"hubs": ["a", "b"]}}]"#,
    r#""bots": [{"name": "C", "connection": {"hubs": ["a"]}}, {"name": "D", "connection": {"hubs": ["b", "b"]}}]"#,
    r#""bots": [{"name": "C"}]"#
)]
#[case::application(
    "OC-APPID", "/bots/1/app",
    r#""apps": [{"name": "a", "applicationId": "3F00-AA"}, {"name": "b", "applicationId": "3f00-aa"}], "bots": [{"name": "C", "app": "a"}, {"name": "D", "app": "b"}]"#,
    r#""apps": [{"name": "a", "applicationId": "3f00-aa"}, {"name": "b", "applicationId": "3f00-ab"}], "bots": [{"name": "C", "app": "a"}, {"name": "D", "app": "b"}]"#,
    r#""apps": [{"name": "a"}], "bots": [{"name": "C", "app": "a"}, {"name": "D", "app": "a"}]"#
)]
#[case::no_omnichannel(
    "OC-ENV-LIST", "/bots/0/connection/hubs/0",
    r#""environments": [{"name": "a", "omnichannel": false}], "bots": [{"name": "C", "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a", "omnichannel": true}, {"name": "b", "omnichannel": false}], "bots": [{"name": "C", "environment": "b", "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a"}], "bots": [{"name": "C", "connection": {"hubs": ["a"]}}]"#
)]
#[case::geography(
    "OC-GEO", "/bots/0/connection/hubs/0",
    r#""environments": [{"name": "a", "geography": "europe"}, {"name": "b", "geography": "united-states"}], "bots": [{"name": "C", "environment": "b", "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a", "geography": "europe"}, {"name": "b", "geography": "europe"}], "bots": [{"name": "C", "environment": "b", "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a", "geography": "europe"}, {"name": "b"}], "bots": [{"name": "C", "environment": "b", "connection": {"hubs": ["a"]}}]"#
)]
#[case::service_package(
    "OC-ENV-SAME", "/environments/0/servicePackage",
    r#""environments": [{"name": "a", "servicePackage": false}], "bots": [{"name": "C", "maker": "copilot-studio", "environment": "a"}]"#,
    r#""environments": [{"name": "a", "servicePackage": true}, {"name": "b", "servicePackage": false}], "bots": [{"name": "C", "maker": "copilot-studio", "environment": "a"}, {"name": "D", "maker": "azure", "environment": "b"}]"#,
    r#""environments": [{"name": "a", "servicePackage": false}], "bots": [{"name": "C", "environment": "a"}]"#
)]
#[case::wrong_hub(
    "OC-UNDO-2020",
    "/bots/0/connection/hubs/0",
    r#""bots": [{"name": "C", "connection": {"hubs": ["b"], "intendedHub": "a"}}]"#,
    r#""bots": [{"name": "C", "connection": {"hubs": ["a"], "intendedHub": "a"}}]"#,
    r#""bots": [{"name": "C", "connection": {"hubs": ["b"]}}]"#
)]
#[case::disconnected(
    "OC-DISCONNECT",
    "/bots/0/connection/state",
    r#""bots": [{"name": "C", "connection": {"state": "disconnected"}}]"#,
    r#""bots": [{"name": "C", "connection": {"state": "disabled"}}]"#,
    r#""bots": [{"name": "C"}]"#
)]
#[case::single_sign_on(
    "OC-SSO",
    "/bots/0/authentication/singleSignOn",
    r#""bots": [{"name": "C", "authentication": {"singleSignOn": true}}]"#,
    r#""bots": [{"name": "C", "authentication": {"singleSignOn": false, "enabled": true}}]"#,
    r#""bots": [{"name": "C", "authentication": {"enabled": true}}]"#
)]
#[case::persistent(
    "OC-PERSIST-AUTH", "/channels/0/authenticated",
    r#""channels": [{"name": "shop", "persistent": true, "authenticated": false}]"#,
    r#""channels": [{"name": "shop", "persistent": true, "authenticated": true}, {"name": "help", "persistent": false}]"#,
    r#""channels": [{"name": "shop", "persistent": true}]"#
)]
#[case::reconnect(
    "OC-RECON-AUTH", "/channels/0/reconnect",
    r#""channels": [{"name": "shop", "reconnect": "prompt", "authenticated": false}]"#,
    r#""channels": [{"name": "shop", "reconnect": "link", "authenticated": false}, {"name": "help", "reconnect": "prompt", "authenticated": true}]"#,
    r#""channels": [{"name": "shop", "reconnect": "prompt"}]"#
)]
#[case::transcripts(
    "OC-TR-ROLE", "/people/0/roles",
    r#""people": [{"name": "Ada", "readsTranscripts": true, "roles": ["Omnichannel supervisor"]}]"#,
    r#""people": [{"name": "Ada", "readsTranscripts": true, "roles": ["Bot Transcript Viewer"]}, {"name": "Bo", "readsTranscripts": false, "roles": []}]"#,
    r#""people": [{"name": "Ada", "readsTranscripts": true}, {"name": "Bo", "roles": []}]"#
)]
#[case::medical(
    "OC-MEDICAL",
    "/bots/0/purposes",
    r#""bots": [{"name": "C", "purposes": ["general", "medical"]}]"#,
    r#""bots": [{"name": "C", "purposes": ["general"]}]"#,
    r#""bots": [{"name": "C"}]"#
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

#[rstest]
#[case(29, None)]
#[case(30, Some(Severity::Info))]
#[case(31, Some(Severity::Error))]
fn thirty_characters_are_in_doubt_and_more_fail(
    #[case] length: usize,
    #[case] severity: Option<Severity>,
) {
    let name = "ß".repeat(length);
    let verdict = judge("OC-NAME-30", &format!(r#""bots": [{{"name": "{name}"}}]"#));
    assert_eq!(
        verdict.findings.first().map(|finding| finding.severity),
        severity
    );
}
