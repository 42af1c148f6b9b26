// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/deadline.h"

#include <QByteArray>
#include <QStringList>

#include <memory>

namespace surgedeck {

/// A program that the user's own configuration names (ssh, varnishstat): an argument list, never a shell's line. It
/// runs in a process group of its own without input, and ends with the thread that started it, however that ends. One
/// thread.
class ChildProcess
{
public:
    /// Found by PATH. Error: Config, when the list is empty or the system takes no more processes. A program that is
    /// not there ends at once, with the reason as its complaint.
    static Result<std::unique_ptr<ChildProcess>> start(const QStringList &command);
    /// Ends the whole group: first politely, after 300 ms for good.
    ~ChildProcess();
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    int id() const { return m_id; }
    bool hasEnded();
    bool hasSucceeded() const { return m_status == 0; } ///< once it has ended
    /// Until it ends or `patience` is over. Errors: as Deadline.
    Result<bool> waitForEnd(const Deadline &deadline, Milliseconds patience);
    /// All of its output, until it closes it. Error: Protocol, for more than `largest` bytes; those of Deadline.
    Result<QByteArray> output(qsizetype largest, const Deadline &deadline);
    /// The end of what it wrote to its error output so far, in one line; and forgets it.
    QString takeComplaint();

private:
    ChildProcess(int id, Descriptor handle, Descriptor output, Descriptor errors);
    void signalGroup(int number) const;
    void readErrors();

    int m_id;
    Descriptor m_handle; ///< of the process: readable once it has ended
    Descriptor m_output;
    Descriptor m_errors;
    std::optional<int> m_status;
    QByteArray m_complaint;
};

using ChildProcessPtr = std::unique_ptr<ChildProcess>;

} // namespace surgedeck
