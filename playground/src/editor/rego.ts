// Rego for the editor: what is a word, a text, a comment.

import { StreamLanguage } from "@codemirror/language";

const KEYWORDS = new Set(
  "package import as default else if in contains some every not with true false null".split(" "),
);

interface Place {
  raw: boolean;
}

/** Colours for Rego. */
export const rego = StreamLanguage.define<Place>({
  name: "rego",
  startState: () => ({ raw: false }),
  token(stream, place) {
    if (place.raw || stream.eat("`")) {
      place.raw = !stream.skipTo("`");
      if (place.raw) stream.skipToEnd();
      else stream.next();
      return "string";
    }
    if (stream.eatSpace()) return null;
    if (stream.match("#")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
    if (stream.match(/^\d[\d.eE+-]*/)) return "number";
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (word && word !== true) {
      if (KEYWORDS.has(word[0])) return "keyword";
      return stream.match(/^\s*\(/, false) ? "variableName.function" : "variableName";
    }
    stream.next();
    return "operator";
  },
  languageData: { commentTokens: { line: "#" } },
});
