// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>

class QThread;

namespace surgedeck {

/// One thread that runs tasks in the order they were posted: the only thread primitive of the program. Owned and called by
/// the thread that made it. Only values go in and out: a task captures values or what lives on the worker alone, and
/// hands its result back through deliver().
class Worker final : public QObject
{
    Q_OBJECT
public:
    using Task = std::function<void(std::stop_token)>;

    explicit Worker(const QString &name);
    /// Requests stop, waits for the task in hand, drops the ones that wait. Bounded by the deadline that every task keeps.
    ~Worker() override;

    void post(Task task);
    /// Tells the task in hand to end; tasks posted from now on see the request at once.
    void requestStop();

    /// Called inside a task: runs `result` on the thread of `receiver`, or never, when the receiver is gone by then.
    static void deliver(QObject *receiver, std::function<void()> result);

private:
    std::stop_source m_stop;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<QObject> m_context; ///< lives on m_thread; queued tasks die with it
};

} // namespace surgedeck
