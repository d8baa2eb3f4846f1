//! What each failure of the YAML scanner means to the one who wrote the file.

use granit_parser::ErrorKind;

/// A message in plain words, and what to do about it where that is known.
pub fn explain(kind: &ErrorKind) -> (String, Option<String>) {
    let (message, help): (&str, Option<&str>) = match kind {
        ErrorKind::UnexpectedEofFlowSequence => {
            ("expected `]`, found the end of the file", Some("close the list"))
        }
        ErrorKind::UnexpectedEofFlowMapping | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            ("expected `}`, found the end of the file", Some("close the mapping"))
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            return (format!("`{open}` is never closed"), Some("close it, or quote the value".to_owned()));
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return (format!("`{open}` is closed with `{close}`"), None);
        }
        ErrorKind::MisplacedFlowCollectionEnd => ("a bracket is closed here that was never opened", None),
        ErrorKind::ExpectedFlowMappingSeparator => ("expected `,` or `}`", None),
        ErrorKind::ExpectedFlowSequenceSeparator => ("expected `,` or `]`", None),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => (
            "the indentation of this line fits no line above it",
            Some("indent it as far as the entries that it belongs to"),
        ),
        ErrorKind::ExpectedBlockSequenceEntry => (
            "expected `-`, as in the entries of the list above",
            Some("start the line with `- `, or indent it differently"),
        ),
        ErrorKind::BlockSequenceEntryNotAllowed => (
            "a list cannot start here",
            Some("put the list on its own lines below the key, or quote the value"),
        ),
        ErrorKind::BlockEntryInFlowCollection => ("`- ` cannot stand between brackets", None),
        ErrorKind::InvalidBlockEntryWhitespace => ("expected a space after `-`", None),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("expected `:` after the key", Some("write `key: value`"))
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            "`:` cannot stand here: a mapping does not start at this place",
            Some(
                "quote the value if the colon belongs to it; else check the line above for a missing `:` or `]`",
            ),
        ),
        ErrorKind::MappingKeyNotAllowed => ("a mapping cannot start here", None),
        ErrorKind::InvalidMappingValueWhitespace | ErrorKind::FlowMappingValueAdjacentCollection => {
            ("expected a space after `:`", None)
        }
        ErrorKind::ExpectedNodeContent | ErrorKind::UnexpectedEndOfPlainScalar => ("expected a value", None),
        ErrorKind::UnexpectedCharacter { character } => {
            return (
                format!("a value cannot start with `{}`", character.escape_default()),
                Some("quote the value".to_owned()),
            );
        }
        ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            ("a value cannot start with `-` and a bracket or comma", Some("quote the value"))
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => {
            ("a tab cannot indent a line in YAML", Some("replace the tab by spaces"))
        }
        ErrorKind::CommentInterceptedScalar => {
            ("a comment interrupts a value that goes on in the next line", Some("quote the value, or end it"))
        }
        ErrorKind::CommentNotSeparated => ("expected a space before `#`", None),
        ErrorKind::ExpectedWhitespace => ("expected a space", None),
        ErrorKind::UnclosedQuotedScalar => ("the quote is never closed", Some("close the quote")),
        ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("`---` or `...` at the start of a line ends the document inside a quoted value", None)
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            ("unexpected text after the closing quote", Some("quote the whole value"))
        }
        ErrorKind::InvalidQuotedScalarIndent | ErrorKind::InvalidFlowScalarIndent => {
            ("the continued value is not indented far enough", None)
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            ("unknown escape in double quotes", Some("write `\\\\` for a backslash, or use single quotes"))
        }
        ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => ("the escape names no character", None),
        ErrorKind::ZeroBlockScalarIndent => ("the indentation of block text must be 1 to 9", None),
        ErrorKind::InvalidBlockScalarHeader => {
            ("expected the end of the line after `|` or `>`", Some("start the text on the next line"))
        }
        ErrorKind::InvalidBlockScalarIndent => {
            ("the block text is indented less than the lines before it", None)
        }
        ErrorKind::MissingAnchorOrAliasName => {
            ("expected a name after `&` or `*`", Some("quote the value if it starts with `&` or `*`"))
        }
        ErrorKind::UndeclaredTagHandle => {
            ("the tag's handle is not declared", Some("quote the value if it starts with `!`"))
        }
        ErrorKind::ExpectedTagBang
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidTagUtf8
        | ErrorKind::InvalidGlobalTagCharacter => {
            ("the tag is not well formed", Some("quote the value if it starts with `!`"))
        }
        ErrorKind::BomInsideDocument => {
            ("a byte order mark stands inside the file", Some("delete the invisible character"))
        }
        ErrorKind::InvalidDocumentEnd => ("unexpected text after `...`", None),
        ErrorKind::ExpectedDocumentStart | ErrorKind::MissingDocumentEndBeforeDirective => {
            ("expected the end of the file or `---`", None)
        }
        ErrorKind::RecursionLimitExceeded => return too_deep(),
        ErrorKind::UnsupportedYamlMajorVersion => ("only YAML 1 can be read", None),
        ErrorKind::DuplicateVersionDirective
        | ErrorKind::DuplicateTagDirective
        | ErrorKind::ExpectedTagDirectiveBang
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::YamlVersionTooLong
        | ErrorKind::MissingYamlVersion
        | ErrorKind::InvalidTagDirectiveTerminator => {
            ("the directive is not well formed", Some("quote the value if it starts with `%`"))
        }
        ErrorKind::UnexpectedEof
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence => ("unexpected end of the file", None),
        _ => ("this is not YAML", None),
    };
    (message.to_owned(), help.map(str::to_owned))
}

/// The message for values nested deeper than is read.
pub fn too_deep() -> (String, Option<String>) {
    (format!("values are nested more than {} deep here", super::MAX_DEPTH), None)
}
