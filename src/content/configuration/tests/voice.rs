//! Voice.

use rstest::rstest;

use super::*;

#[rstest]
#[case::authentication(
    "OC-AUTH-VOICE",
    "/bots/0/authentication/enabled",
    r#""bots": [{"name": "C", "voice": {"enabled": true}, "authentication": {"enabled": true}}]"#,
    r#""bots": [{"name": "C", "voice": {"enabled": false}, "authentication": {"enabled": true}}]"#,
    r#""bots": [{"name": "C", "authentication": {"enabled": true}}]"#
)]
#[case::authentication_on_a_voice_workstream(
    "OC-AUTH-VOICE", "/bots/0/authentication/enabled",
    r#""bots": [{"name": "C", "authentication": {"enabled": true}}], "workstreams": [{"name": "w", "channel": "telephony", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C", "authentication": {"enabled": false}}], "workstreams": [{"name": "w", "channel": "telephony", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C"}], "workstreams": [{"name": "w", "channel": "telephony", "bots": ["C"]}]"#
)]
#[case::region(
    "OC-VOICE-REGION", "/environments/0/geography",
    r#""environments": [{"name": "a", "geography": "canada"}], "bots": [{"name": "C", "voice": {"enabled": true}, "environment": "a", "connection": {"hubs": []}}]"#,
    r#""environments": [{"name": "a", "geography": "asia"}, {"name": "b", "geography": "canada"}], "bots": [{"name": "C", "voice": {"enabled": true}, "environment": "a", "connection": {"hubs": ["a"]}}, {"name": "D", "voice": {"enabled": false}, "environment": "b"}]"#,
    r#""environments": [{"name": "a", "geography": "canada"}], "bots": [{"name": "C", "environment": "a"}]"#
)]
#[case::extension_missing(
    "OC-VOICE-EXT", "/environments/0/extensions",
    r#""environments": [{"name": "a", "extensions": ["telephony", "omnichannel"]}], "bots": [{"name": "C", "voice": {"enabled": true}, "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a", "extensions": ["telephony", "omnichannel", "omnichannel-voice"]}], "bots": [{"name": "C", "voice": {"enabled": true}, "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a", "extensions": ["omnichannel"]}], "bots": [{"name": "C", "connection": {"hubs": ["a"]}}]"#
)]
#[case::extension_order(
    "OC-VOICE-EXT", "/environments/0/extensions",
    r#""environments": [{"name": "a", "extensions": ["omnichannel", "telephony", "omnichannel-voice"]}], "bots": [{"name": "C", "voice": {"enabled": true}, "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a", "extensions": ["omnichannel", "telephony"]}], "bots": [{"name": "C", "voice": {"enabled": false}, "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a"}], "bots": [{"name": "C", "voice": {"enabled": true}, "connection": {"hubs": ["a"]}}]"#
)]
#[case::extension_for_text(
    "OC-VOICE-EXT", "/environments/0/extensions",
    r#""environments": [{"name": "a", "extensions": []}], "bots": [{"name": "C", "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a", "extensions": ["omnichannel"]}], "bots": [{"name": "C", "voice": {"enabled": false}, "connection": {"hubs": ["a"]}}]"#,
    r#""environments": [{"name": "a", "extensions": []}], "bots": [{"name": "C"}]"#
)]
#[case::whole_bot(
    "OC-VOICE-WHOLE", "/bots/0/voice/enabled",
    r#""bots": [{"name": "C", "voice": {"enabled": true}}], "workstreams": [{"name": "w", "channel": "lcw", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C", "voice": {"enabled": true}}], "workstreams": [{"name": "w", "kind": "voice", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C", "voice": {"enabled": true}}]"#
)]
#[case::reconnect(
    "OC-VOICE-RECONNECT", "/bots/0/connection/voiceEnabledOn",
    r#""bots": [{"name": "C", "voice": {"enabled": true}, "connection": {"connectedOn": "2024-03-01", "voiceEnabledOn": "2024-03-02"}}]"#,
    r#""bots": [{"name": "C", "voice": {"enabled": true}, "connection": {"connectedOn": "2024-03-02", "voiceEnabledOn": "2024-03-02"}}]"#,
    r#""bots": [{"name": "C", "voice": {"enabled": true}, "connection": {"connectedOn": "2024-03-01"}}]"#
)]
#[case::classic_bot(
    "OC-VOICE-CLASSIC", "/workstreams/0/voice",
    r#""bots": [{"name": "C", "maker": "classic"}], "workstreams": [{"name": "w", "kind": "voice", "voice": "enhanced", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C", "maker": "classic"}], "workstreams": [{"name": "w", "kind": "voice", "voice": "classic", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C", "maker": "classic"}], "workstreams": [{"name": "w", "kind": "voice", "bots": ["C"]}]"#
)]
#[case::classic_workstream(
    "OC-VOICE-CLASSIC", "/workstreams/0/voice",
    r#""bots": [{"name": "C", "maker": "copilot-studio"}], "workstreams": [{"name": "w", "kind": "voice", "voice": "classic", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C", "maker": "copilot-studio"}], "workstreams": [{"name": "w", "kind": "voice", "voice": "enhanced", "bots": ["C"]}]"#,
    r#""bots": [{"name": "C"}], "workstreams": [{"name": "w", "kind": "voice", "voice": "classic", "bots": ["C"]}]"#
)]
#[case::call_privilege(
    "OC-VOICE-CALLPRIV", "/bots/0/voice/makeCallsPrivilege",
    r#""bots": [{"name": "C", "voice": {"transfersToNumbers": true, "makeCallsPrivilege": false}}]"#,
    r#""bots": [{"name": "C", "voice": {"transfersToNumbers": false, "makeCallsPrivilege": false}}]"#,
    r#""bots": [{"name": "C", "voice": {"transfersToNumbers": true}}]"#
)]
#[case::variables(
    "OC-VOICE-VARS", "/bots/0/variables/reads",
    r#""bots": [{"name": "C", "voice": {"enabled": true}, "variables": {"reads": ["CustomerPhoneNumber", "msdyn_CaseId"]}}]"#,
    r#""bots": [{"name": "C", "voice": {"enabled": true}, "variables": {"reads": ["CustomerPhoneNumber", "OrganizationPhoneNumber"]}}]"#,
    r#""bots": [{"name": "C", "variables": {"reads": ["msdyn_CaseId"]}}]"#
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
fn a_geography_the_page_neither_names_nor_leaves_out_is_a_warning() {
    let verdict = judge(
        "OC-VOICE-REGION",
        r#""environments": [{"name": "a", "geography": "france"}], "bots": [{"name": "C", "voice": {"enabled": true}, "environment": "a", "connection": {"hubs": []}}]"#,
    );
    assert_eq!(verdict.findings[0].severity, Severity::Warning);
}
