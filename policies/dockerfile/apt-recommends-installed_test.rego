package dockwarden.dockerfile["apt-recommends-installed_test"]

import data.dockwarden.dockerfile["apt-recommends-installed"] as rule

findings(flags, text) := found if {
	found := rule.deny with input as {
		"text": text,
		"installs": [{
			"name": "apt-get", "manager": "apt-get", "keyword": "RUN", "flags": flags,
			"words": [{"text": "apt-get", "value": "apt-get"}, {"text": "install", "value": "install"}, {"text": "curl", "value": "curl"}],
		}],
		"instructions": {"RUN": [{"words": [{"text": text}], "heredocs": []}]},
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
