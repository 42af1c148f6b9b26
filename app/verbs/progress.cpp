// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/progress.h"

#include <cstdio>
#include <unistd.h>

namespace surgedeck {

Progress::Progress(QString what, Milliseconds total)
    : m_what(std::move(what))
    , m_total(static_cast<int>(std::chrono::ceil<std::chrono::seconds>(total).count()))
    , m_shown(::isatty(STDERR_FILENO) == 1)
{
    if (!m_shown)
        return;
    print();
    QObject::connect(&m_second, &QTimer::timeout, &m_second, [this] { print(); });
    m_second.start(std::chrono::seconds(1));
}

Progress::~Progress()
{
    if (m_shown)
        std::fputs("\r\033[K", stderr);
}

void Progress::print()
{
    std::fprintf(stderr, "\r\033[K%s: %d of %d s", qPrintable(m_what), m_passed++, m_total);
}

} // namespace surgedeck
