// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

/// The whole program: finds the verb, runs it, returns the exit status of the command line's contract.
int runCommandLine(int argc, char **argv);

} // namespace surgedeck
