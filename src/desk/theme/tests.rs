//! Every shipped theme is complete, legible, and shows what must be seen without colour.
#![allow(clippy::unwrap_used, clippy::panic)]

use ratatui::style::{Color, Modifier, Style};

use super::file::File;
use super::{Depth, Kind, Library, Role, Theme, color};

fn shipped() -> Vec<Theme> {
    let library = Library::shipped();
    library
        .names()
        .map(|name| library.theme(name).unwrap().0)
        .collect()
}

/// Relative luminance (WCAG 2.1).
fn luminance(rgb: color::Rgb) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(rgb.0) + 0.7152 * part(rgb.1) + 0.0722 * part(rgb.2)
}

/// Contrast ratio (WCAG 2.1): 1 to 21.
fn contrast(one: color::Rgb, other: color::Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The ground a theme without one of its own is drawn on: what most terminals have.
fn ground(theme: &Theme) -> color::Rgb {
    let assumed = if theme.kind() == Kind::Light {
        (255, 255, 255)
    } else {
        (30, 30, 30)
    };
    theme.ground().bg.and_then(color::rgb).unwrap_or(assumed)
}

#[test]
fn every_shipped_theme_is_read_without_complaint() {
    let library = Library::shipped();
    for name in library.names() {
        let (theme, problems) = library.theme(name).unwrap();
        assert!(problems.is_empty(), "{name}: {problems:?}");
        assert_eq!(theme.name(), name);
    }
}

#[test]
fn every_shipped_root_names_every_role() {
    let library = Library::shipped();
    for (name, text) in super::library::SHIPPED {
        let file = File::read(name, text).unwrap();
        if file.inherits.is_none() {
            let missing: Vec<_> = Role::all()
                .filter(|role| !file.roles.keys().any(|key| key.get_ref() == role.name()))
                .collect();
            assert!(missing.is_empty(), "{name} lacks {missing:?}");
        }
    }
    assert!(library.names().count() >= 4);
}

#[test]
fn text_can_be_read_on_its_ground() {
    for theme in shipped().iter().filter(|theme| theme.kind() != Kind::Any) {
        for role in Role::all() {
            let style = theme.ground().patch(theme.style(role));
            let Some(text) = style.fg.and_then(color::rgb) else {
                continue;
            };
            let ground = style.bg.and_then(color::rgb).unwrap_or(ground(theme));
            let frame = matches!(role, Role::Border | Role::BorderFocused | Role::Divider);
            let needed = if frame { 2.0 } else { 4.5 };
            let found = contrast(text, ground);
            assert!(
                found >= needed,
                "{} {role:?}: {found:.2} < {needed}",
                theme.name()
            );
        }
    }
}

#[test]
fn mono_has_no_colour_and_still_shows_what_matters() {
    let mono = Library::shipped().theme("mono").unwrap().0;
    for role in Role::all() {
        let style = mono.style(role);
        assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
    }
    for role in [Role::Selected, Role::Urgent, Role::Badge] {
        assert!(
            mono.style(role).add_modifier.contains(Modifier::REVERSED),
            "{role:?}"
        );
    }
}

#[test]
fn without_colour_every_theme_is_mono_under_its_own_name() {
    let mono = Library::shipped().theme("mono").unwrap().0;
    for theme in shipped() {
        let plain = theme.degrade(Depth::Mono);
        assert_eq!(plain.name(), theme.name());
        assert!(Role::all().all(|role| plain.style(role) == mono.style(role)));
    }
}

#[test]
fn colours_become_fewer_and_no_others() {
    let dark = Library::shipped().theme("dark").unwrap().0;
    for role in Role::all() {
        let few = dark.degrade(Depth::Ansi16).style(role);
        let more = dark.degrade(Depth::Ansi256).style(role);
        for color in [few.fg, few.bg].into_iter().flatten() {
            assert!(
                !matches!(color, Color::Rgb(..) | Color::Indexed(_)),
                "{role:?} {color}"
            );
        }
        for color in [more.fg, more.bg].into_iter().flatten() {
            assert!(!matches!(color, Color::Rgb(..)), "{role:?} {color}");
        }
    }
    assert_eq!(color::nearest_256((255, 0, 0)), Color::Indexed(196));
    assert_eq!(color::nearest_16((250, 5, 5)), Color::LightRed);
}

#[test]
fn the_environment_says_how_many_colours() {
    let depth = |vars: &[(&str, &str)]| {
        let vars: Vec<(String, String)> = vars
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Depth::of(|wanted| {
            vars.iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, v)| v.clone())
        })
    };
    assert_eq!(
        depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]),
        Depth::True
    );
    assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::Ansi256);
    assert_eq!(depth(&[("TERM", "xterm")]), Depth::Ansi16);
    assert_eq!(depth(&[("TERM", "vt100")]), Depth::Mono);
    assert_eq!(
        depth(&[("TERM", "xterm"), ("NO_COLOR", "1"), ("COLORTERM", "24bit")]),
        Depth::Mono
    );
    assert_eq!(
        depth(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]),
        Depth::Ansi256
    );
}

#[test]
fn a_sparse_file_inherits_and_its_mistakes_are_told_with_their_line() {
    let mut library = Library::shipped();
    let text = "inherits = \"dark\"\n[palette]\nblue = \"#0000ff\"\n[roles]\nofer = \"blue\"\nflag = \"bleu\"\nok = \"blue\"\n";
    library.add("mine", "/home/ana/mine.toml", text);
    let (mine, problems) = library.theme("mine").unwrap();
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with("/home/ana/mine.toml:6: roles.flag"),
        "{told:?}"
    );
    assert!(
        told[1].starts_with("/home/ana/mine.toml:5: roles.ofer"),
        "{told:?}"
    );
    let dark = library.theme("dark").unwrap().0;
    assert_eq!(mine.style(Role::Flag), dark.style(Role::Flag));
    assert_eq!(mine.style(Role::Ok), Style::new().fg(Color::Rgb(0, 0, 255)));
}

#[test]
fn broken_files_circles_and_unknown_names_are_refused_in_words() {
    let mut library = Library::shipped();
    library.add("broken", "broken.toml", "kind = \"dark\"\n[roles\n");
    library.add("one", "one.toml", "inherits = \"two\"");
    library.add("two", "two.toml", "inherits = \"one\"");
    assert!(
        library
            .theme("broken")
            .unwrap_err()
            .to_string()
            .starts_with("broken.toml:2:")
    );
    assert!(
        library
            .theme("one")
            .unwrap_err()
            .to_string()
            .contains("circle")
    );
    assert!(
        library
            .theme("none")
            .unwrap_err()
            .to_string()
            .contains("there are ansi16")
    );
}

#[test]
fn a_role_nobody_names_looks_like_its_fallback() {
    let mut library = Library::shipped();
    library.add(
        "few",
        "few.toml",
        "[roles]\ntext = \"white\"\naccent = \"red\"\n",
    );
    let few = library.theme("few").unwrap().0;
    assert_eq!(few.style(Role::BorderFocused), few.style(Role::Accent));
    assert_eq!(few.style(Role::Border), few.style(Role::Text));
}
