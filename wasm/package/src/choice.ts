// Options as the module wants them.

import type { Options } from "./types.js";

/** The text that the module reads options from. */
export function choice({ today, policies, ...rest }: Options): string {
  const date = today === undefined ? new Date().toISOString().slice(0, 10) : today;
  return JSON.stringify({ ...rest, today: date, policies: (policies ?? []).map(({ path, text }) => [path, text]) });
}
