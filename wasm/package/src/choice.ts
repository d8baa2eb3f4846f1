// Options as the module wants them.

import type { Options, Policy } from "./types.js";

/** The text that the module reads options from. */
export function choice({ today, policies, ...rest }: Options): string {
  const date = today === undefined ? new Date().toISOString().slice(0, 10) : today;
  return JSON.stringify({ ...rest, today: date, policies: (policies ?? []).map(pair) });
}

/** A policy as the module reads it. */
export function pair({ path, text }: Policy): [string, string] {
  return [path, text];
}
