package dockwarden.compose["no-new-privileges-missing_test"]

import data.dockwarden.compose["no-new-privileges-missing"] as rule

service(state, options) := {
	"name": "web",
	"build": {"context": "."},
	"security_opt": options,
	"effective": {"no_new_privileges": state},
}

test_unset_is_denied_at_the_service if {
	web := service("unset", [])
	some finding in rule.deny with input as {"complete": [web]}
	finding.at == web
}

test_switched_off_is_denied_at_the_option if {
	web := service("no", ["label:type:web_t", "no-new-privileges:false"])
	some finding in rule.deny with input as {"containers": [web]}
	finding.at == [web, "security_opt", 1]
}

test_set_passes if {
	count(rule.deny) == 0 with input as {"complete": [service("yes", ["no-new-privileges"])]}
}

test_unknown_passes if {
	count(rule.deny) == 0 with input as {"complete": [service("unknown", [{"@": 1, "unknown": "${X}"}])]}
}
