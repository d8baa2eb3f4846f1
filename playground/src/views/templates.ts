// Rules to start from: each works as it is.

const HEAD = `# METADATA
# title: TITLE
# description: Say why it matters and what to do instead.
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
`;

/** A rule and its tests, by kind; NAME stands for the rule's name. */
export const TEMPLATES: Record<string, { rule: string; test: string }> = {
  dockerfile: {
    rule: `${HEAD.replace("TITLE", "Image names no maintainer")}package dockwarden.dockerfile["NAME"]

deny contains {
	"message": "The image has no label org.opencontainers.image.authors",
	"at": stage,
} if {
	some stage in input.stages
	stage.final
	not names_authors
}

names_authors if {
	some label in input.instructions.LABEL
	some word in label.words
	contains(word.text, "org.opencontainers.image.authors")
}
`,
    test: `package dockwarden.dockerfile["NAME_test"]

import data.dockwarden.dockerfile["NAME"] as rule

stage := {"@": 1, "final": true}

test_missing_label_is_found if {
	count(rule.deny) == 1 with input as {"stages": [stage], "instructions": {}}
}

test_label_passes if {
	label := {"words": [{"text": "org.opencontainers.image.authors=team@example.com"}]}
	count(rule.deny) == 0 with input as {"stages": [stage], "instructions": {"LABEL": [label]}}
}
`,
  },
  compose: {
    rule: `${HEAD.replace("TITLE", "Service has no owner")}package dockwarden.compose["NAME"]

deny contains {
	"message": sprintf("Service %q names no owner", [service.name]),
	"at": service,
} if {
	some service in input.services
	not service.labels["com.example.owner"]
}
`,
    test: `package dockwarden.compose["NAME_test"]

import data.dockwarden.compose["NAME"] as rule

test_service_without_owner_is_found if {
	count(rule.deny) == 1 with input as {"services": {"web": {"@": 1, "name": "web", "labels": {}}}}
}

test_owner_passes if {
	labels := {"com.example.owner": {"text": "team"}}
	count(rule.deny) == 0 with input as {"services": {"web": {"@": 1, "name": "web", "labels": labels}}}
}
`,
  },
  daemon: {
    rule: `${HEAD.replace("TITLE", "Debug mode is on")}package dockwarden.daemon["NAME"]

deny contains {
	"message": "The engine runs in debug mode",
	"at": [input, "debug"],
} if {
	input.options.debug.value == true
}
`,
    test: `package dockwarden.daemon["NAME_test"]

import data.dockwarden.daemon["NAME"] as rule

test_debug_is_found if {
	count(rule.deny) == 1 with input as {"@": 1, "options": {"debug": {"value": true}}}
}

test_no_debug_passes if {
	count(rule.deny) == 0 with input as {"@": 1, "options": {"debug": {"value": false}}}
}
`,
  },
  stack: {
    rule: `${HEAD.replace("TITLE", "Service runs what it builds as root")}package dockwarden.stack["NAME"]

deny contains {
	"message": sprintf("Service %q runs as root, and its image is built here", [service.name]),
	"at": service.posture.user,
} if {
	some service in input.services
	service.build
	service.posture.user.held == "no"
}
`,
    test: `package dockwarden.stack["NAME_test"]

import data.dockwarden.stack["NAME"] as rule

service(held) := {"name": "web", "build": {"@": 1}, "posture": {"user": {"@": 2, "held": held}}}

test_root_is_found if {
	count(rule.deny) == 1 with input as {"services": {"web": service("no")}}
}

test_somebody_else_passes if {
	count(rule.deny) == 0 with input as {"services": {"web": service("yes")}}
}
`,
  },
};
