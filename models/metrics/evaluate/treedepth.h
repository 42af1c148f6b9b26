// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <cstddef>

namespace surgedeck::metrics {

/// How deep the tree is, found without recursion.
std::size_t treeDepth(const Expr &expression);

} // namespace surgedeck::metrics
