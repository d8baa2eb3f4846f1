use super::*;
use crate::source::FileId;

fn source(text: &str) -> Source {
    Source::from_text(FileId(0), "f.yaml", text).unwrap()
}

fn sound(text: &str) -> Node {
    let parsed = parse(&source(text));
    assert_eq!(parsed.faults, [], "{text}");
    parsed.root.unwrap()
}

/// The node at a path of keys and item numbers.
fn at<'a>(root: &'a Node, path: &str) -> &'a Node {
    path.split('/').filter(|part| !part.is_empty()).fold(root, |node, part| match &node.value {
        Value::List(items) => &items[part.parse::<usize>().unwrap()],
        _ => node.get(part).unwrap_or_else(|| panic!("no {part} in {node:?}")),
    })
}

fn slice<'a>(text: &'a str, root: &Node, path: &str) -> &'a str {
    &text[at(root, path).span.range()]
}

fn messages(text: &str) -> Vec<String> {
    parse(&source(text)).faults.into_iter().map(|fault| fault.message).collect()
}

fn every_span(node: &Node, see: &mut impl FnMut(Span)) {
    see(node.span);
    node.tag.iter().for_each(|tag| see(tag.span));
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| every_span(item, see)),
        Value::Map(entries) => entries.iter().for_each(|entry| {
            see(entry.key_span);
            every_span(&entry.value, see);
        }),
        _ => {}
    }
}

mod spans {
    use super::*;

    #[test]
    fn scalars_span_their_quotes() {
        let text = "plain: a b # c\nsingle: 'it''s'\ndouble: \"x\\n\"\n\"key\": 1\n";
        let root = sound(text);
        assert_eq!(slice(text, &root, "plain"), "a b");
        assert_eq!(slice(text, &root, "single"), "'it''s'");
        assert_eq!(slice(text, &root, "double"), "\"x\\n\"");
        assert_eq!(&text[root.entry("key").unwrap().key_span.range()], "\"key\"");
        assert_eq!(at(&root, "single").as_text(), Some("it's"));
    }

    #[test]
    fn a_plain_scalar_over_several_lines_ends_with_its_last_word() {
        let text = "a: one\n  two  \n  three   # c\nb: 1\n";
        let root = sound(text);
        assert_eq!(slice(text, &root, "a"), "one\n  two  \n  three");
    }

    #[test]
    fn a_block_sequence_starts_at_its_first_dash() {
        let text =
            "in:\n  - one\n  - two\nunder:\n\n# why\n- -5\n- x: 1\n  y: 2\nnested:\n- - a\n  - b\n- - c\n";
        let root = sound(text);
        assert_eq!(slice(text, &root, "in"), "- one\n  - two");
        assert_eq!(slice(text, &root, "under"), "- -5\n- x: 1\n  y: 2");
        assert_eq!(slice(text, &root, "under/1"), "x: 1\n  y: 2");
        assert_eq!(slice(text, &root, "nested"), "- - a\n  - b\n- - c");
        assert_eq!(slice(text, &root, "nested/0"), "- a\n  - b");
        assert_eq!(slice(text, &root, "nested/1"), "- c");
    }

    #[test]
    fn a_block_sequence_starts_at_its_first_dash_behind_a_tag_or_an_anchor() {
        let text = "a: !x-y\n- 1\nb: &b-c # - no\n- 2\n";
        let root = sound(text);
        assert_eq!(slice(text, &root, "a"), "- 1");
        assert_eq!(slice(text, &root, "b"), "- 2");
    }

    #[test]
    fn a_block_scalar_runs_from_its_indicator_to_its_last_visible_character() {
        let text = "a: |\n  one\n  two\n\nb: >-  # a | b\n\n  three\n\n# end\nc: |+\n\nd:\n- &x |\n  four\n- !t >2\n    five\n";
        let root = sound(text);
        assert_eq!(slice(text, &root, "a"), "|\n  one\n  two");
        assert_eq!(slice(text, &root, "b"), ">-  # a | b\n\n  three");
        assert_eq!(slice(text, &root, "c"), "|+");
        assert_eq!(slice(text, &root, "d/0"), "|\n  four");
        assert_eq!(slice(text, &root, "d/1"), ">2\n    five");
        assert_eq!(at(&root, "a").as_text(), Some("one\ntwo\n"));
    }

    #[test]
    fn an_empty_block_scalar_spans_its_indicator() {
        let text = "a: |\nb: 1\n";
        assert_eq!(slice(text, &sound(text), "a"), "|");
    }

    #[test]
    fn a_block_mapping_ends_with_its_last_value() {
        let text = "web:\n  image: x\n  tty: true\n\n# next\ndb:\n  image: y\n";
        let root = sound(text);
        assert_eq!(slice(text, &root, "web"), "image: x\n  tty: true");
        assert_eq!(root.span.range(), 0..text.len() - 1);
    }

    #[test]
    fn flow_collections_span_their_brackets() {
        let text = "a: [1, {b: c}, d: e]\nf: {}\n";
        let root = sound(text);
        assert_eq!(slice(text, &root, "a"), "[1, {b: c}, d: e]");
        assert_eq!(slice(text, &root, "a/1"), "{b: c}");
        assert_eq!(slice(text, &root, "a/2"), "d: e");
        assert_eq!(slice(text, &root, "f"), "{}");
    }

    #[test]
    fn nothing_stands_right_after_its_colon() {
        let text = "a:\nb: # c\nc: {d: , e}\nf:\n  -\n  - x\ng: !reset\n";
        let root = sound(text);
        for (path, offset) in [("a", 2), ("b", 5), ("c/d", 16), ("c/e", 20), ("f/0", 28)] {
            let node = at(&root, path);
            assert_eq!((&node.value, node.span.range()), (&Value::Null, offset..offset), "{path}");
        }
        assert_eq!(at(&root, "g").span.range(), text.len() - 1..text.len() - 1);
    }

    #[test]
    fn comments_run_from_their_hash_to_the_end_of_the_line() {
        let text = "# one\na: 1 # two\nb: |  # three\n  # no comment\n#four\n";
        let parsed = parse(&source(text));
        let comments: Vec<_> = parsed.comments.iter().map(|comment| &text[comment.span.range()]).collect();
        assert_eq!(comments, ["# one", "# two", "# three", "#four"]);
    }

    #[test]
    fn many_comments_in_a_row_are_no_failure() {
        let text = format!("a:\n{}  b: 1\n", "# c\n".repeat(5000));
        let parsed = parse(&source(&text));
        assert_eq!((parsed.comments.len(), parsed.faults.len()), (5000, 0));
    }
}

mod values {
    use super::*;

    #[test]
    fn quotes_and_the_str_tag_keep_text_text() {
        let root = sound("a: \"1\"\nb: !!str 1\nc: 1\nd: !!int \"2\"\ne: no\n");
        assert_eq!(at(&root, "a").as_text(), Some("1"));
        assert_eq!(at(&root, "b").as_text(), Some("1"));
        assert_eq!(at(&root, "c").value, Value::Int(1));
        assert_eq!(at(&root, "d").value, Value::Int(2));
        assert_eq!(at(&root, "e").as_text(), Some("no"));
    }

    #[test]
    fn local_tags_are_kept_with_their_place() {
        let text = "a: !reset null\nb: !override\n  - x\nc: !!str d\n";
        let root = sound(text);
        let tag = at(&root, "a").tag.clone().unwrap();
        assert_eq!((tag.text.as_str(), &text[tag.span.range()]), ("!reset", "!reset"));
        assert_eq!(at(&root, "b").tag.as_ref().unwrap().text, "!override");
        assert_eq!(at(&root, "c").tag, None);
    }

    #[test]
    fn keys_that_are_not_text_are_given_as_written() {
        let root = sound("8080: a\ntrue: b\n~: c\n? long\n: d\n");
        let keys: Vec<_> = root.as_map().unwrap().iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["8080", "true", "~", "long"]);
    }

    #[test]
    fn a_collection_as_key_is_a_fault_and_the_rest_is_read() {
        let text = "a: {{ name }}\nb: 1\n";
        let parsed = parse(&source(text));
        assert_eq!(parsed.faults[0].message, "expected text as a key, found a mapping");
        assert_eq!(&text[parsed.faults[0].span.range()], "{ name }");
        assert_eq!(at(&parsed.root.unwrap(), "b").value, Value::Int(1));
    }

    #[test]
    fn a_duplicate_key_is_a_fault_at_the_second_and_the_last_counts() {
        let text = "a: 1\nb: 2\na: 3\n";
        let parsed = parse(&source(text));
        assert_eq!(parsed.faults.len(), 1);
        assert_eq!(parsed.faults[0].message, "the key `a` on line 1 is set again on line 3");
        assert_eq!(parsed.faults[0].span.range(), 10..11);
        let root = parsed.root.unwrap();
        assert_eq!(at(&root, "a").value, Value::Int(3));
        assert_eq!(root.as_map().unwrap().len(), 2);
    }

    #[test]
    fn an_empty_file_has_no_root_and_no_fault() {
        for text in ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n"] {
            let parsed = parse(&source(text));
            assert_eq!((parsed.root, parsed.faults), (None, Vec::new()), "{text:?}");
        }
    }

    #[test]
    fn only_the_first_document_that_is_not_empty_is_read() {
        let text = "---\n---\na: 1\n---\nb: 2\n---\n[\n";
        let parsed = parse(&source(text));
        assert_eq!(parsed.faults.len(), 1);
        assert_eq!(&text[parsed.faults[0].span.range()], "---");
        assert_eq!(parsed.faults[0].span.start, 13);
        assert_eq!(at(&parsed.root.unwrap(), "a").value, Value::Int(1));
    }

    #[test]
    fn an_end_of_document_marker_is_no_second_document() {
        assert_eq!(messages("a: 1\n---\n"), [] as [&str; 0]);
        assert_eq!(messages("a: 1\n...\n# bye\n"), [] as [&str; 0]);
    }
}

mod aliases {
    use super::*;

    #[test]
    fn an_alias_stands_for_its_anchor_and_keeps_its_place() {
        let text = "a: &x\n  b: [1]\nc: *x\nd: &y e\nf: *y\n";
        let root = sound(text);
        assert_eq!(at(&root, "c"), at(&root, "a"));
        assert_eq!(slice(text, &root, "c/b"), "[1]");
        assert_eq!(slice(text, &root, "f"), "e");
    }

    #[test]
    fn merged_entries_keep_their_places_and_yield_to_explicit_keys() {
        let text = "x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  a: 3\n";
        let root = sound(text);
        assert_eq!(at(&root, "y/a").value, Value::Int(3));
        let b = at(&root, "y").entry("b").unwrap();
        assert_eq!((b.key_span.start, &b.value.value), (13, &Value::Int(2)));
        assert_eq!(slice(text, &root, "y"), "<<: *x\n  a: 3");
    }

    #[test]
    fn of_several_merged_mappings_the_first_wins() {
        let root = sound("a: &a {k: 1}\nb: &b {k: 2, l: 2}\nc:\n  <<: [*a, *b, {m: 3}]\n");
        assert_eq!(at(&root, "c/k").value, Value::Int(1));
        assert_eq!(at(&root, "c/l").value, Value::Int(2));
        assert_eq!(at(&root, "c/m").value, Value::Int(3));
    }

    #[test]
    fn a_list_of_mappings_is_merged_through_an_alias_too() {
        let root = sound("a: &a {k: 1}\nl: &l [*a, {m: 2}]\nc: {<<: *l}\n");
        assert_eq!((&at(&root, "c/k").value, &at(&root, "c/m").value), (&Value::Int(1), &Value::Int(2)));
    }

    #[test]
    fn merges_reach_through_merges() {
        let root = sound("a: &a {k: 1}\nb: &b {<<: *a, l: 2}\nc: {<<: *b}\n");
        assert_eq!(at(&root, "c/k").value, Value::Int(1));
    }

    #[test]
    fn a_quoted_merge_key_is_an_ordinary_key() {
        assert_eq!(at(&sound("a: {\"<<\": 1}\n"), "a/<<").value, Value::Int(1));
    }

    #[test]
    fn two_merge_keys_are_a_fault_and_both_are_merged() {
        let text = "a: &a {k: 1}\nb: &b {l: 2}\nc:\n  <<: *a\n  <<: *b\n";
        let parsed = parse(&source(text));
        assert_eq!(parsed.faults.len(), 1);
        let root = parsed.root.unwrap();
        assert_eq!(
            (at(&root, "c/k").value.clone(), at(&root, "c/l").value.clone()),
            (Value::Int(1), Value::Int(2))
        );
    }

    #[test]
    fn merging_what_is_no_mapping_is_a_fault_at_the_alias() {
        let text = "a: &a [1]\nb:\n  <<: *a\n  c: 1\n";
        let parsed = parse(&source(text));
        // A list of mappings may be merged, so the list behind the alias is looked into.
        assert_eq!(parsed.faults.len(), 1);
        assert_eq!(&text[parsed.faults[0].span.range()], "*a");
    }

    #[test]
    fn an_unknown_alias_is_a_fault_and_stands_for_nothing() {
        let text = "a: *nope\nb: 1\n";
        let parsed = parse(&source(text));
        assert_eq!(parsed.faults[0].message, "no anchor `&nope` stands before this alias");
        assert_eq!(&text[parsed.faults[0].span.range()], "*nope");
        assert_eq!(at(&parsed.root.unwrap(), "b").value, Value::Int(1));
    }

    #[test]
    fn an_alias_inside_its_own_anchor_is_a_fault() {
        assert_eq!(messages("a: &a [1, *a]\n"), ["the alias stands inside its own anchor"]);
    }

    #[test]
    fn an_alias_bomb_is_defused_with_one_fault() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for i in 1..30 {
            let item = format!("*a{}", i - 1);
            text.push_str(&format!("a{i}: &a{i} [{}]\n", [item.as_str(); 9].join(", ")));
        }
        let parsed = parse(&source(&text));
        assert_eq!(parsed.faults.len(), 1);
        let mut nodes = 0;
        every_span(&parsed.root.unwrap(), &mut |_| nodes += 1);
        assert!(nodes < 150_000, "{nodes}");
    }

    #[test]
    fn long_texts_behind_aliases_count_too() {
        let aliases = "*a, ".repeat(2000);
        let text = format!("a: &a {}\nb: [{aliases}]\n", "x".repeat(100_000));
        assert_eq!(parse(&source(&text)).faults.len(), 1);
    }

    #[test]
    fn nesting_through_aliases_is_bounded() {
        let mut text = format!("a0: &a0 {}1{}\n", "[".repeat(50), "]".repeat(50));
        for i in 1..10 {
            text.push_str(&format!("a{i}: &a{i} {}*a{}{}\n", "[".repeat(50), i - 1, "]".repeat(50)));
        }
        let parsed = parse(&source(&text));
        assert!(!parsed.faults.is_empty());
        assert!(depth(&parsed.root.unwrap()) <= MAX_DEPTH);
    }

    fn depth(node: &Node) -> usize {
        1 + match &node.value {
            Value::List(items) => items.iter().map(depth).max().unwrap_or(0),
            Value::Map(entries) => entries.iter().map(|entry| depth(&entry.value)).max().unwrap_or(0),
            _ => 0,
        }
    }
}

mod recovery {
    use super::*;

    /// Parses a broken text: the text of its faults, and its tree.
    fn broken(text: &str) -> (Vec<&str>, Node) {
        let parsed = parse(&source(text));
        assert!(!parsed.faults.is_empty(), "{text}");
        let faults = parsed.faults.iter().map(|fault| &text[fault.span.range()]).collect();
        (faults, parsed.root.unwrap_or_else(|| panic!("no tree of {text}")))
    }

    #[test]
    fn one_bad_line_costs_that_line_only() {
        let (faults, root) = broken("a: 1\nb: @x\nc:\n  d: 2\n  e: x: y\n  f: 3\n");
        assert_eq!(faults, ["@x", ": y"]);
        assert_eq!(at(&root, "a").value, Value::Int(1));
        assert_eq!(at(&root, "c/d").value, Value::Int(2));
        assert_eq!(at(&root, "c/f").value, Value::Int(3));
    }

    #[test]
    fn an_unclosed_bracket_is_marked_where_it_opens() {
        let (faults, root) = broken("a: [1, 2\nb: 3\nc: 4\n");
        assert_eq!(faults, ["[1, 2"]);
        assert_eq!(at(&root, "b").value, Value::Int(3));
        assert_eq!(at(&root, "c").value, Value::Int(4));
    }

    #[test]
    fn an_unclosed_quote_is_marked_where_it_opens() {
        let (faults, root) = broken("a: \"x\nb: 3\nc: 4\n");
        assert_eq!(faults, ["\"x"]);
        assert_eq!(at(&root, "c").value, Value::Int(4));
    }

    #[test]
    fn a_tab_is_named() {
        assert_eq!(messages("a:\n\tb: 1\n"), ["a tab cannot indent a line in YAML"]);
    }

    #[test]
    fn a_missing_colon_keeps_the_siblings() {
        let (faults, root) =
            broken("services:\n  web\n    image: x\n    ports:\n      - 80\n  db:\n    image: y\nz: 1\n");
        assert_eq!(faults, ["web"]);
        assert_eq!(at(&root, "services/db/image").as_text(), Some("y"));
        assert_eq!(at(&root, "z").value, Value::Int(1));
    }

    #[test]
    fn a_key_indented_below_a_plain_value_keeps_the_value() {
        let (faults, root) = broken("a: 1\n  b: 2\nc: 3\n");
        assert_eq!(faults.len(), 1);
        assert_eq!(at(&root, "a").value, Value::Int(1));
        assert_eq!(at(&root, "c").value, Value::Int(3));
    }

    #[test]
    fn a_badly_indented_key_keeps_the_rest() {
        let (faults, root) = broken("a:\n  - x\n b: 1\nc: 2\n");
        assert_eq!(faults, ["b: 1"]);
        assert_eq!(at(&root, "a/0").as_text(), Some("x"));
        assert_eq!(at(&root, "c").value, Value::Int(2));
    }

    #[test]
    fn a_text_full_of_faults_still_gives_what_stands_before_them() {
        let text = format!("a: 1\n{}", "b: @x\nok: 1\n".repeat(30));
        let (faults, root) = broken(&text);
        assert_eq!(faults.len(), MAX_ATTEMPTS + 1 + MAX_ATTEMPTS - 1);
        assert_eq!(at(&root, "a").value, Value::Int(1));
    }

    #[test]
    fn faults_come_in_the_order_of_the_file() {
        let parsed = parse(&source("a: 1\na: 2\nb: @x\nc: 1\nc: 2\n"));
        assert!(parsed.faults.is_sorted_by_key(|fault| fault.span.start));
        assert_eq!(parsed.faults.len(), 3);
    }
}

mod hostile {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ten_thousand_brackets_are_a_fault() {
        for open in ["[", "{", "- ", "? ", "{a: ", "[[{a: "] {
            let parsed = parse(&source(&open.repeat(10_000)));
            assert!(!parsed.faults.is_empty(), "{open}");
        }
    }

    #[test]
    fn ten_thousand_levels_of_indentation_are_a_fault() {
        let text: String = (0..3_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        assert!(parse(&source(&text)).faults.iter().any(|fault| fault.message.contains("deep")));
    }

    /// Lines out of pieces that mean something to YAML.
    fn yaml_like() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a", "b", ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ", ", "&x ", "*x", "!t ", "!!str ",
            "|", ">-", "'", "\"", "# c", "\n", "\n  ", "\n    ", "\n\n", " ", "\t", "<<: ", "1", "~", "é",
            "---\n", "...\n", "%", "@", "\\", "\r",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(800))]

        #[test]
        fn every_span_lies_in_the_text(text in yaml_like()) {
            let source = source(&text);
            let parsed = parse(&source);
            let mut spans: Vec<Span> = parsed.faults.iter().map(|fault| fault.span).collect();
            spans.extend(parsed.comments.iter().map(|comment| comment.span));
            if let Some(root) = &parsed.root {
                every_span(root, &mut |span| spans.push(span));
            }
            for span in spans {
                prop_assert!(source.text().get(span.range()).is_some(), "{:?}", span);
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,80}") {
            parse(&source(&text));
        }

        #[test]
        fn an_entry_lies_within_its_mapping(text in yaml_like()) {
            fn check(node: &Node) -> Result<(), TestCaseError> {
                for entry in node.as_map().into_iter().flatten() {
                    prop_assert!(entry.key_span.end <= node.span.end || entry.key_span.start < node.span.start);
                    check(&entry.value)?;
                }
                node.as_list().into_iter().flatten().try_for_each(check)
            }
            if let Some(root) = parse(&source(&text)).root {
                check(&root)?;
            }
        }
    }
}
