// What is open survives a reload of this tab; a link that was followed wins once.

import { decode, encode, isState, type State } from "./share";

const KEY = "dockwarden";

/** Keeps the state for a reload. */
export async function keep(state: State): Promise<void> {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ link: location.hash, state: await encode(state) }));
  } catch {
    // Without storage, or when it is full, a reload begins anew.
  }
}

/** The state of this tab before it was reloaded, if the link is the same as then. */
export async function kept(): Promise<State | undefined> {
  try {
    const { link, state } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as { link?: string; state?: string };
    return link === location.hash && state !== undefined ? await decode(state) : undefined;
  } catch {
    return undefined;
  }
}

/** The state in the address, if there is one. Throws an Error that says what is wrong with it. */
export async function linked(): Promise<State | undefined> {
  return isState(location.hash) ? decode(location.hash) : undefined;
}
