//! Reads the source and holds the rules of the house: pure cores, who may know whom, sizes.

use std::fs;
use std::path::{Path, PathBuf};

/// One source file: its path below `src/` with `/`, and its lines without test modules, comments and doc comments.
struct Source {
    path: String,
    code: Vec<(usize, String)>,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut |path| found.push(read(&root, path)));
    assert!(
        found.len() > 20,
        "the walk over src/ finds nothing to check"
    );
    found
}

fn walk(folder: &Path, each: &mut dyn FnMut(&Path)) {
    if !folder.exists() {
        return;
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, each);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            each(&path);
        }
    }
}

fn read(root: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let name = path
        .strip_prefix(root)
        .unwrap()
        .to_str()
        .unwrap()
        .replace('\\', "/");
    Source {
        path: name,
        code: code_lines(&text),
        lines: text.lines().count(),
    }
}

/// The lines that are compiled into the product: no comments, and nothing after an inline test module begins.
fn code_lines(text: &str) -> Vec<(usize, String)> {
    let mut code = Vec::new();
    let mut skip_next = false;
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("#[cfg(test)]") {
            skip_next = true;
            continue;
        }
        if skip_next {
            if trimmed.starts_with("mod ") && trimmed.ends_with('{') {
                break;
            }
            skip_next = trimmed.starts_with("#[");
            continue;
        }
        if !trimmed.starts_with("//") {
            code.push((
                index + 1,
                line.split(" // ").next().unwrap_or(line).to_owned(),
            ));
        }
    }
    code
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/") || path.ends_with("testkit.rs")
}

/// Every line in the files of `rooms` that contains one of `words`.
fn offences(rooms: &[&str], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources() {
        let inside = rooms.iter().any(|room| source.path.starts_with(room));
        if !inside || is_test_file(&source.path) {
            continue;
        }
        for (number, line) in &source.code {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                found.push(format!(
                    "src/{}:{number}: {word}: {}",
                    source.path,
                    line.trim()
                ));
            }
        }
    }
    found
}

#[test]
fn the_cores_are_pure() {
    let rooms = [
        "domain/",
        "activity/",
        "content/",
        "protocol/",
        "server/router/",
        "desk/app/",
        "desk/keymap/",
        "desk/ui/",
    ];
    let words = [
        "tokio",
        "std::fs",
        "std::net",
        "std::env",
        "Instant::now",
        "SystemTime",
        "Timestamp::now",
        "async fn",
        ".await",
        "std::thread",
        "rusqlite",
        "reqwest",
        "Zoned::now",
    ];
    assert_eq!(offences(&rooms, &words), Vec::<String>::new());
}

#[test]
fn only_the_terminal_room_knows_crossterm() {
    let words = ["crossterm::", "use crossterm", "terminal_colorsaurus"];
    let elsewhere: Vec<String> = offences(&[""], &words)
        .into_iter()
        .filter(|line| !line.starts_with("src/desk/terminal/"))
        .collect();
    assert_eq!(elsewhere, Vec::<String>::new());
}

#[test]
fn drawing_stays_out_of_the_core() {
    let words = ["ratatui", "desk::ui", "desk::terminal", "desk::runtime"];
    assert_eq!(
        offences(&["desk/app/", "desk/keymap/"], &words),
        Vec::<String>::new()
    );
}

#[test]
fn desk_and_server_meet_only_in_the_shared_rooms() {
    assert_eq!(
        offences(&["desk/"], &["crate::server", "deskhand::server"]),
        Vec::<String>::new()
    );
    assert_eq!(
        offences(&["server/"], &["crate::desk", "crate::demo", "crate::cli"]),
        Vec::<String>::new()
    );
    let shared = ["domain/", "activity/", "content/", "protocol/"];
    let words = ["crate::server", "crate::desk", "crate::demo", "crate::cli"];
    assert_eq!(offences(&shared, &words), Vec::<String>::new());
    let outside = [&words[..], &["crate::protocol"]].concat();
    assert_eq!(offences(&["check/"], &outside), Vec::<String>::new());
}

#[test]
fn there_is_no_global_state() {
    let words = ["static mut", "thread_local!", "lazy_static!"];
    assert_eq!(offences(&[""], &words), Vec::<String>::new());
}

#[test]
fn nothing_is_left_undone() {
    let words = [
        "todo!(",
        "unimplemented!(",
        "TODO",
        "FIXME",
        "allow(dead_code)",
        "dbg!(",
    ];
    assert_eq!(offences(&[""], &words), Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut silent = Vec::new();
    for folder in ["src", "tests", "benches"] {
        walk(&root.join(folder), &mut |path| {
            if !fs::read_to_string(path).unwrap().starts_with("//!") {
                silent.push(path.display().to_string());
            }
        });
    }
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn files_stay_small() {
    let mut sizes: Vec<(usize, String)> = sources()
        .into_iter()
        .map(|source| (source.lines, source.path))
        .collect();
    sizes.sort();
    let too_long: Vec<_> = sizes.iter().filter(|(lines, _)| *lines > 500).collect();
    assert!(too_long.is_empty(), "over 500 lines: {too_long:?}");
    sizes.retain(|(_, path)| !is_test_file(path));
    let median = sizes[sizes.len() / 2].0;
    assert!(
        median <= 120,
        "the median file has {median} lines, the budget is 120"
    );
}

#[test]
fn functions_and_structs_stay_small() {
    let mut found = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| !is_test_file(&source.path))
    {
        for block in blocks(&source.code) {
            if block.head.contains("fn ") && block.lines > 70 {
                found.push(format!(
                    "src/{}:{} has {} lines",
                    source.path, block.line, block.lines
                ));
            }
            if block.head.contains("struct ") && block.fields > 15 {
                found.push(format!(
                    "src/{}:{} has {} fields",
                    source.path, block.line, block.fields
                ));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// An item that opens a brace at the end of a line and closes it at the same indentation, as rustfmt writes it.
struct Block {
    head: String,
    line: usize,
    lines: usize,
    fields: usize,
}

fn blocks(code: &[(usize, String)]) -> Vec<Block> {
    let mut found = Vec::new();
    for (at, (number, line)) in code.iter().enumerate() {
        let head = line.trim_start();
        let item = ["fn ", "struct "].iter().any(|word| {
            head.split('(')
                .next()
                .is_some_and(|start| start.contains(word))
                && !head.starts_with("fn(")
        });
        if !item || head.ends_with(';') {
            continue;
        }
        let indent = line.len() - head.len();
        let close = format!("{}}}", " ".repeat(indent));
        if let Some(end) = code[at..]
            .iter()
            .position(|(_, line)| line.trim_end() == close)
        {
            let body = &code[at..=at + end];
            let deeper = format!("{}    ", " ".repeat(indent));
            let fields = body
                .iter()
                .filter(|(_, line)| {
                    line.strip_prefix(&deeper).is_some_and(|rest| {
                        !rest.starts_with([' ', '#', '}']) && rest.contains(": ")
                    })
                })
                .count();
            found.push(Block {
                head: head.to_owned(),
                line: *number,
                lines: body.len(),
                fields,
            });
        }
    }
    found
}
