// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/pagechecks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    surgedeck::metrics::checkPages(surgedeck::metrics::PageFormat::OpenMetrics, data, size);
    return 0;
}
