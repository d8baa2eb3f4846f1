package dockwarden.compose["user-root_test"]

import data.dockwarden.compose["user-root"] as rule

service(root, source) := {"name": "web", "effective": {"user": {"root": root, "source": source}}}

test_root_set_by_the_service_is_denied if {
	web := service("yes", "service")
	some finding in rule.deny with input as {"containers": [web]}
	finding.at == [web, "user"]
}

test_root_of_the_image_is_not_the_doing_of_this_file if {
	count(rule.deny) == 0 with input as {"containers": [service("yes", "image")]}
}

test_unknown_and_ordinary_users_pass if {
	every root in ["no", "unknown"] {
		count(rule.deny) == 0 with input as {"containers": [service(root, "service")]}
	}
}
