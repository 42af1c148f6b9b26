# SPDX-License-Identifier: GPL-3.0-or-later
# The laboratory: sourced by ./run. tests/lab/README.md says what it is.

run_lab() {
    case ${1:-} in
        start | load) install_packages lab ;;
    esac
    tests/lab/lab "$@"
}
