# SPDX-License-Identifier: GPL-3.0-or-later
# Alertmanager: groups what Prometheus fires, and tells nobody.
# shellcheck shell=bash disable=SC2034
port=$ALERTMANAGER_PORT

start() {
    echo '{route: {receiver: nobody, group_by: [alertname, service], group_wait: 1s, group_interval: 10s}, receivers: [{name: nobody}]}' \
        >etc/alertmanager.yml
    launch alertmanager prometheus-alertmanager --config.file="$LAB/etc/alertmanager.yml" --storage.path="$LAB/data/alertmanager" \
        --web.listen-address="127.0.0.1:$ALERTMANAGER_PORT" --cluster.listen-address= --log.level=warn
    await alertmanager curl -fsS "http://127.0.0.1:$ALERTMANAGER_PORT/-/ready"
}

check() { curl -fsS "http://127.0.0.1:$port/api/v2/alerts" | jq -c '[.[].labels.alertname]'; }
