// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/routeactuator.h"

#include <map>
#include <set>

namespace surgedeck {

/// A router of two instances in memory, with the traits that a test wants and the faults that it asks for.
class PlayRouter final : public RouteActuator
{
public:
    struct Instance
    {
        std::map<QString, int> weights = {{QStringLiteral("old"), 100}, {QStringLiteral("new"), 0}};
        bool answers = true;
    };
    std::map<QString, Instance> instances = {{QStringLiteral("lb1"), {}}, {QStringLiteral("lb2"), {}}};
    RouterTraits has;
    bool losesAnswers = false; ///< carries out, and nobody hears of it
    bool losesWrites = false;  ///< does not carry out, and nobody hears of it
    bool refuses = false;
    QString onlyInstance; ///< the only one that carries out
    int writes = 0;       ///< carried out
    std::set<QString> keys;
    int generation = 1;
    bool confirmed = true;
    std::map<QString, int> before;

    RouterTraits traits() const override { return has; }
    Result<WeightsReading> readWeights(const WeightsTarget &, std::stop_token) override
    {
        WeightsReading reading;
        for (const auto &[name, instance] : instances) {
            InstanceWeights read{name, {}, {}};
            if (!instance.answers)
                read.trouble = Error{Error::Kind::Timeout, QStringLiteral("no answer")};
            else
                for (const auto &[server, weight] : instance.weights)
                    read.weights.push_back({server, weight, 1});
            reading.instances.push_back(read);
        }
        if (has.counts)
            reading.generation = QStringLiteral("g%1").arg(generation);
        reading.confirmed = confirmed;
        return reading;
    }
    Result<Inspection> inspect(const Command &, std::stop_token) override { return Inspection{}; }
    Result<Receipt> execute(const Command &command, const Grant &grant, std::stop_token) override
    {
        if (!grant.isValid(command, WallTime{}))
            return Error{Error::Kind::Refused, QStringLiteral("not granted")};
        if (refuses)
            return Receipt{Receipt::State::Refused, QStringLiteral("Permission denied"), {}, {}};
        if (std::holds_alternative<ConfirmWeights>(command.action)) {
            confirmed = true;
            return Receipt{Receipt::State::Accepted, {}, {}, {}};
        }
        if (losesWrites)
            return Receipt{Receipt::State::Unanswered, QStringLiteral("no answer"), {}, {}};
        set(std::get<SetWeights>(command.action), command.id);
        return Receipt{losesAnswers ? Receipt::State::Unanswered : Receipt::State::Accepted, {}, {}, {}};
    }
    Result<Verdict> verify(const Command &, std::stop_token) override { return Verdict{}; }
    Status arm(std::stop_token) override { return ok(); }

    /// Another console, or a reload.
    void setFromOutside(int old, int fresh)
    {
        for (auto &[name, instance] : instances)
            instance.weights = {{QStringLiteral("old"), old}, {QStringLiteral("new"), fresh}};
        ++generation;
    }

private:
    void set(const SetWeights &action, const QString &key)
    {
        keys.insert(key);
        ++writes;
        ++generation;
        confirmed = !has.reverts;
        for (auto &[name, instance] : instances) {
            if (!onlyInstance.isEmpty() && name != onlyInstance)
                continue;
            for (const ServerWeight &weight : action.weights)
                instance.weights[weight.server] = weight.weight;
        }
    }
};

} // namespace surgedeck
