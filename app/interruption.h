// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace surgedeck {

/// Turns SIGINT and SIGTERM into one call on the thread that made it, for what must be put away before the end. One at
/// a time; the signals end the process again when it is gone.
class Interruption
{
public:
    explicit Interruption(std::function<void()> interrupted);
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace surgedeck
