// Where workers come from. Only this one script can become one: the page's policy says so.

import threadAddress from "dockwarden/thread?worker&url";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const plain = { createScriptURL: (address: string) => address };
const policy = trustedTypes?.createPolicy("dockwarden", plain) ?? plain;

/** An address of a script of this page, as browsers want it that check such addresses. */
export function trusted(address: string): string {
  return policy.createScriptURL(address);
}

/** A worker that runs a checker. */
export function newThread(): Worker {
  return new Worker(trusted(threadAddress), { type: "module", name: "checker" });
}
