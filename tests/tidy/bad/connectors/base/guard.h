// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
template <typename Work>
void guarded(Work work)
{
    try {
        work();
    } catch (...) {
    }
}
