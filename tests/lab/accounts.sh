# SPDX-License-Identifier: GPL-3.0-or-later
# The lab's one password, its certificate authority, and who has which account (README.md, "Accounts"). Sourced.
# shellcheck shell=bash

PASSWORD_FILE=$LAB/secrets/password
password() { cat "$PASSWORD_FILE"; }

# Made once per lab directory. One password serves every account: the accounts differ in rights, which is what is tested.
make_secrets() {
    [ -s "$PASSWORD_FILE" ] || printf %s "$(openssl rand -hex 16)" >"$PASSWORD_FILE"
    [ -s etc/server.crt ] || make_certificates
}

# An authority of the lab's own, and one certificate for 127.0.0.1 that every server with TLS shows.
make_certificates() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj '/CN=Surgedeck lab CA' \
        -keyout secrets/ca.key -out etc/ca.crt 2>>log/openssl.log
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=localhost' \
        -keyout secrets/server.key -out etc/server.csr 2>>log/openssl.log
    openssl x509 -req -in etc/server.csr -CA etc/ca.crt -CAkey secrets/ca.key -CAcreateserial -days 3650 \
        -extfile <(echo 'subjectAltName=DNS:localhost,IP:127.0.0.1') -out etc/server.crt 2>>log/openssl.log
}

# What a database holds is made from seed/ENGINE-*.sql; when those change, or were not run to their end, it is made anew.
seed_version() { cat "$LAB_CODE/seed/$1"-*.sql | sha256sum; }
seeded() { [ "$(cat "data/$1.seeded" 2>/dev/null)" = "$(seed_version "$1")" ]; }
mark_seeded() { seed_version "$1" >"data/$1.seeded"; }
