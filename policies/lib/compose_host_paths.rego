# What a mounted path of the host gives away, beyond the class that the reader found.
package dockwarden.lib.compose_host_paths

import data.dockwarden.lib.compose

# takes_over holds if whoever may write to the mounted path becomes root on the host.
takes_over(mount) if {
	mount.read_only == false
	root_equivalent(mount.sensitive, compose.host_path(mount))
}

root_equivalent(class, _) if class in {"host-root", "kernel"}

root_equivalent("docker-data", path) if {
	not startswith(path, "/var/lib/docker/volumes")
	not startswith(path, "/var/lib/docker/containers")
}

root_equivalent("host-config", path) if path == "/etc"

root_equivalent(class, path) if {
	class in {"credentials", "host-config"}
	startswith(path, "/etc/")
	split(path, "/")[2] in obeyed
}

root_equivalent("credentials", path) if startswith(path, "~/.ssh")

# Entries of /etc that the host obeys as root: accounts, jobs, units, libraries, logins.
obeyed := {
	"alternatives",
	"apt",
	"bash.bashrc",
	"cron.d",
	"cron.daily",
	"cron.hourly",
	"cron.monthly",
	"cron.weekly",
	"crontab",
	"docker",
	"environment",
	"group",
	"gshadow",
	"init.d",
	"kubernetes",
	"ld.so.conf",
	"ld.so.conf.d",
	"ld.so.preload",
	"logrotate.d",
	"modprobe.d",
	"pam.d",
	"passwd",
	"profile",
	"profile.d",
	"rc.local",
	"shadow",
	"ssh",
	"sudoers",
	"sudoers.d",
	"systemd",
	"udev",
	"yum.repos.d",
}

# tells_secrets holds if reading the mounted path is enough to learn what is not meant to be shared.
tells_secrets(mount) if mount.sensitive in {"host-root", "docker-data", "home", "credentials"}

tells_secrets(mount) if {
	mount.sensitive == "host-config"
	compose.host_path(mount) == "/etc"
}

tells_secrets(mount) if {
	mount.sensitive == "devices"
	compose.host_path(mount) == "/dev"
}

tells_secrets(mount) if {
	mount.sensitive == "kernel"
	startswith(compose.host_path(mount), "/proc")
}
