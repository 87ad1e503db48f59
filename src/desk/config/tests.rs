//! Layers, places of mistakes, the printed defaults, the token.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use super::{Bell, Config, DEFAULTS, NoToken, Paths, TokenSource, Zone, files, layered, token};

#[test]
fn the_printed_settings_are_the_defaults() {
    let printed: Config = toml::from_str(DEFAULTS).unwrap();
    assert_eq!(printed, Config::default());
    let table = |text: &str| text.parse::<toml::Table>().unwrap();
    let written = toml::to_string(&Config::default()).unwrap();
    assert_eq!(
        table(DEFAULTS),
        table(&written),
        "a setting lacks its line in assets/config.toml"
    );
}

#[test]
fn every_printed_setting_has_a_comment() {
    let lines: Vec<&str> = DEFAULTS.lines().collect();
    for pair in lines.windows(2).filter(|pair| pair[1].contains(" = ")) {
        assert!(
            pair[0].starts_with("# ") && pair[0].ends_with('.'),
            "{}",
            pair[1]
        );
    }
}

#[test]
fn the_user_goes_over_the_defaults_and_the_command_line_over_both() {
    let text = "[look]\ntheme = \"light\"\nclock = true\n";
    let loaded = layered("c.toml", text, &[("look.theme", "mono".to_owned())]);
    assert_eq!(loaded.problems, []);
    assert_eq!(
        (loaded.config.look.theme.as_str(), loaded.config.look.clock),
        ("mono", true)
    );
    assert_eq!(loaded.config.notify, Config::default().notify);
}

#[test]
fn mistakes_are_told_with_their_line_and_everything_else_applies() {
    let text = "[look]\ntheme = 5\ncolour = \"red\"\nclock = true\n\n[notify]\nbell = \"loud\"\ntoast = 9\n\n[mouse]\non = 1\n";
    let loaded = layered("/c.toml", text, &[]);
    let told: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    for start in [
        "/c.toml:2: look.theme: invalid type",
        "/c.toml:3: there is no setting `look.colour`",
        "/c.toml:7: notify.bell: unknown variant `loud`",
        "/c.toml:10: there is no setting `mouse`",
    ] {
        assert!(
            told.iter().any(|line| line.starts_with(start)),
            "{start}: {told:?}"
        );
    }
    assert_eq!(told.len(), 4);
    assert!(loaded.config.look.clock);
    assert_eq!(
        (loaded.config.notify.bell, loaded.config.notify.toast),
        (Bell::Repeat, 9)
    );
    assert_eq!(loaded.config.look.theme, "auto");
}

#[test]
fn a_text_that_is_no_toml_leaves_the_defaults() {
    let loaded = layered("/c.toml", "[look]\nclock = true\n[keys\n", &[]);
    assert_eq!(loaded.config, Config::default());
    assert!(
        loaded.problems[0].to_string().starts_with("/c.toml:3:"),
        "{:?}",
        loaded.problems
    );
    let wrong_shape = layered("/c.toml", "look = 1\nkeys = true\n", &[]);
    assert_eq!(
        (wrong_shape.config, wrong_shape.problems.len()),
        (Config::default(), 2)
    );
}

#[test]
fn time_zones_are_read_and_written() {
    for (text, minutes) in [
        ("utc", 0),
        ("+02:00", 120),
        ("-09:30", -570),
        ("+14:00", 840),
    ] {
        let zone = Zone::try_from(text.to_owned()).unwrap();
        assert_eq!(zone.offset(0), minutes);
        assert_eq!(String::from(zone), text);
    }
    for text in ["", "+2", "+25:00", "+01:99", "02:00", "€", "-é:00"] {
        assert!(Zone::try_from(text.to_owned()).is_err(), "{text}");
    }
}

#[test]
fn files_beside_each_other_are_read_and_broken_ones_told() {
    let folder = tempfile::tempdir().unwrap();
    let paths = Paths::below(folder.path());
    let write = |path: &Path, text: &str| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    assert_eq!(files(Some(&paths), None, &[]).problems, []);
    write(&paths.config_file(), "[keys]\npreset = \"vim\"\n");
    write(&paths.keys_file(), "nonsense = \"f1\"\n");
    write(&paths.themes().join("mine.toml"), "inherits = \"dark\"\n");
    let read = files(Some(&paths), None, &[]);
    assert_eq!(read.problems.len(), 1);
    assert!(read.themes.names().any(|name| name == "mine"));
    let elsewhere = folder.path().join("none.toml");
    let missing = files(Some(&paths), Some(&elsewhere), &[]);
    assert!(
        missing.problems[0].to_string().contains("cannot be read"),
        "{:?}",
        missing.problems
    );
}

#[test]
fn the_token_comes_from_the_first_place_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "from-file\n").unwrap();
    let mut source = TokenSource {
        command: vec!["echo".to_owned(), "from-command".to_owned()],
        ..TokenSource::default()
    };
    assert_eq!(token(&source).unwrap(), "from-command");
    source.file = Some(file.clone());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(token(&source), Err(NoToken::Exposed(_))));
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    assert_eq!(token(&source).unwrap(), "from-file");
    source.given = Some("given".to_owned());
    assert_eq!(token(&source).unwrap(), "given");
    assert!(matches!(
        token(&TokenSource::default()),
        Err(NoToken::NoSource)
    ));
    let two_lines = TokenSource {
        given: Some("a\nb".to_owned()),
        ..TokenSource::default()
    };
    assert!(matches!(token(&two_lines), Err(NoToken::NotOne(_))));
}
