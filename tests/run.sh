#!/usr/bin/env bash
# All set-up and all tests, in a fresh clone:
#
#     tests/run.sh                      everything
#     tests/run.sh --test it dovecot    arguments go to `cargo test`
#
# 1. Installs the Debian packages that are missing (as root, or by sudo). Nothing else needs root.
# 2. Makes a test authority and certificates in a temporary folder.
# 3. Starts a real Dovecot on loopback high ports, with its own settings and mail, apart from any Dovecot of this machine.
# 4. Runs `cargo test --release --locked`, with the server's address in VIDNESBYRD_TEST_IMAP_*.
# 5. Stops the server and removes the folder, whatever happened.
#
# Tests that need the server fail without it. To leave them out on a machine that cannot run Dovecot, say so:
#
#     VIDNESBYRD_TEST_WITHOUT_DOVECOT=1 cargo test --release --locked
set -euo pipefail
cd "$(dirname "$0")/.."

# --- 1. packages ------------------------------------------------------------------------------------------------------
missing=()
need() { # need FILE-OR-COMMAND PACKAGE
    if [[ $1 == /* ]]; then [[ -e $1 ]] || missing+=("$2"); else command -v "$1" >/dev/null || missing+=("$2"); fi
}
PATH="$PATH:/usr/sbin:/sbin"
need cc build-essential
need openssl openssl
need /usr/lib/dovecot/imap dovecot-imapd
need pdftotext poppler-utils
need qpdf qpdf
need /etc/ssl/certs/ca-certificates.crt ca-certificates

if ((${#missing[@]})); then
    as_root=()
    [[ $(id -u) == 0 ]] || as_root=(sudo)
    for command in apt-get "${as_root[@]}"; do
        command -v "$command" >/dev/null || { echo "tests/run.sh: please install: ${missing[*]}" >&2; exit 2; }
    done
    echo "tests/run.sh: installing ${missing[*]}" >&2
    # Only the files are wanted, not a mail server on the machine's own ports.
    policy=/usr/sbin/policy-rc.d
    [[ -e $policy ]] && policy=
    if [[ $policy ]]; then printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null; "${as_root[@]}" chmod 755 "$policy"; fi
    status=0
    { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; } || status=$?
    if [[ $policy ]]; then "${as_root[@]}" rm -f "$policy"; fi
    ((status == 0)) || { echo "tests/run.sh: could not install ${missing[*]}" >&2; exit "$status"; }
fi

# --- 2. certificates --------------------------------------------------------------------------------------------------
home=$(mktemp -d /tmp/vidnesbyrd-test.XXXXXX)
chmod 755 "$home" # Dovecot drops its rights and must still get in.
server=
stop() {
    if [[ $server ]]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

authority() { # authority NAME: a key and a certificate that may sign others
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=Test authority $1" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign \
        -keyout "$home/$1.key" -out "$home/$1.pem" 2>/dev/null
}
leaf() { # leaf NAME DAYS: a server certificate from the authority `ca`
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" \
        -keyout "$home/$1.key" -out "$home/$1.csr" 2>/dev/null
    openssl x509 -req -in "$home/$1.csr" -CA "$home/ca.pem" -CAkey "$home/ca.key" -CAcreateserial -days "$2" \
        -extfile <(printf '%s\n' subjectAltName=DNS:localhost,IP:127.0.0.1,IP:127.0.0.2,IP:127.0.0.5 \
            basicConstraints=CA:FALSE extendedKeyUsage=serverAuth) -out "$home/$1.pem" 2>/dev/null
}
authority ca
authority other
leaf server 30
leaf expired -1

# --- 3. the server ----------------------------------------------------------------------------------------------------
# 127.0.0.1, .2  TLS and STARTTLS with a good certificate (Dovecot trusts 127.0.0.1 more than the others)
# 127.0.0.3      no encryption offered
# 127.0.0.4      a certificate for other names
# 127.0.0.5      a certificate that is out of date
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}
password='kanarie-æøå-9'
# As root, Dovecot gives up its rights and the mail belongs to nobody; otherwise everything is the caller's own.
if [[ $(id -u) == 0 ]]; then
    owner=nobody group=nogroup
    ownership=
else
    owner=$(id -un) group=$(id -gn)
    ownership="default_internal_user = $owner
default_internal_group = $group
default_login_user = $owner
service anvil {
    chroot =
}
service imap-login {
    chroot =
}"
fi
configure() {
    tls_port=$(free_port)
    starttls_port=$(free_port)
    cat >"$home/dovecot.conf" <<CONF
base_dir = $home/run
state_dir = $home/run
log_path = $home/dovecot.log
protocols = imap
$ownership
listen = 127.0.0.1, 127.0.0.2, 127.0.0.3, 127.0.0.4, 127.0.0.5
default_process_limit = 60
service imap-login {
    inet_listener imap {
        port = $starttls_port
    }
    inet_listener imaps {
        port = $tls_port
        ssl = yes
    }
}
service anvil {
    # Many tests log in at once; none of them is a burglar.
    unix_listener anvil-auth-penalty {
        mode = 0
    }
}
ssl = required
ssl_cert = <$home/server.pem
ssl_key = <$home/server.key
ssl_min_protocol = TLSv1.2
local 127.0.0.3 {
    ssl = no
}
local 127.0.0.5 {
    ssl_cert = <$home/expired.pem
    ssl_key = <$home/expired.key
}
auth_mechanisms = plain
auth_failure_delay = 0
mail_max_userip_connections = 100
passdb {
    driver = passwd-file
    args = scheme=PLAIN username_format=%n $home/users
}
userdb {
    driver = static
    args = uid=$owner gid=$group home=$home/mail/%u allow_all_users=yes
}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
namespace inbox {
    inbox = yes
    separator = /
}
CONF
}
# One line is enough: every test takes an address of its own, post@TEST.example, so that none disturbs another.
printf 'post:%s::::::\n' "$password" >"$home/users"
mkdir -p "$home/mail"
chown "$owner:$group" "$home/mail"
for _ in 1 2 3; do
    configure
    dovecot -F -c "$home/dovecot.conf" &
    server=$!
    for _ in $(seq 100); do
        if (exec 3<>"/dev/tcp/127.0.0.1/$tls_port") 2>/dev/null; then break 2; fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
done
if [[ -z $server ]]; then
    echo "tests/run.sh: Dovecot did not start:" >&2
    cat "$home/dovecot.log" >&2 || true
    exit 1
fi

# --- 4. the tests -----------------------------------------------------------------------------------------------------
export VIDNESBYRD_TEST_IMAP_HOME="$home" # dovecot.conf for doveadm; ca.pem signs the server, other.pem does not
export VIDNESBYRD_TEST_IMAP_TLS_PORT="$tls_port"
export VIDNESBYRD_TEST_IMAP_STARTTLS_PORT="$starttls_port"
export VIDNESBYRD_TEST_IMAP_PASSWORD="$password"
cargo test --release --locked "$@"
