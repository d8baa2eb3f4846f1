// Places of the checker as the editor has them: both count in UTF-16 code units from zero.

import type { Edit, Range as Place } from "dockwarden-wasm";
import { Range, TextEdit, type Position } from "vscode";

export function range({ start, end }: Place): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

export function edits(list: readonly Edit[]): TextEdit[] {
  return list.map((edit) => TextEdit.replace(range(edit.range), edit.text));
}

/** The one edit that turns `before` into `after`. */
export function difference(before: string, after: string, at: (offset: number) => Position): TextEdit[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  // A line break of two characters is one thing.
  if (before[start - 1] === "\r") start -= 1;
  if (end > 0 && before.at(-1 - end) === "\r") end -= 1;
  const place = new Range(at(start), at(before.length - end));
  return [TextEdit.replace(place, after.slice(start, after.length - end))];
}
