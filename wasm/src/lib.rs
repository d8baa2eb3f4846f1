//! dockwarden in JavaScript.
