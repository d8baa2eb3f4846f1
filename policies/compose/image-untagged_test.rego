package dockwarden.compose["image-untagged_test"]

import data.dockwarden.compose["image-untagged"] as rule

findings(service) := found if {
	found := rule.deny with input as {"pulled": [service], "services": {"web": service}}
}

image := {"@": 2, "text": "nginx", "value": "nginx", "known": true}

test_no_tag_is_denied_at_the_image if {
	some finding in findings({"name": "web", "image": image})
	finding.at == image
}

test_tag_or_digest_passes if {
	count(findings({"name": "web", "image": object.union(image, {"tag": "1.27"})})) == 0
	count(findings({"name": "web", "image": object.union(image, {"digest": "sha256:0"})})) == 0
}
