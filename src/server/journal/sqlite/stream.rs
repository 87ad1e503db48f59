//! Reading one stream. The index says which records belong to it; the links between them and the heads say whether the index
//! says all.

use rusqlite::{Connection, params};

use super::heads;
use super::reader::{bounded, number, select};
use crate::domain::Seq;
use crate::server::journal::{Damage, JournalError, Record, Span, Stream};

const FORWARDS: &str = "SELECT seq, stream, at, prior, body, sum FROM records \
     WHERE stream = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
const BACKWARDS: &str = "SELECT seq, stream, at, prior, body, sum FROM records \
     WHERE stream = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3";

/// A record, and the one before it in its stream.
type Linked = (Record, Seq);

/// Records of one stream within a span, none left out.
pub(super) fn read(
    connection: &Connection,
    stream: &Stream,
    span: Span,
) -> Result<Vec<Record>, JournalError> {
    let found = match span {
        Span::After(_, 0) | Span::Before(_, 0) => return Ok(Vec::new()),
        Span::After(after, limit) => forwards(connection, stream, after, limit)?,
        Span::Before(before, limit) => backwards(connection, stream, before, limit)?,
    };
    for pair in found.windows(2) {
        if let [(record, _), (_, prior)] = pair
            && record.seq != *prior
        {
            return Err(Damage::Unlinked(*prior).into());
        }
    }
    Ok(found.into_iter().map(|(record, _)| record).collect())
}

fn forwards(
    connection: &Connection,
    stream: &Stream,
    after: Seq,
    limit: usize,
) -> Result<Vec<Linked>, JournalError> {
    let limit = bounded(limit);
    let found = select(
        connection,
        FORWARDS,
        params![stream.as_str(), number(after), limit],
    )?;
    if let Some((_, prior)) = found.first()
        && *prior > after
    {
        return Err(Damage::Unlinked(*prior).into());
    }
    if (found.len() as i64) < limit {
        let end = found.last().map_or(after, |(record, _)| record.seq);
        ends_at(connection, stream, end)?;
    }
    Ok(found)
}

fn backwards(
    connection: &Connection,
    stream: &Stream,
    before: Seq,
    limit: usize,
) -> Result<Vec<Linked>, JournalError> {
    let limit = bounded(limit);
    let mut found = select(
        connection,
        BACKWARDS,
        params![stream.as_str(), number(before), limit],
    )?;
    found.reverse();
    if let Some((_, prior)) = found.first()
        && (found.len() as i64) < limit
        && *prior != Seq(0)
    {
        return Err(Damage::Unlinked(*prior).into());
    }
    // What follows on them must link to the last of them.
    let end = found.last().map_or(Seq(0), |(record, _)| record.seq);
    let next = params![stream.as_str(), number(before).saturating_sub(1), 1];
    match select(connection, FORWARDS, next)?.first() {
        Some((_, prior)) if *prior == end => {}
        Some((_, prior)) => return Err(Damage::Unlinked(*prior).into()),
        None => ends_at(connection, stream, end)?,
    }
    Ok(found)
}

/// That a stream of which nothing was found after `end` does end there.
fn ends_at(connection: &Connection, stream: &Stream, end: Seq) -> Result<(), JournalError> {
    let last = heads::kept(connection, stream)?;
    if last > end {
        return Err(Damage::Unlinked(last).into());
    }
    Ok(())
}
