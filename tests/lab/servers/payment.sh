# SPDX-License-Identifier: GPL-3.0-or-later
# The payment provider that both shops call.
# shellcheck shell=bash disable=SC2034
port=$PAYMENT_PORT

start() {
    mkdir -p data
    LAB=$LAB launch payment /usr/bin/python3 "$LAB/shop/payment/payment.py" "$PAYMENT_PORT"
    await payment listening "$PAYMENT_PORT"
}

check() { curl -fsS "http://127.0.0.1:$port/metrics" | grep ^payment_in_flight; }
