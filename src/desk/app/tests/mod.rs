//! The whole core: the connection, the board, leaving, and what holds whatever happens.

mod connection;
mod desk;
mod random;
mod totals;
