//! Columns and tables.

use serde_json::Value;

use super::element::{element, of_kind};
use super::needs;
use crate::content::card::builder::Builder;
use crate::content::card::reading::{is, list};
use crate::content::card::{Row, Table};

/// Widest share of a column, so that shares can be added up.
const SHARE: u16 = 1000;

/// A set of columns: a table of one row. A single column is no column.
pub(super) fn columns(value: &Value, card: &mut Builder<'_>) {
    let mut weights = Vec::new();
    let mut cells: Vec<Vec<Row>> = Vec::new();
    for column in list(value, "columns") {
        let rows = card.cell(|card| of_kind(column, "Column", card));
        if !rows.is_empty() {
            weights.push(weight(column.get("width")));
            cells.push(rows);
        }
    }
    if cells.len() < 2 {
        return cells.into_iter().for_each(|rows| card.append(rows));
    }
    card.table(Table {
        weights,
        header: false,
        lines: false,
        rows: vec![cells],
    });
}

/// A table. Rows with nothing in them are left out.
pub(super) fn table(value: &Value, card: &mut Builder<'_>) {
    let mut table = Table {
        weights: list(value, "columns")
            .iter()
            .map(|column| weight(column.get("width")))
            .collect(),
        header: ["firstRowAsHeader", "firstRowAsHeaders"]
            .iter()
            .all(|key| is(value, key) != Some(false)),
        lines: is(value, "showGridLines") != Some(false),
        rows: Vec::new(),
    };
    for (index, row) in list(value, "rows").iter().enumerate() {
        let cells = row_of(row, card);
        if cells.iter().any(|rows| !rows.is_empty()) {
            table.rows.push(cells);
        } else if index == 0 {
            table.header = false;
        }
    }
    if !table.rows.is_empty() {
        card.table(table);
    }
}

fn row_of(row: &Value, card: &mut Builder<'_>) -> Vec<Vec<Row>> {
    let known = row
        .get("type")
        .and_then(Value::as_str)
        .is_none_or(|kind| kind.eq_ignore_ascii_case("TableRow"));
    if !known || needs::unmet(row).is_some() {
        return vec![card.cell(|card| element(row, card))];
    }
    let hidden = is(row, "isVisible") == Some(false);
    let mut cells: Vec<Vec<Row>> = list(row, "cells")
        .iter()
        .map(|cell| card.cell(|card| of_kind(cell, "TableCell", card)))
        .collect();
    if hidden && let Some(first) = cells.first_mut() {
        let mut note = card.cell(|card| card.remark("hidden at first:"));
        note.append(first);
        *first = note;
    }
    cells
}

/// How wide a column is beside the others; 0 for one that is as wide as what is in it.
fn weight(width: Option<&Value>) -> u16 {
    let number = match width {
        None => return 1,
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::String(width)) if width.eq_ignore_ascii_case("stretch") => return 1,
        Some(Value::String(width)) => width.trim().parse().ok(),
        Some(_) => None,
    };
    number.map_or(0, |number| {
        number.clamp(0.0, f64::from(SHARE)).round() as u16
    })
}
