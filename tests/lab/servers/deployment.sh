# SPDX-License-Identifier: GPL-3.0-or-later
# The deployment API of resources/deployment-api.yaml, in front of HAProxy: the route cart, which nothing else shifts.
# shellcheck shell=bash disable=SC2034
needs=haproxy
port=$DEPLOYMENT_PORT

start() {
    mkdir -p data
    LAB=$LAB DEPLOY_READ_TOKEN=read-$(password) DEPLOY_WRITE_TOKEN=write-$(password) \
        launch deployment /usr/bin/python3 "$LAB/shop/deployment/deployment.py" "$DEPLOYMENT_PORT" "$LAB/run/haproxy.sock" \
        "$LAB/data/deployment.json" cart=cart:legacy=legacy1:modern=modern1
    await deployment listening "$DEPLOYMENT_PORT"
}

check() { curl -fsS -H "Authorization: Bearer read-$(password)" "http://127.0.0.1:$port/v1/routes" | grep -o '"generation"'; }
