//! The statements of a parsed script, down to its simple commands.

use std::ops::Range;

use shuck_ast::{
    AssignmentValue, BinaryOp, Command as Node, CompoundCommand, DeclOperand, Redirect as RedirectNode,
    RedirectKind, RedirectTarget, Span as NodeSpan, Stmt, StmtSeq, Word as WordNode,
};

use super::walker::{Body, Context, Walker};
use super::{Assignment, Redirect};

pub(super) fn range(span: NodeSpan) -> Range<usize> {
    span.start.offset()..span.end.offset().max(span.start.offset())
}

/// Commands whose answer is often no: what stands behind their `&&` may not run.
const QUESTIONS: [&str; 10] =
    ["[", "test", "grep", "command", "type", "which", "cmp", "diff", "getent", "false"];

/// The parts of a simple command, before they are read.
#[derive(Default)]
struct Parts<'n> {
    words: Vec<Range<usize>>,
    assignments: &'n [shuck_ast::Assignment],
    /// Words that may hold substitutions.
    nodes: Vec<&'n WordNode>,
    /// Arrays, whose elements may.
    arrays: Vec<&'n shuck_ast::Assignment>,
}

impl Walker<'_> {
    pub(super) fn sequence(&mut self, sequence: &StmtSeq, context: Context) {
        for statement in &sequence.stmts {
            self.statement(statement, context);
        }
    }

    /// What is set by statements that are nothing but assignments, outside of branches, pipes and subshells.
    pub(super) fn set(&self, sequence: &StmtSeq) -> Vec<super::Assignment> {
        let mut set = Vec::new();
        for statement in &sequence.stmts {
            let mut members = Vec::new();
            let mut next = statement;
            while let Node::Binary(binary) = &next.command {
                members.push((binary.op, &*binary.right));
                next = &binary.left;
            }
            members.push((BinaryOp::And, next));
            members.reverse();
            for (at, (op, member)) in members.iter().enumerate() {
                let goes_on = members.get(at + 1).is_none_or(|(op, _)| *op == BinaryOp::And);
                if *op != BinaryOp::And || !goes_on {
                    break;
                }
                if let Node::Simple(simple) = &member.command
                    && range(simple.name.span).is_empty()
                {
                    set.extend(simple.assignments.iter().map(|node| self.assignment(node)));
                }
            }
        }
        set
    }

    fn statement(&mut self, statement: &Stmt, context: Context) {
        match &statement.command {
            Node::Binary(_) => self.chain(statement, context),
            Node::Simple(simple) => {
                let named = simple.name.span.start.offset() < simple.name.span.end.offset();
                let nodes: Vec<&WordNode> =
                    named.then_some(&simple.name).into_iter().chain(&simple.args).collect();
                let words = nodes.iter().map(|node| range(node.span)).collect();
                let parts = Parts { words, assignments: &simple.assignments, nodes, ..Parts::default() };
                self.simple(parts, statement, context);
            }
            Node::Builtin(builtin) => self.simple(control(builtin), statement, context),
            Node::Decl(clause) => {
                let mut parts = Parts { assignments: &clause.assignments, ..Parts::default() };
                parts.words.push(range(clause.variant_span));
                for operand in &clause.operands {
                    parts.words.push(range(match operand {
                        DeclOperand::Flag(word) | DeclOperand::Dynamic(word) => {
                            parts.nodes.push(word);
                            word.span
                        }
                        DeclOperand::Name(name) => name.span,
                        DeclOperand::Assignment(assignment) => {
                            parts.arrays.push(assignment);
                            assignment.span
                        }
                    }));
                }
                self.simple(parts, statement, context);
            }
            Node::Compound(compound) => {
                self.compound(compound, context);
                self.redirected(&statement.redirects, &[], context);
            }
            Node::Function(function) => self.statement(&function.body, context.branch()),
            Node::AnonymousFunction(function) => self.statement(&function.body, context),
        }
    }

    /// A chain of `&&`, `||` and `|`, which the tree holds as deep as it is long.
    fn chain(&mut self, statement: &Stmt, context: Context) {
        let mut members = Vec::new();
        let mut next = statement;
        while let Node::Binary(binary) = &next.command {
            members.push((Some(binary.op), &*binary.right));
            next = &binary.left;
        }
        members.push((None, next));
        members.reverse();
        // The tree binds pipes tighter, so the first of a pipeline may be hidden in a right side.
        let (mut at, mut context, mut asks) = (0, context, false);
        while at < members.len() {
            context.conditional |= asks || members[at].0 == Some(BinaryOp::Or);
            let piped = |member: &(Option<BinaryOp>, &Stmt)| {
                matches!(member.0, Some(BinaryOp::Pipe | BinaryOp::PipeAll))
            };
            let stages = 1 + members[at + 1..].iter().take_while(|member| piped(member)).count();
            if stages == 1 {
                self.statement(members[at].1, context);
            } else {
                let pipeline = self.output.pipeline();
                for (stage, (_, member)) in members[at..at + stages].iter().enumerate() {
                    let pipeline = Some((pipeline, u32::try_from(stage).unwrap_or(u32::MAX)));
                    self.statement(member, Context { pipeline, ..context });
                }
            }
            asks = members[at..at + stages].iter().any(|(_, member)| self.asks(member));
            at += stages;
        }
    }

    /// Whether a statement asks whether something is so.
    fn asks(&self, statement: &Stmt) -> bool {
        let question = match &statement.command {
            Node::Simple(simple) => QUESTIONS.contains(&self.source(range(simple.name.span))),
            Node::Compound(CompoundCommand::Conditional(_) | CompoundCommand::Arithmetic(_)) => true,
            _ => false,
        };
        question || statement.negated
    }

    fn compound(&mut self, compound: &CompoundCommand, context: Context) {
        let branch = context.branch();
        let outside = Context { pipeline: None, ..context };
        match compound {
            CompoundCommand::If(node) => {
                self.sequence(&node.condition, context);
                self.sequence(&node.then_branch, branch);
                for (condition, body) in &node.elif_branches {
                    self.sequence(condition, branch);
                    self.sequence(body, branch);
                }
                node.else_branch.iter().for_each(|body| self.sequence(body, branch));
            }
            CompoundCommand::For(node) => {
                self.within(node.words.iter().flatten(), outside);
                self.sequence(&node.body, branch);
            }
            CompoundCommand::Repeat(node) => {
                self.within([&node.count], outside);
                self.sequence(&node.body, branch);
            }
            CompoundCommand::Foreach(node) => {
                self.within(&node.words, outside);
                self.sequence(&node.body, branch);
            }
            CompoundCommand::Select(node) => {
                self.within(&node.words, outside);
                self.sequence(&node.body, branch);
            }
            CompoundCommand::ArithmeticFor(node) => self.sequence(&node.body, branch),
            CompoundCommand::While(node) => {
                self.sequence(&node.condition, context);
                self.sequence(&node.body, branch);
            }
            CompoundCommand::Until(node) => {
                self.sequence(&node.condition, context);
                self.sequence(&node.body, branch);
            }
            CompoundCommand::Case(node) => {
                self.within([&node.word], outside);
                for case in &node.cases {
                    case.patterns.iter().for_each(|pattern| self.pattern(pattern, outside));
                    self.sequence(&case.body, branch);
                }
            }
            CompoundCommand::Subshell(body) | CompoundCommand::BraceGroup(body) => {
                self.sequence(body, context);
            }
            CompoundCommand::Arithmetic(node) => {
                node.expr_ast.iter().for_each(|expression| self.arithmetic(expression, outside));
            }
            CompoundCommand::Time(node) => {
                let start = node.span.start.offset();
                let index = self.output.script.commands.len();
                let word = self.word(start..start + "time".len());
                self.command(vec![word], Vec::new(), Vec::new(), None, context);
                if let Some(body) = &node.command {
                    self.statement(body, Context { wrapper: Some(index), ..context });
                }
            }
            CompoundCommand::Conditional(node) => self.condition(&node.expression, outside),
            CompoundCommand::Coproc(node) => self.statement(&node.body, context),
            CompoundCommand::Always(node) => {
                self.sequence(&node.body, context);
                self.sequence(&node.always_body, context);
            }
        }
    }

    fn simple(&mut self, parts: Parts, statement: &Stmt, context: Context) {
        let words = parts.words.into_iter().map(|range| self.word(range)).collect();
        let assignments = parts.assignments.iter().map(|node| self.assignment(node)).collect();
        let redirects = statement.redirects.iter().map(|node| self.redirect(node)).collect();
        let body = statement.redirects.iter().rev().find_map(|redirect| match &redirect.target {
            RedirectTarget::Heredoc(heredoc) => Some(Body(range(heredoc.body.span))),
            RedirectTarget::Word(_) => None,
        });
        // A script that was followed has shown its substitutions already.
        let followed: Vec<_> = self
            .command(words, assignments, redirects, body, context)
            .into_iter()
            .map(|span| (span.start, span.end))
            .collect();
        let context = Context { pipeline: None, ..context };
        for node in parts.assignments.iter().chain(parts.arrays) {
            self.value(&node.value, context);
        }
        for node in parts.nodes {
            let span = self.span(range(node.span));
            if !followed.contains(&(span.start, span.end)) {
                self.within([node], context);
            }
        }
        self.redirected(&statement.redirects, &followed, context);
    }

    /// Substitutions in the targets and heredocs of redirections.
    fn redirected(&mut self, redirects: &[RedirectNode], followed: &[(u32, u32)], context: Context) {
        let context = Context { pipeline: None, ..context };
        for redirect in redirects {
            let node = match &redirect.target {
                RedirectTarget::Word(word) => word.span,
                RedirectTarget::Heredoc(heredoc) => heredoc.body.span,
            };
            let span = self.span(range(node));
            if followed.contains(&(span.start, span.end)) {
                continue;
            }
            match &redirect.target {
                RedirectTarget::Word(word) => self.within([word], context),
                RedirectTarget::Heredoc(heredoc) => self.heredoc(&heredoc.body, context),
            }
        }
    }

    fn value(&mut self, value: &AssignmentValue, context: Context) {
        match value {
            AssignmentValue::Scalar(word) => self.within([word], context),
            AssignmentValue::Compound(array) => {
                for element in &array.elements {
                    let (shuck_ast::ArrayElem::Sequential(value)
                    | shuck_ast::ArrayElem::Keyed { value, .. }
                    | shuck_ast::ArrayElem::KeyedAppend { value, .. }) = element;
                    self.within([&value.word], context);
                }
            }
        }
    }

    fn assignment(&self, node: &shuck_ast::Assignment) -> Assignment {
        let value = match &node.value {
            AssignmentValue::Scalar(word) => word.span,
            AssignmentValue::Compound(array) => array.span,
        };
        Assignment {
            span: self.span(range(node.span)),
            name: node.target.name.as_str().to_owned(),
            value: self.word(range(value)),
        }
    }

    fn redirect(&self, node: &RedirectNode) -> Redirect {
        let target = match &node.target {
            RedirectTarget::Word(word) => word.span,
            RedirectTarget::Heredoc(heredoc) => heredoc.delimiter.raw.span,
        };
        let whole = range(node.span);
        let (start, mut target) = (whole.start, range(target));
        if target.start < whole.start {
            // The parser makes up the word of `>&1`; its text stands behind the operator.
            let raw = self.source(whole.clone());
            let text = raw.rsplit(['&', '<', '>']).next().unwrap_or("").trim_start();
            target = whole.end.saturating_sub(text.len())..whole.end;
        }
        let both = self.source(start..target.start).contains(">>");
        let operator = match node.kind {
            RedirectKind::Output => ">",
            RedirectKind::Clobber => ">|",
            RedirectKind::Append => ">>",
            RedirectKind::Input => "<",
            RedirectKind::ReadWrite => "<>",
            RedirectKind::HereDoc => "<<",
            RedirectKind::HereDocStrip => "<<-",
            RedirectKind::HereString => "<<<",
            RedirectKind::DupOutput => ">&",
            RedirectKind::DupInput => "<&",
            RedirectKind::OutputBoth if both => "&>>",
            RedirectKind::OutputBoth => "&>",
        };
        Redirect {
            span: self.span(start..target.end.max(start)),
            operator: operator.to_owned(),
            target: Some(self.word(target)),
        }
    }
}

/// `break`, `continue`, `return` and `exit`, which the tree keeps apart from other commands.
fn control(builtin: &shuck_ast::BuiltinCommand) -> Parts<'_> {
    use shuck_ast::BuiltinCommand::{Break, Continue, Exit, Return};
    let (name, first, more, assignments, span) = match builtin {
        Break(node) => ("break", &node.depth, &node.extra_args, &node.assignments, node.span),
        Continue(node) => ("continue", &node.depth, &node.extra_args, &node.assignments, node.span),
        Return(node) => ("return", &node.code, &node.extra_args, &node.assignments, node.span),
        Exit(node) => ("exit", &node.code, &node.extra_args, &node.assignments, node.span),
    };
    let start = assignments.last().map_or(span.start.offset(), |last| last.span.end.offset() + 1);
    let nodes: Vec<&WordNode> = first.iter().chain(more).collect();
    let name = start..start + name.len();
    let words = std::iter::once(name).chain(nodes.iter().map(|node| range(node.span))).collect();
    Parts { words, assignments, nodes, arrays: Vec::new() }
}
