// Policies that the page makes for questions of its own.

/** Metadata that every policy must have; how many lines they are. */
export const HEAD = `# METADATA
# title: Question of the page
# description: Asks for what only policies see.
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
`;

/** How many lines `HEAD` is. */
export const HEAD_LINES = HEAD.split("\n").length - 1;
