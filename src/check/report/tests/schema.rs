//! SARIF against its schema, which a package of the tests brings along.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::*;

/// The schema of SARIF 2.1.0 as published, out of the sources of the package `serde-sarif`.
fn schema() -> Value {
    let output = |program: &str, arguments: &[&str]| {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let about = output("rustc", &["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let arguments = [
        "metadata",
        "--format-version=1",
        "--locked",
        "--offline",
        "--filter-platform",
        host.unwrap(),
    ];
    let metadata: Value = serde_json::from_str(&output(env!("CARGO"), &arguments)).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .unwrap();
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
    let text = std::fs::read_to_string(manifest.with_file_name("src/schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    // A slip of the schema as it was published: a closing bracket that closes nothing, which strict readers refuse.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        language["pattern"] = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$".into();
    }
    schema
}

#[test]
fn what_is_written_is_valid() {
    let schema = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema())
        .unwrap();
    let complaints = |log: &Value| -> Vec<String> {
        schema
            .iter_errors(log)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    };
    let mut log: Value = serde_json::from_str(&sarif()).unwrap();
    assert_eq!(complaints(&log), Vec::<String>::new());
    let mut out = Vec::new();
    let mut empty = Sarif::new(&mut out, base());
    empty.end(&Summary::default()).unwrap();
    let empty: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(complaints(&empty), Vec::<String>::new());
    // The schema is really asked.
    log["runs"][0]["results"][0]["level"] = "danger".into();
    assert_eq!(complaints(&log).len(), 1);
}

#[test]
fn what_code_scanning_asks_for_is_there() {
    let log: Value = serde_json::from_str(&sarif()).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for (part, words) in [
            ("shortDescription", "text"),
            ("fullDescription", "text"),
            ("help", "text"),
            ("help", "markdown"),
            ("defaultConfiguration", "level"),
        ] {
            let text = rule[part][words].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{rule}: {part}");
            assert!(
                part == "help" || text.chars().count() <= 1024,
                "{rule}: {part}"
            );
        }
    }
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        assert!(uri.chars().all(plain), "{uri}");
        for number in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][number].as_u64() >= Some(1), "{place}");
        }
        assert!(
            result["partialFingerprints"]
                .as_object()
                .is_some_and(|prints| prints.len() == 1)
        );
    }
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array();
    assert_eq!(notes.unwrap().len(), 2);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}
