# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R14
requires=payment
says="The payment provider answers 503; arguments: one provider of several (paymax, cardone), and one store"

inject() {
    [[ ${1:-} =~ ^(|all|paymax|cardone)$ && ${2:-} =~ ^(|de|at|fr)$ ]] || die 'providers are paymax, cardone and all, stores de, at and fr'
    echo "${1:-all} ${2:-all}" >flags/payment-fails
}
heal() { rm -f flags/payment-fails flags/provider-cardone; }
