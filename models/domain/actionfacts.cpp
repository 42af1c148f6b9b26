// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/actionfacts.h"

namespace surgedeck {

namespace {

constexpr int narrow = 2;
constexpr int broad = 3;

QString timeoutWords(const std::optional<Milliseconds> &timeout)
{
    return timeout ? QStringLiteral("%1 ms").arg(timeout->count()) : QStringLiteral("no limit of its own");
}

struct Undo
{
    QString operator()(const CancelStatement &) const
    {
        return QStringLiteral("the statement is lost; whoever sent it may send it again");
    }
    QString operator()(const EndSession &) const
    {
        return QStringLiteral("none: its transaction is rolled back, and its client has to connect again");
    }
    QString operator()(const SetStatementTimeout &) const
    {
        return QStringLiteral("the value that is there now is kept, and can be set again");
    }
    QString operator()(const UnlinkPrefix &) const
    {
        return QStringLiteral("none: the keys are gone until somebody fills them again");
    }
    QString operator()(const SetWeights &) const { return QStringLiteral("the old weights can be set again"); }
    QString operator()(const SetServerState &) const { return QStringLiteral("the old state can be set again"); }
    QString operator()(const RollBackRelease &) const { return QStringLiteral("the release can be made again"); }
    QString operator()(const ConfirmWeights &) const { return {}; }
    QString operator()(const CallAction &) const { return {}; }
};

struct Effect
{
    QString operator()(const CancelStatement &a) const
    {
        return QStringLiteral("The statement of session %1 ends; its session and its locks stay.").arg(a.session);
    }
    QString operator()(const EndSession &a) const
    {
        return QStringLiteral("Session %1 ends, its transaction is rolled back, its locks are free.").arg(a.session);
    }
    QString operator()(const SetStatementTimeout &a) const
    {
        return QStringLiteral("Statements of role %1 may take %2. It counts for sessions that begin from then on.")
            .arg(a.role, timeoutWords(a.timeout));
    }
    QString operator()(const UnlinkPrefix &a) const
    {
        return QStringLiteral(
                   "Keys that begin with %1 are removed, %2 a second, %3 at most. Whoever reads them misses, and "
                   "asks what is behind the cache.")
            .arg(a.prefix)
            .arg(a.keysPerSecond)
            .arg(a.mostKeys);
    }
    QString operator()(const CallAction &a) const
    {
        return QStringLiteral("The workspace's own action %1 is called once.").arg(a.action);
    }
    QString operator()(const SetWeights &a) const
    {
        return QStringLiteral("The weights of %1 are set.").arg(a.backend + a.route);
    }
    QString operator()(const ConfirmWeights &a) const { return QStringLiteral("The weights of %1 stay.").arg(a.route); }
    QString operator()(const SetServerState &a) const
    {
        return QStringLiteral("Server %1 of %2 changes its state.").arg(a.server, a.backend);
    }
    QString operator()(const RollBackRelease &a) const
    {
        return QStringLiteral("Release %1 is rolled back.").arg(a.release);
    }
};

struct Name
{
    QString operator()(const CancelStatement &a) const { return a.session; }
    QString operator()(const EndSession &a) const { return a.session; }
    QString operator()(const SetStatementTimeout &a) const { return a.role; }
    QString operator()(const UnlinkPrefix &a) const { return a.prefix; }
    QString operator()(const SetWeights &a) const { return a.backend + a.route; }
    QString operator()(const ConfirmWeights &a) const { return a.route; }
    QString operator()(const SetServerState &a) const { return a.server; }
    QString operator()(const RollBackRelease &a) const { return a.release; }
    QString operator()(const CallAction &a) const { return a.action; }
};

} // namespace

std::optional<Action> undoOf(const Action &action, const Receipt &receipt)
{
    const QLatin1String field("timeout_ms");
    const auto *set = std::get_if<SetStatementTimeout>(&action);
    if (!set || receipt.state != Receipt::State::Accepted || !receipt.before.contains(field))
        return std::nullopt;
    const QJsonValue before = receipt.before[field];
    return SetStatementTimeout{set->role, before.isDouble()
                                              ? std::optional(Milliseconds(static_cast<qint64>(before.toDouble())))
                                              : std::nullopt};
}

QString undoInWords(const Action &action)
{
    return std::visit(Undo{}, action);
}

QString effectInWords(const Action &action)
{
    return std::visit(Effect{}, action);
}

int usualLevelOf(const Action &action)
{
    return std::holds_alternative<UnlinkPrefix>(action) ? broad : narrow;
}

QString confirmedName(const Action &action)
{
    const QString name = std::visit(Name{}, action);
    return name.isEmpty() ? toWord(action) : name;
}

bool isSweep(const Action &action)
{
    return std::holds_alternative<UnlinkPrefix>(action);
}

bool sweepGoesOn(const Action &action, const std::optional<Receipt> &receipt)
{
    return isSweep(action) && receipt && receipt->state == Receipt::State::Accepted &&
           !receipt->before[QLatin1String("scanned_all")].toBool();
}

} // namespace surgedeck
