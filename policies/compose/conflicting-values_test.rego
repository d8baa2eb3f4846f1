package dockwarden.compose["conflicting-values_test"]

import data.dockwarden.compose["conflicting-values"] as rule

findings(service) := found if {
	found := rule.deny with input as {"services": {"x": object.union({"name": "x"}, service)}}
}

limited(limits) := {"deploy": {"@": 1, "resources": {"@": 2, "limits": object.union({"@": 3}, limits)}}}

test_different_limits_are_denied if {
	count(findings(object.union({"cpus": 1}, limited({"cpus": 2})))) == 1
	count(findings(object.union({"pids_limit": 10}, limited({"pids": 20})))) == 1
	count(findings(object.union({"mem_limit": "512m"}, limited({"memory": "1g"})))) == 1
	count(findings(object.union({"mem_limit": 1024}, limited({"memory": "1g"})))) == 1
	count(findings({"scale": 2, "deploy": {"@": 1, "replicas": 3}})) == 1
}

test_a_limit_that_deploy_leaves_out_is_denied if {
	count(findings(object.union({"cpus": 1}, limited({"memory": "1g"})))) == 1
	count(findings(object.union({"cpus": 0}, limited({"memory": "1g"})))) == 0
	count(findings({"cpus": 1, "deploy": {"@": 1, "resources": {"@": 2}}})) == 0
}

test_equal_and_unknown_limits_pass if {
	count(findings(object.union({"cpus": 1}, limited({"cpus": 1})))) == 0
	count(findings(object.union({"mem_limit": 1024}, limited({"memory": "1k"})))) == 0
	every size in ["1024M", "1gb", "1G", {"@": 4, "unknown": "${SIZE}"}] {
		count(findings(object.union({"mem_limit": "1g"}, limited({"memory": size})))) == 0
	}
}
