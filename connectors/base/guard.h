// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <exception>
#include <type_traits>

namespace surgedeck {

/// Runs `work` (returning a Result) and turns every exception into an Error: libraries throw, we do not. `translate` knows
/// the library's own exceptions, rethrows and catches the current one, and is asked first.
template <typename Work, typename Translate>
auto guarded(Work work, Translate translate) -> std::invoke_result_t<Work>
{
    try {
        return work();
    } catch (...) {
        return translate(std::current_exception());
    }
}

} // namespace surgedeck
