//! Behaviour of the reader as a whole, by example and by property.
