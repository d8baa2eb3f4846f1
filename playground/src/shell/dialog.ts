// Questions that are answered before anything else.

import { button, el } from "../dom";

/** Shows a dialog until it is answered; true if it was confirmed. `ready` is called once it is shown. */
export function confirm(title: string, body: Node, label: string, ready: (dialog: HTMLDialogElement) => void = () => {}): Promise<boolean> {
  return new Promise((resolve) => {
    const form = el(
      "form",
      { method: "dialog" },
      el("h2", { id: "dialog-title" }, title),
      el("div", { class: "dialog-body" }, body),
      el(
        "div",
        { class: "dialog-actions" },
        button("Cancel", () => dialog.close("")),
        el("button", { type: "submit", value: "yes", class: "primary" }, label),
      ),
    );
    const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    ready(dialog);
  });
}

/** Asks for one line of text; undefined if the visitor would rather not. */
export async function ask(title: string, label: string, value: string, action: string, fault: (text: string) => string | undefined): Promise<string | undefined> {
  const input = el("input", { id: "dialog-input", value, autocomplete: "off", spellcheck: "false", maxlength: 300 });
  const check = () => input.setCustomValidity(fault(input.value.trim()) ?? "");
  input.addEventListener("input", check);
  check();
  const body = el("p", {}, el("label", { for: "dialog-input" }, label), input);
  const yes = await confirm(title, body, action, () => input.select());
  return yes ? input.value.trim() : undefined;
}
