// Elements of the page. Text always becomes text nodes: nothing here can make HTML of it.

type Child = Node | string | undefined | false;
type Attributes = Record<string, string | boolean | number | undefined | ((event: never) => void)>;

/** An element: attributes, listeners (`onclick: …`), children. Attributes that are false or undefined are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value as EventListener);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button that is no submit button. */
export function button(label: string, onclick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return el("button", { type: "button", onclick, ...attributes }, label);
}

/** A link to elsewhere; anything but https stays text. */
export function link(address: string, label = address): HTMLElement {
  if (!address.startsWith("https://")) return el("span", {}, label);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** The element of the page with this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Arrow keys, Home and End move the focus among `items`. */
export function arrows(event: KeyboardEvent, items: readonly HTMLElement[]): HTMLElement | undefined {
  const at = items.indexOf(document.activeElement as HTMLElement);
  const step: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: items.length - 1,
  };
  const next = step[event.key];
  if (next === undefined || items.length === 0) return undefined;
  event.preventDefault();
  const target = items[(next + items.length) % items.length];
  target?.focus();
  return target;
}
