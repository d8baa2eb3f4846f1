// Places as the checker counts them, in a text as the editor holds it.

import type { Text } from "@codemirror/state";
import type { Position, Range } from "dockwarden";

/** Where a position is; the nearest place there is, if the text has changed since. */
export function offset(text: Text, { line, character }: Position): number {
  if (line >= text.lines) return text.length;
  const { from, to } = text.line(line + 1);
  return Math.min(from + character, to);
}

/** Both ends of a range. */
export function span(text: Text, range: Range): { from: number; to: number } {
  return { from: offset(text, range.start), to: offset(text, range.end) };
}

/** The place at an offset. */
export function position(text: Text, at: number): Position {
  const line = text.lineAt(at);
  return { line: line.number - 1, character: at - line.from };
}

/** What comes first. */
export function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
