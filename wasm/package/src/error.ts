// What goes wrong, told apart by its code.

import type { Problem } from "./types.js";

/**
 * - `config`, `policy`, `input`: what was given cannot be used; `problems` says where.
 * - `load`: the WASM module could not be loaded, or was not yet.
 * - `trap`: the module stopped in the middle, as a hostile policy can make it. Its memory is thrown
 *   away; the next call starts with a new one.
 * - `timeout`: a worker took longer than allowed and was ended; the next call starts a new one.
 */
export type ErrorCode = "config" | "policy" | "input" | "load" | "trap" | "timeout";

/** The only error that this package throws. */
export class DockwardenError extends Error {
  override readonly name = "DockwardenError";
  readonly code: ErrorCode;
  /** Never empty for `config`, `policy` and `input`. */
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, message: string, problems: readonly Problem[] = [], cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.problems = problems;
  }
}

/** The error that problems make. */
export function ofProblems(code: ErrorCode, problems: readonly Problem[]): DockwardenError {
  return new DockwardenError(code, problems.map(line).join("\n"), problems);
}

function line({ path, range, message }: Problem): string {
  const place = range ? `:${range.start.line + 1}:${range.start.character + 1}` : "";
  return path ? `${path}${place}: ${message}` : message;
}
