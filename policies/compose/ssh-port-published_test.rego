package dockwarden.compose["ssh-port-published_test"]

import data.dockwarden.compose["ssh-port-published"] as rule

findings(image, target) := found if {
	found := rule.deny with input as {"containers": [{
		"name": "x",
		"image": {"name": image},
		"ports": [{"target": target, "published": "2222"}],
	}]}
}

test_ssh_is_denied if {
	count(findings("app", 22)) == 1
}

test_servers_of_git_pass if {
	count(findings("gitea", 22)) == 0
}

test_other_ports_pass if {
	count(findings("app", 2222)) == 0
}

test_image_built_here_is_denied if {
	count(rule.deny) == 1 with input as {"containers": [{"name": "x", "ports": [{"target": 22}]}]}
}
