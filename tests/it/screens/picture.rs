//! A drawn desk as text: the screen, the cursor, and what each part looks like.

use std::fmt::Write as _;

use ratatui::style::{Color, Modifier};

use super::desk::Desk;

/// The screen as text, with what every row's parts look like below it.
pub fn screen(mut desk: Desk) -> String {
    desk.draw();
    let buffer = desk.surface.buffer();
    let columns = usize::from(buffer.area.width);
    let mut text = String::new();
    let mut looks = String::new();
    for (y, row) in buffer.content.chunks(columns).enumerate() {
        let line: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
        writeln!(text, "{}", line.trim_end()).unwrap();
        let mut x = 0;
        while x < columns {
            let look = (row[x].fg, row[x].bg, row[x].modifier);
            let end = (x..columns)
                .find(|at| (row[*at].fg, row[*at].bg, row[*at].modifier) != look)
                .unwrap_or(columns);
            if look != (Color::Reset, Color::Reset, Modifier::empty()) {
                let words: String = row[x..end]
                    .iter()
                    .map(ratatui::buffer::Cell::symbol)
                    .collect();
                if !words.trim().is_empty() {
                    writeln!(looks, "{y:>2}:{x:<3} {} {}", shown(look), words.trim()).unwrap();
                }
            }
            x = end;
        }
    }
    let cursor = desk
        .surface
        .cursor()
        .map_or_else(|| "hidden".to_owned(), |at| format!("{},{}", at.x, at.y));
    format!("{text}-- cursor {cursor}\n{looks}")
}

fn shown((fg, bg, modifier): (Color, Color, Modifier)) -> String {
    let mut look = format!("{fg}");
    if bg != Color::Reset {
        write!(look, " on {bg}").unwrap();
    }
    for (name, _) in modifier.iter_names() {
        write!(look, " {}", name.to_lowercase()).unwrap();
    }
    look
}
