//! Messages over standard input and output, each with its length before it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::thread;

use lsp_server::{Connection, ErrorCode, Message};

use crate::{Stop, output};

/// Longest message that is read: the longest file, with every byte escaped, and some more.
const MAX_MESSAGE: u64 = 128 * 1024 * 1024;

/// Longest line of a header; editors send two short ones.
const MAX_HEADER: u64 = 4096;

/// Runs `serve` on a connection to whoever started the command.
pub fn stdio(serve: impl FnOnce(&Connection) -> Result<u8, Stop>) -> Result<u8, Stop> {
    let (here, there) = Connection::memory();
    let Connection { sender, receiver } = there;
    let writer = thread::spawn(move || {
        let mut out = io::stdout().lock();
        for message in receiver {
            // An editor that has gone away hears nothing more; its end of the input tells the server.
            if write(&mut out, &message).is_err() {
                break;
            }
        }
    });
    // Not joined: it may wait for input for ever, and ends with the process.
    thread::spawn(move || {
        let mut input = BufReader::new(io::stdin().lock());
        loop {
            match read(&mut input) {
                Ok(None) => break,
                Ok(Some(Ok(message))) => {
                    if sender.send(message).is_err() {
                        break;
                    }
                }
                Ok(Some(Err(why))) => {
                    output::note(&format!("dockwarden lsp: a message was passed over: {why}"))
                }
                Err(error) => {
                    output::note(&format!("dockwarden lsp: cannot read what the editor says: {error}"));
                    break;
                }
            }
        }
    });
    let done = serve(&here);
    drop(here);
    // What was answered last is still written.
    let _ = writer.join();
    done
}

/// The next message; none at the end. What cannot be understood is told, and the next one can be read.
fn read(input: &mut impl BufRead) -> io::Result<Option<Result<Message, String>>> {
    let Some(length) = header(input)? else { return Ok(None) };
    if length > MAX_MESSAGE {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(Some(Err(format!("it has {length} bytes, {MAX_MESSAGE} are read at most"))));
    }
    // Memory grows with what arrives, not with what was announced.
    let mut body = Vec::new();
    if (input.take(length).read_to_end(&mut body)? as u64) < length {
        return Ok(None);
    }
    let message = serde_json::from_slice::<Message>(&body);
    Ok(Some(message.map_err(|error| format!("{:?}: {error}", ErrorCode::ParseError))))
}

/// The length that a header announces; none at the end.
fn header(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.take(MAX_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            match length {
                Some(length) => return Ok(Some(length)),
                None => continue,
            }
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("Content-Length")
        {
            let known = value.trim().parse().map_err(|_| io::ErrorKind::InvalidData)?;
            length = Some(known);
        }
    }
}

fn write(out: &mut impl Write, message: &Message) -> io::Result<()> {
    message.write(out)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8]) -> Vec<String> {
        let mut told = Vec::new();
        while let Ok(Some(read)) = read(&mut bytes) {
            told.push(match read {
                Ok(Message::Notification(note)) => note.method,
                Ok(_) => "other".into(),
                Err(why) => why,
            });
        }
        told
    }

    #[test]
    fn a_message_that_cannot_be_read_does_not_cost_the_next() {
        let text = "Content-Length: 3\r\n\r\n{}}content-length:14\r\nX: y\r\n\r\n{\"method\":\"a\"}";
        let told = all(text.as_bytes());
        assert_eq!((told.len(), told[1].as_str()), (2, "a"), "{told:?}");
    }

    #[test]
    fn a_length_that_cannot_be_true_takes_no_memory() {
        assert!(all(b"Content-Length: 18446744073709551615\r\n\r\n{}").len() <= 1);
        assert!(all(b"Content-Length: 100000000\r\n\r\n{}").is_empty());
        assert!(all(b"Content-Length: many\r\n\r\n{}").is_empty());
        assert!(all(&b"x".repeat(100_000)).is_empty());
    }
}
