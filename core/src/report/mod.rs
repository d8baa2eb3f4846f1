//! Reports: pure functions from findings to text for people and for machines.
