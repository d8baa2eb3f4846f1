// The texts of all examples: those of the repository and those of this page.

/** Texts by path. */
export const texts: Record<string, string> = {
  ...import.meta.glob<string>("../../examples/*/**/*", { query: "?raw", import: "default", eager: true, exhaustive: true }),
  ...import.meta.glob<string>("../examples/*/**/*", { query: "?raw", import: "default", eager: true, exhaustive: true }),
};
