// The colours of files that nest deeply: the parsers of the editor call themselves for each level.

import type { ParseWrapper, PartialParse } from "@lezer/common";
import { NodeType, Tree } from "@lezer/common";

/** Levels of brackets that are coloured; ten times as many can overflow the stack of a browser. */
const MOST = 500;

/** Leaves a text without colours where its brackets nest too deeply. */
export const plainWhereDeep: ParseWrapper = (parse, input) => (nestsDeeply(input.read(0, input.length)) ? plain(input.length) : parse);

function nestsDeeply(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "[" || char === "{") depth += 1;
    else if ((char === "]" || char === "}") && depth > 0) depth -= 1;
    if (depth > MOST) return true;
  }
  return false;
}

/** A parse that finds nothing. */
function plain(length: number): PartialParse {
  return {
    parsedPos: length,
    stoppedAt: null,
    stopAt() {},
    advance: () => new Tree(NodeType.none, [], [], length),
  };
}
