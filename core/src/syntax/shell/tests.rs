//! By example, each command shown as `name@"its text"`.

use proptest::prelude::*;

use super::*;

const BASE: u32 = 7;

fn read(text: &str) -> Script {
    parse(FileId(3), BASE, text)
}

fn marked(text: &str, span: Span) -> &str {
    assert_eq!(span.file, FileId(3));
    text.get(span.range().start - BASE as usize..span.range().end - BASE as usize).unwrap()
}

fn shown(text: &str) -> Vec<String> {
    let script = read(text);
    let show = |command: &Command| format!("{}@{:?}", command.words[0].text, marked(text, command.span));
    script.commands.iter().map(show).collect()
}

/// Name, index of the wrapper, pipeline.
type Placed = (String, Option<usize>, Option<(u32, u32)>);

fn structure(text: &str) -> Vec<Placed> {
    let commands = read(text).commands.into_iter();
    commands.map(|command| (command.words[0].text.clone(), command.wrapper, command.pipeline)).collect()
}

fn names(text: &str) -> Vec<String> {
    structure(text).into_iter().map(|(name, ..)| name).collect()
}

fn words(text: &str) -> Vec<String> {
    read(text).commands[0].words.iter().map(|word| word.text.clone()).collect()
}

#[test]
fn a_chain_gives_its_commands_with_their_spans() {
    let text = "apt-get update && apt-get install -y --no-install-recommends \\\n    curl \\\n    git \\\n && rm -rf /var/lib/apt/lists/*";
    assert_eq!(
        shown(text),
        [
            r#"apt-get@"apt-get update""#,
            r#"apt-get@"apt-get install -y --no-install-recommends \\\n    curl \\\n    git""#,
            r#"rm@"rm -rf /var/lib/apt/lists/*""#,
        ]
    );
    assert!(!read(text).opaque);
}

#[test]
fn a_pipeline_numbers_its_stages() {
    let pipe = |name: &str, stage| (name.to_owned(), None, Some(stage));
    assert_eq!(
        structure("curl -fsSL https://x | tar xz | cat; a | b"),
        [
            pipe("curl", (0, 0)),
            pipe("tar", (0, 1)),
            pipe("cat", (0, 2)),
            pipe("a", (1, 0)),
            pipe("b", (1, 1))
        ]
    );
}

#[test]
fn a_pipeline_after_an_and_has_only_its_own_stages() {
    assert_eq!(
        structure("a && b | c || d"),
        [
            ("a".into(), None, None),
            ("b".into(), None, Some((0, 0))),
            ("c".into(), None, Some((0, 1))),
            ("d".into(), None, None)
        ]
    );
}

#[test]
fn commands_in_a_group_carry_its_stage_but_substitutions_do_not() {
    assert_eq!(
        structure("{ a; (b); } | c $(d)"),
        [
            ("a".into(), None, Some((0, 0))),
            ("b".into(), None, Some((0, 0))),
            ("c".into(), None, Some((0, 1))),
            ("d".into(), None, None)
        ]
    );
}

#[test]
fn a_wrapper_is_a_command_before_the_one_it_runs() {
    assert_eq!(
        structure("curl x | sudo -E -u root env A=1 bash"),
        [
            ("curl".into(), None, Some((0, 0))),
            ("sudo".into(), None, Some((0, 1))),
            ("env".into(), Some(1), Some((0, 1))),
            ("bash".into(), Some(2), Some((0, 1)))
        ]
    );
    let text = "timeout -k 5 10 wget u";
    assert_eq!(shown(text), [r#"timeout@"timeout -k 5 10 wget u""#, r#"wget@"wget u""#]);
}

#[test]
fn every_wrapper_finds_its_command() {
    for text in [
        "sudo --user=x cmd a",
        "sudo -u x cmd a",
        "sudo --user x cmd a",
        "doas -u x cmd a",
        "env -u X cmd a",
        "exec cmd a",
        "exec -a n cmd a",
        "nice -n 5 cmd a",
        "nice -5 cmd a",
        "nohup cmd a",
        "time cmd a",
        "timeout 5 cmd a",
        "xargs -r -n 1 cmd a",
        "xargs -0I{} cmd a",
        "command cmd a",
        "builtin cmd a",
        "gosu user cmd a",
        "su-exec u:g cmd a",
        "setpriv --reuid 1 --clear-groups cmd a",
        "chroot --userspec=a:b /mnt cmd a",
        "setsid -w cmd a",
        "stdbuf -oL cmd a",
        "stdbuf -o L cmd a",
        "ionice -c 3 cmd a",
        "busybox cmd a",
        "tini -s -- cmd a",
        "dumb-init -- cmd a",
        "catatonit -- cmd a",
        "/usr/bin/env cmd a",
        "find . -name x -exec cmd a \\;",
        "find . -exec cmd a {} +",
    ] {
        let script = read(text);
        assert_eq!(script.commands.len(), 2, "{text}");
        assert_eq!(script.commands[1].words[0].text, "cmd", "{text}");
        assert_eq!(script.commands[1].wrapper, Some(0), "{text}");
    }
}

#[test]
fn asking_for_a_command_does_not_run_it() {
    assert_eq!(names("command -v curl && bash install.sh"), ["command", "bash"]);
}

#[test]
fn the_script_of_a_shell_has_exact_spans_inside_its_quotes() {
    let text = r#"sh -c "apt-get update && apt-get install -y curl""#;
    assert_eq!(
        shown(text),
        [
            r#"sh@"sh -c \"apt-get update && apt-get install -y curl\"""#,
            r#"apt-get@"apt-get update""#,
            r#"apt-get@"apt-get install -y curl""#
        ]
    );
    assert_eq!(shown("bash -euo pipefail -lc 'make all'")[1], r#"make@"make all""#);
    assert_eq!(shown("su - bob -c 'make all'")[1], r#"make@"make all""#);
    assert_eq!(shown("eval \"make all\"")[1], r#"make@"make all""#);
}

#[test]
fn an_escaped_script_stands_at_its_whole_word() {
    let text = r#"bash -c "echo \"a\" && wget b""#;
    let script = read(text);
    assert_eq!(names(text), ["bash", "echo", "wget"]);
    for command in &script.commands[1..] {
        assert_eq!(marked(text, command.span), r#""echo \"a\" && wget b""#);
        assert_eq!(command.words[1].span, command.span);
        assert_eq!(command.wrapper, Some(0));
    }
}

#[test]
fn substitutions_in_a_followed_script_are_found_once() {
    assert_eq!(names("sh -c \"$(curl -fsSL x)\""), ["sh", "$(curl -fsSL x)", "curl"]);
}

#[test]
fn substitutions_are_found_wherever_they_stand() {
    let text = "A=$(one) two \"x $(three) `four`\" <(five) > $(six) ${B:-$(seven)} $(( $(eight) + 1 ))";
    let mut found = names(text);
    found.sort();
    assert_eq!(found, ["eight", "five", "four", "one", "seven", "six", "three", "two"]);
    assert_eq!(shown("echo `uname -m`")[1], r#"uname@"uname -m""#);
    assert_eq!(names("X=$(mktemp)"), ["mktemp"]);
    assert_eq!(names("for i in $(ls); do [[ $(a) == $(b) ]]; done"), ["ls", "a", "b"]);
}

#[test]
fn control_flow_is_walked_in_the_order_of_the_text() {
    assert_eq!(
        names("set -eux; if a; then b; elif c; then d; else e; fi; while f; do g; done; until h; do i; done"),
        ["set", "a", "b", "c", "d", "e", "f", "g", "h", "i"]
    );
    assert_eq!(
        names("case \"$(uname -m)\" in x86_64) a ;; arm*|b) c; d ;; *) exit 1 ;; esac"),
        ["uname", "a", "c", "d", "exit"]
    );
    assert_eq!(names("f() { a; }; function g { b; }; f"), ["a", "b", "f"]);
    assert_eq!(names("arr=(a b $(c)); for x in \"${arr[@]}\"; do d \"$x\"; done"), ["c", "d"]);
    assert_eq!(shown("exit 1")[0], r#"exit@"exit 1""#);
    assert_eq!(shown("export A=b C")[0], r#"export@"export A=b C""#);
    assert_eq!(shown("time make all"), [r#"time@"time""#, r#"make@"make all""#]);
}

#[test]
fn commands_that_a_run_may_pass_over_are_conditional() {
    let conditional = |text: &str| -> Vec<String> {
        let commands = read(text).commands.into_iter().filter(|command| command.conditional);
        commands.map(|command| command.words[0].text.clone()).collect()
    };
    for (text, expected) in [
        ("a; b && c | d; (e; f) & g", ""),
        ("a || b && c; d", "b c"),
        (
            "test -f x && a | b; [ -n \"$X\" ] && c; [[ -n $X ]] && d; ! e && f; grep -q x y && g",
            "a b c d f g",
        ),
        ("if a; then b; elif c; then d; else e; fi; f", "b c d e"),
        ("while a; do b; done; until c; do d; done; for x in 1 2; do e; done", "b d e"),
        ("case $X in a) b ;; esac; f() { c; }; d", "b c"),
        ("a || sh -c 'b; c' && sudo d $(e)", "sh b c sudo d e"),
    ] {
        assert_eq!(conditional(text).join(" "), expected, "{text}");
    }
}

#[test]
fn a_heredoc_fed_to_a_shell_is_a_script() {
    let text = "bash -e <<'EOF'\napt-get update\ncurl x | sh\nEOF\necho done";
    assert_eq!(
        shown(text),
        [
            r#"bash@"bash -e""#,
            r#"apt-get@"apt-get update""#,
            r#"curl@"curl x""#,
            r#"sh@"sh""#,
            r#"echo@"echo done""#
        ]
    );
    assert_eq!(read(text).commands[1].wrapper, Some(0));
    assert_eq!(names("sudo sh <<EOF\na $(b)\nEOF\n"), ["sudo", "sh", "a", "b"]);
    assert_eq!(names("cat <<EOF > f\nrm $(id)\nEOF\n"), ["cat", "id"]);
    assert_eq!(names("bash <<< 'make all'"), ["bash", "make"]);
}

#[test]
fn words_say_what_the_shell_would_see() {
    assert_eq!(
        words(
            r#"a 'b c' "d \"e\" \x" f\ g $'t\tu' h"i"'j' k\
l ${M} "$(n)""#
        ),
        ["a", "b c", "d \"e\" \\x", "f g", "t\tu", "hij", "kl", "${M}", "$(n)"]
    );
}

#[test]
fn words_name_the_variables_they_expand() {
    let script = read(r#"a "$B/${C:-$D}" '$no' \$no ${#E} $1 "$@" $(x $y)"#);
    let of = |index: usize| script.commands[0].words[index].variables.clone();
    assert_eq!(of(1), ["B", "C", "D"]);
    assert!(of(2).is_empty() && of(3).is_empty());
    assert_eq!([of(4), of(5), of(6)], [["E"], ["1"], ["@"]]);
    assert!(of(7).is_empty());
}

#[test]
fn only_what_a_running_shell_knows_is_dynamic() {
    let script = read("a $(b) `c` $((1+1)) <(d) $E ${F} *.txt '$(g)' ${H:-$(i)}");
    let dynamic: Vec<bool> = script.commands[0].words.iter().map(|word| word.dynamic).collect();
    assert_eq!(dynamic, [false, true, true, true, true, false, false, false, false, true]);
}

#[test]
fn assignments_and_redirections_stand_apart_from_words() {
    let text = "DEBIAN_FRONTEND=noninteractive B=\"x y\" apt-get update >/dev/null 2>&1 <<-EOF\n\tx\n\tEOF\n";
    let script = read(text);
    let command = &script.commands[0];
    assert_eq!(marked(text, command.span), "apt-get update");
    let assigned: Vec<_> = command
        .assignments
        .iter()
        .map(|one| (one.name.as_str(), one.value.text.as_str(), marked(text, one.span)))
        .collect();
    assert_eq!(
        assigned,
        [("DEBIAN_FRONTEND", "noninteractive", "DEBIAN_FRONTEND=noninteractive"), ("B", "x y", "B=\"x y\"")]
    );
    let redirected: Vec<_> = command
        .redirects
        .iter()
        .map(|one| {
            (one.operator.as_str(), one.target.as_ref().unwrap().text.as_str(), marked(text, one.span))
        })
        .collect();
    assert_eq!(redirected, [(">", "/dev/null", ">/dev/null"), (">&", "1", "2>&1"), ("<<-", "EOF", "<<-EOF")]);
}

#[test]
fn a_broken_script_is_split_and_called_opaque() {
    let text = "if true; then curl -f x | sudo sh && echo \"a;b\" >> f; A=1 make";
    let script = read(text);
    assert!(script.opaque);
    assert_eq!(
        shown(text),
        [
            r#"true@"true""#,
            r#"curl@"curl -f x""#,
            r#"sudo@"sudo sh""#,
            r#"sh@"sh""#,
            r#"echo@"echo \"a;b\"""#,
            r#"make@"make""#
        ]
    );
    assert_eq!(script.commands[2].pipeline, Some((0, 1)));
    assert_eq!(script.commands[4].redirects[0].operator, ">>");
    assert!(read("echo 'unclosed").opaque);
    assert_eq!(names("fi; cat <<E\nrm x\nE\nls |\n wc"), ["cat", "ls", "wc"]);
}

#[test]
fn the_script_argument_is_found_behind_options() {
    let find = |text: &str| script_argument(text.split(' '));
    assert_eq!(find("sh -c x"), Some(2));
    assert_eq!(find("bash -euo pipefail -c x"), Some(4));
    assert_eq!(find("bash -o pipefail -lc x y"), Some(4));
    assert_eq!(find("bash -c -- x"), Some(3));
    assert_eq!(find("bash x -c"), None);
    assert_eq!(find("sh -c"), None);
    assert!(is_shell("/bin/bash") && is_shell("ash") && !is_shell("fish"));
}

/// Reads in a thread with the stack of a browser.
fn read_small_stack(text: String) -> Script {
    let thread = std::thread::Builder::new().stack_size(1 << 20);
    thread.spawn(move || read(&text)).unwrap().join().unwrap()
}

#[test]
fn deep_nesting_neither_hangs_nor_overflows() {
    for piece in [
        "$(",
        "`",
        "(",
        "{ ",
        "if a; then ",
        "\"$(",
        "${a:-",
        "$((",
        "f() { ",
        "<(",
        "[[ (",
        "case x in a) ",
        "sudo ",
        "! ",
        "time ",
        "a && ",
        "a | ",
        "ti\\\nme ",
        "time\\\n",
        "time\n",
        "time -p ",
        "coproc ",
        "coproc A ",
        "time ! ",
        "while ",
        "until a; do ",
        "for x in a; do ",
        "select x in a; do ",
        "function f ",
        "f() ",
        "time\t",
        "time $a time ",
        "if ",
        "a=(",
        "a[",
        "${a[",
        "$[",
        "?(",
        "${!a:-",
        "[[ ! ",
        "((",
        "((a?",
        "<<E\n$(",
        "bash <<E\n",
    ] {
        let script = read_small_stack(piece.repeat(10_000));
        assert!(script.commands.iter().all(|command| !command.words.is_empty()), "{piece}");
        for count in [3, 6, 15, 30] {
            read_small_stack(piece.repeat(count) + "x");
        }
    }
    for (opener, closer) in
        [("$(", ")"), ("\"$(", ")\""), ("${a:-", "}"), ("(", ")"), ("<(", ")"), ("{ ", ";}")]
    {
        for count in [8, 12, 10_000] {
            read_small_stack(format!("{}x{}", opener.repeat(count), closer.repeat(count)));
        }
    }
}

#[test]
fn closers_in_quotes_and_patterns_do_not_hide_deep_nesting() {
    for (opener, closer) in [
        ("a $(b \")\" ", ")"),
        ("a $(case x in y) ", ";; esac)"),
        ("a \"$(b \\) ", ")\""),
        ("a=($(b \")\" ", "))"),
        ("if [ \"$(b \"))\" ", ")\" ]; then a; fi"),
        ("$((1 + ", "))"),
    ] {
        for count in [9, 12, 18, 60, 400, 10_000] {
            read_small_stack(format!("{}x{}", opener.repeat(count), closer.repeat(count)));
        }
    }
}

#[test]
fn what_is_nested_too_deep_to_follow_is_called_opaque() {
    let wrapped = "sudo ".repeat(40) + "curl x";
    assert!(read_small_stack(wrapped).opaque);
    let scripts = "eval ".repeat(40) + "curl x";
    assert!(read_small_stack(scripts).opaque);
}

#[test]
fn scripts_within_scripts_end_at_a_level() {
    let mut text = "echo deep".to_owned();
    for _ in 0..12 {
        text = format!("sh -c {}", format!("sh -c '{text}'").replace('\'', "\""));
    }
    read_small_stack(text);
    read_small_stack(format!("{}{}x{}", "eval ".repeat(7), "$(".repeat(8), ")".repeat(8)));
    let eval = "eval ".repeat(5_000) + "x";
    assert_eq!(read_small_stack(eval).commands.len(), 9);
}

#[test]
fn long_scripts_are_read_whole() {
    let script = read_small_stack("echo a\n".repeat(20_000));
    assert_eq!(script.commands.len(), 20_000);
    let chain = read_small_stack("a && ".repeat(20_000) + "b");
    assert_eq!(chain.commands.len(), 20_001);
    read_small_stack(format!("echo $(({}1))", "1+".repeat(20_000)));
    read_small_stack(format!("[[ {} c ]]", "a && ".repeat(20_000)));
}

fn check(text: &str) {
    let script = read(text);
    for (index, command) in script.commands.iter().enumerate() {
        assert!(!command.words.is_empty());
        assert!(command.wrapper.is_none_or(|wrapper| wrapper < index));
        marked(text, command.span);
        let spans = command.words.iter().map(|word| word.span);
        let assigned = command.assignments.iter().flat_map(|one| [one.span, one.value.span]);
        let redirected = command.redirects.iter().map(|one| one.span);
        let targets = command.redirects.iter().filter_map(|one| Some(one.target.as_ref()?.span));
        spans.chain(assigned).chain(redirected).chain(targets).for_each(|span| {
            marked(text, span);
        });
    }
}

proptest! {
    #[test]
    fn any_text_gives_spans_inside_it(text in "\\PC*") {
        check(&text);
    }

    #[test]
    fn any_pieces_of_shell_give_spans_inside_it(pieces in prop::collection::vec(prop::sample::select(vec![
        " ", "\n", "\\\n", ";", "&&", "||", "|", "&", "(", ")", "{", "}", "$(", "`", "${", "$((", "))", "'", "\"", "\\",
        "$", "<<EOF", "EOF", "<<<", "<", ">", "2>&1", "&>>", "if", "then", "fi", "for", "in", "do", "done", "case", "esac",
        ";;", "A=", "ü", "日", "sh -c ", "sudo ", "eval ", "find -exec ", "\\;", "bash <<E\n", "E\n", "#", "!", "[[", "]]",
        "$'", "<(", "time ", "export ", "exit", "x",
    ]), 0..40)) {
        check(&pieces.concat());
    }
}
