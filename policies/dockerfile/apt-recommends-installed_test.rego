package dockwarden.dockerfile["apt-recommends-installed_test"]

import data.dockwarden.dockerfile["apt-recommends-installed"] as rule

findings(flags, text) := found if {
	found := rule.deny with input as {
		"text": text,
		"installs": [{
			"name": "apt-get", "manager": "apt-get", "keyword": "RUN", "stage": 0, "instruction": 2, "flags": flags,
			"words": [{"text": "apt-get", "value": "apt-get"}, {"text": "install", "value": "install"}, {"text": "curl", "value": "curl"}],
		}],
		"stages": [{"index": 0, "base": {"kind": "image"}, "instructions": [{
			"keyword": "RUN", "index": 1, "heredocs": [],
			"commands": [{"name": "echo", "words": [{"text": text}]}],
		}]}],
	}
}

test_an_install_is_denied if {
	count(findings({}, "")) == 1
}

test_the_option_passes if {
	count(findings({"--no-install-recommends": {}}, "")) == 0
}

test_a_setting_of_apt_passes if {
	count(findings({}, `echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/99`)) == 0
}
