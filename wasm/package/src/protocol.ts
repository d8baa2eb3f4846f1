// What a page and its worker say to each other.

import type { ErrorCode } from "./error.js";
import type { State } from "./state.js";
import type { Options, Problem } from "./types.js";

/** Methods that a worker can be asked for. */
export type Method =
  | "configure"
  | "check"
  | "checkDocument"
  | "applyFixes"
  | "render"
  | "sarif"
  | "input"
  | "locate"
  | "test"
  | "rules"
  | "explain";

/** The first message: what the thread makes. */
export type Start =
  | { method: "create"; of: "dockwarden"; module: WebAssembly.Module; options: Options }
  | { method: "create"; of: "workspace"; module: WebAssembly.Module; options: Options; state: State };

/** A call of a method of what the thread made. */
export interface Ask {
  method: string;
  args: readonly unknown[];
}

/** The first message, then one for each call. */
export type Request = Start | Ask;

/** One for each request, in order. */
export type Answer =
  | { ok: true; value: unknown }
  | { ok: false; code: ErrorCode; message: string; problems: readonly Problem[] };
