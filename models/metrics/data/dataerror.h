// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace surgedeck::metrics {

/// What is wrong with a file, and where: line and column count from 1, columns in bytes.
struct DataError
{
    long line = 1;
    long column = 1;
    std::string message;
};

} // namespace surgedeck::metrics
