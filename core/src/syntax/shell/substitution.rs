//! Commands inside words: command and process substitutions, also in parameters and arithmetic.

use shuck_ast::{
    ArithmeticExpr, ArithmeticExprNode, BourneParameterExpansion as Bourne, ConditionalExpr, HeredocBody,
    HeredocBodyPart, ParameterExpansion, ParameterExpansionSyntax, ParameterOp, Pattern, PatternPart, Word,
    WordPart, WordPartNode,
};

use super::walker::{Context, Walker};

impl Walker<'_> {
    /// The commands within words.
    pub(super) fn within<'n>(&mut self, words: impl IntoIterator<Item = &'n Word>, context: Context) {
        for word in words {
            self.parts(&word.parts, context);
        }
    }

    fn parts(&mut self, parts: &[WordPartNode], context: Context) {
        for part in parts {
            match &part.kind {
                WordPart::DoubleQuoted { parts, .. } => self.parts(parts, context),
                WordPart::CommandSubstitution { body, .. } | WordPart::ProcessSubstitution { body, .. } => {
                    self.sequence(body, context);
                }
                WordPart::ArithmeticExpansion { expression_ast, expression_word_ast, .. } => {
                    match expression_ast {
                        Some(expression) => self.arithmetic(expression, context),
                        None => self.parts(&expression_word_ast.parts, context),
                    }
                }
                WordPart::Parameter(parameter) => self.parameter(parameter, context),
                WordPart::ParameterExpansion { operator, operand_word_ast, .. } => {
                    self.operation(operator, context);
                    self.within(operand_word_ast.as_deref(), context);
                }
                WordPart::IndirectExpansion { operand_word_ast, .. } => {
                    self.within(operand_word_ast.as_deref(), context);
                }
                WordPart::Substring { offset_word_ast, length_word_ast, .. }
                | WordPart::ArraySlice { offset_word_ast, length_word_ast, .. } => {
                    self.within(
                        std::iter::once(&**offset_word_ast).chain(length_word_ast.as_deref()),
                        context,
                    );
                }
                _ => {}
            }
        }
    }

    fn parameter(&mut self, parameter: &ParameterExpansion, context: Context) {
        let ParameterExpansionSyntax::Bourne(expansion) = &parameter.syntax else { return };
        match expansion {
            Bourne::Operation { operator, operand_word_ast, .. } => {
                self.operation(operator, context);
                self.within(operand_word_ast.as_deref(), context);
            }
            Bourne::Indirect { operand_word_ast, .. } => self.within(operand_word_ast.as_deref(), context),
            Bourne::Slice { offset_word_ast, length_word_ast, .. } => {
                self.within(std::iter::once(&**offset_word_ast).chain(length_word_ast.as_deref()), context);
            }
            _ => {}
        }
    }

    fn operation(&mut self, operator: &ParameterOp, context: Context) {
        match operator {
            ParameterOp::RemovePrefixShort { pattern }
            | ParameterOp::RemovePrefixLong { pattern }
            | ParameterOp::RemoveSuffixShort { pattern }
            | ParameterOp::RemoveSuffixLong { pattern } => self.pattern(pattern, context),
            ParameterOp::ReplaceFirst { pattern, replacement_word_ast, .. }
            | ParameterOp::ReplaceAll { pattern, replacement_word_ast, .. } => {
                self.pattern(pattern, context);
                self.within([&**replacement_word_ast], context);
            }
            _ => {}
        }
    }

    pub(super) fn pattern(&mut self, pattern: &Pattern, context: Context) {
        for part in &pattern.parts {
            match &part.kind {
                PatternPart::Word(word) => self.within([word], context),
                PatternPart::Group { patterns, .. } => {
                    patterns.iter().for_each(|pattern| self.pattern(pattern, context));
                }
                _ => {}
            }
        }
    }

    pub(super) fn heredoc(&mut self, body: &HeredocBody, context: Context) {
        for part in &body.parts {
            match &part.kind {
                HeredocBodyPart::CommandSubstitution { body, .. } => self.sequence(body, context),
                HeredocBodyPart::ArithmeticExpansion { expression_word_ast, .. } => {
                    self.parts(&expression_word_ast.parts, context);
                }
                HeredocBodyPart::Parameter(parameter) => self.parameter(parameter, context),
                HeredocBodyPart::Literal(_) | HeredocBodyPart::Variable(_) => {}
            }
        }
    }

    /// The commands in an expression; a list instead of calls, as it is as deep as it is long.
    pub(super) fn arithmetic(&mut self, expression: &ArithmeticExprNode, context: Context) {
        let mut open = vec![expression];
        while let Some(node) = open.pop() {
            match &node.kind {
                ArithmeticExpr::ShellWord(word) => self.within([word], context),
                ArithmeticExpr::Indexed { index: inner, .. }
                | ArithmeticExpr::Parenthesized { expression: inner }
                | ArithmeticExpr::Unary { expr: inner, .. }
                | ArithmeticExpr::Postfix { expr: inner, .. }
                | ArithmeticExpr::Assignment { value: inner, .. } => open.push(inner),
                ArithmeticExpr::Binary { left, right, .. } => open.extend([&**right, &**left]),
                ArithmeticExpr::Conditional { condition, then_expr, else_expr } => {
                    open.extend([&**else_expr, &**then_expr, &**condition]);
                }
                ArithmeticExpr::Number(_) | ArithmeticExpr::Variable(_) => {}
            }
        }
    }

    /// The commands in the words of `[[ … ]]`.
    pub(super) fn condition(&mut self, expression: &ConditionalExpr, context: Context) {
        let mut open = vec![expression];
        while let Some(expression) = open.pop() {
            match expression {
                ConditionalExpr::Binary(node) => open.extend([&*node.right, &*node.left]),
                ConditionalExpr::Unary(node) => open.push(&node.expr),
                ConditionalExpr::Parenthesized(node) => open.push(&node.expr),
                ConditionalExpr::Word(word) | ConditionalExpr::Regex(word) => self.within([word], context),
                ConditionalExpr::Pattern(pattern) => self.pattern(pattern, context),
                ConditionalExpr::VarRef(_) => {}
            }
        }
    }
}
