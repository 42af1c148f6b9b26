// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/worker.h"
#include "models/domain/commandroad.h"
#include "models/domain/journal.h"

#include <QTimer>

#include <map>

namespace surgedeck {

/// The road of commands (see CommandRoad) over actuators that live on a worker each. Thread of its owner.
class Dispatcher final : public QObject, public CommandRoad
{
    Q_OBJECT
public:
    /// `journal` outlives this. Of a viewer's dispatcher nothing can be sent, whatever is added to it.
    Dispatcher(Role role, JournalWriter &journal, const Clock &clock);
    /// Ends what is under way without waiting for its effect; waits for the call in hand.
    ~Dispatcher() override;

    /// The actuator of a source, or why there is none.
    void add(const QString &source, Result<ActuatorPtr> actuator);

    Role role() const override { return m_role; }
    /// A command is under way.
    bool isBusy() const;
    QString obstacle(const QString &source) const override;
    void inspect(const Command &command, std::function<void(Result<Inspection>)> done) override;
    void send(const CommandOrder &order, std::function<void(CommandOutcome)> done) override;
    void verify(const Command &command, std::function<void(Result<Verdict>)> done) override;
    void arm(const QString &source, std::function<void(Status)> done) override;

Q_SIGNALS:
    /// Told of every outcome, also of a refusal, before its own callback is.
    void ended(const surgedeck::Command &command, const surgedeck::CommandOutcome &outcome);

private:
    struct Lane
    {
        QString obstacle;
        std::shared_ptr<Actuator> actuator; ///< used by tasks of the worker only
        std::unique_ptr<Worker> worker;
        bool busy = false;
    };
    struct Transit;
    using TransitPtr = std::shared_ptr<Transit>;

    Lane *laneOf(const QString &source);
    template <typename Value>
    void ask(const QString &source, std::function<Result<Value>(Actuator &, std::stop_token)> question,
             std::function<void(Result<Value>)> done);
    void authorize(const TransitPtr &transit, const Result<Inspection> &inspection);
    void writeIntent(const TransitPtr &transit);
    void execute(const TransitPtr &transit);
    void takeReceipt(const TransitPtr &transit, const Result<Receipt> &receipt);
    void readBack(const TransitPtr &transit);
    void takeVerdict(const TransitPtr &transit, const Result<Verdict> &verdict);
    void refuse(const TransitPtr &transit, const Error &error);
    void end(const TransitPtr &transit, CommandOutcome::State state, const QString &detail);

    Role m_role;
    JournalWriter &m_journal;
    const Clock &m_clock;
    std::map<QString, Lane> m_lanes;
};

} // namespace surgedeck
