// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <cstddef>
#include <functional>

namespace surgedeck::metrics {

/// Calls `each` with what stands directly below.
void forEachChild(const Expr &expression, const std::function<void(const Expr &)> &each);

/// How deep the tree is, found without recursion.
std::size_t treeDepth(const Expr &expression);

} // namespace surgedeck::metrics
