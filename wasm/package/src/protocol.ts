// What a page and its worker say to each other.

import type { ErrorCode } from "./error.js";
import type { Dockwarden } from "./dockwarden.js";
import type { Options, Problem } from "./types.js";

/** Methods that a worker can be asked for. */
export type Method = "configure" | "check" | "checkDocument" | "applyFixes" | "render" | "sarif" | "input" | "rules" | "explain";

/** The first message, then one for each call. */
export type Request =
  | { method: "create"; module: WebAssembly.Module; options: Options }
  | { [M in Method]: { method: M; args: Parameters<Dockwarden[M]> } }[Method];

/** One for each request, in order. */
export type Answer =
  | { ok: true; value: unknown }
  | { ok: false; code: ErrorCode; message: string; problems: readonly Problem[] };
