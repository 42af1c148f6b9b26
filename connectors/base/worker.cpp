// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/worker.h"

#include <QThread>

namespace surgedeck {

Worker::Worker(const QString &name)
    : m_thread(std::make_unique<QThread>())
    , m_context(std::make_unique<QObject>())
{
    m_thread->setObjectName(name);
    m_context->moveToThread(m_thread.get());
    m_thread->start();
}

Worker::~Worker()
{
    requestStop();
    m_thread->quit();
    m_thread->wait();
}

void Worker::post(Task task)
{
    QMetaObject::invokeMethod(
        m_context.get(), [task = std::move(task), stop = m_stop.get_token()] { task(stop); }, Qt::QueuedConnection);
}

void Worker::requestStop()
{
    m_stop.request_stop();
}

void Worker::deliver(QObject *receiver, std::function<void()> result)
{
    QMetaObject::invokeMethod(receiver, std::move(result), Qt::QueuedConnection);
}

} // namespace surgedeck
