// Short words to the visitor, heard by screen readers too.

import { button, byId, el } from "../dom";

/** Says something; with an action, or until it is closed. */
export function say(text: string, options: { action?: { label: string; run(): void }; lasting?: boolean } = {}): void {
  const { action, lasting } = options;
  const close = () => note.remove();
  const note = el(
    "div",
    { class: "notice" },
    el("span", {}, text),
    action && button(action.label, () => {
      action.run();
      close();
    }),
    button("×", close, { "aria-label": "Close this message", class: "plain" }),
  );
  byId("notices").replaceChildren(note);
  if (!lasting) setTimeout(close, 12_000);
}
