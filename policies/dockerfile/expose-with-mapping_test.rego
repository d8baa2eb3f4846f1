package dockwarden.dockerfile["expose-with-mapping_test"]

import data.dockwarden.dockerfile["expose-with-mapping"] as rule

findings(text) := found if {
	found := rule.deny with input as {"instructions": {"EXPOSE": [{"ports": [{"text": text}]}]}}
}

fixed(text) := {finding.fix.text | some finding in findings(text)}

test_mappings_are_reduced_to_the_port_of_the_container if {
	fixed("8080:80") == {"80"}
	fixed("127.0.0.1:8080:80/tcp") == {"80/tcp"}
}

test_ports_pass if {
	every text in ["80", "80/tcp", "80-90", "$PORT", "${PORT:-80}"] {
		count(findings(text)) == 0
	}
}
