// What a rule is about: why it matters, what to do, where to read on.

import type { RuleDetails } from "dockwarden";
import type { App } from "../app";
import { el, link } from "../dom";

/** An element that tells of a rule as soon as it is known. */
export function why(app: App, rule: string): HTMLElement {
  const box = el("div", { class: "about" });
  void app.engine.ask((worker) => worker.explain(rule)).then(
    (details) => box.append(el("p", {}, details.description), links(details)),
    () => undefined, // Findings about syntax and suppressions have no rule to tell of.
  );
  return box;
}

/** The same under the name of the rule. */
export function about(app: App, rule: string): HTMLElement {
  const box = why(app, rule);
  box.prepend(el("code", {}, rule));
  return box;
}

/** The links of a rule. */
export function links({ links: addresses }: RuleDetails): HTMLElement {
  const items = addresses.map((address) => el("li", {}, link(address, address.replace("https://", ""))));
  return items.length > 0 ? el("ul", { class: "links" }, ...items) : el("span");
}
