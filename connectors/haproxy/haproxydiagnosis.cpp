// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxydiagnosis.h"

#include "connectors/base/reach.h"

#include <QStringList>

#include <algorithm>
#include <thread>

namespace surgedeck {

namespace {

constexpr Milliseconds clockTolerance{3000}; // the balancer tells whole seconds, twice

using Stages = std::vector<DiagnosisStage>;

DiagnosisStage named(const char *stage)
{
    return {QLatin1String(stage), true, {}, {}, {}};
}

QString readAdvice(const HaproxyInstance &instance, const Error &error)
{
    if (error.kind == Error::Kind::Auth)
        return QStringLiteral("stats socket ... level user");
    const QString bind = instance.endpoint().unixPath.isEmpty()
                             ? QStringLiteral("ipv4@%1").arg(instance.endpoint().toString())
                             : instance.endpoint().unixPath;
    return QStringLiteral("the runtime API is not the statistics page; in section global: stats socket %1 level user")
        .arg(bind);
}

/// HAProxy tells when it began and how long it ran, and its running time stands still while its machine or process does
/// (suspend, SIGSTOP): behind us it may be right. Ahead of us it can not be.
DiagnosisStage clockStage(const HaproxyReading &reading, WallTime now)
{
    DiagnosisStage stage = named("clock");
    if (!reading.time) {
        stage.ok.reset();
        stage.value = QStringLiteral("this version does not tell its time");
        return stage;
    }
    const auto offset = *reading.time - now;
    stage.value = QStringLiteral("%1 s from ours").arg(std::chrono::round<std::chrono::seconds>(offset).count());
    stage.brief = clockBrief(std::chrono::round<Milliseconds>(offset));
    stage.ok = offset <= clockTolerance;
    if (offset < -clockTolerance) {
        stage.ok.reset();
        stage.value += QStringLiteral(": its clock, or it stood still that long since it began");
    }
    if (stage.ok != true)
        stage.advice = QStringLiteral("compare both machines: chronyc tracking");
    return stage;
}

DiagnosisStage plainStage(const HaproxyInstance &instance)
{
    DiagnosisStage stage = named("tls");
    stage.value = QStringLiteral("not used");
    stage.brief = instance.endpoint().isLocal() ? QStringLiteral("local") : QStringLiteral("plain text");
    if (!instance.endpoint().isLocal())
        stage.advice =
            QStringLiteral("the runtime API has no TLS of its own: bind it to loopback and use via: {ssh: HOST}");
    return stage;
}

/// Stages "sign-in", "read", "clock" and "newest", all from one reading.
Stages readStages(const HaproxyInstance &instance, const Clock &clock, const Deadline &deadline)
{
    DiagnosisStage signIn = named("sign-in");
    DiagnosisStage read = named("read");
    DiagnosisStage newest = named("newest");
    const MonoTime start = clock.monotonic();
    const auto reading = instance.read(deadline);
    read.ms = toSeconds(clock.monotonic() - start) * 1000;
    signIn.value = QStringLiteral("not used");
    if (!reading) {
        read.ok = false;
        read.value = reading.error().message;
        read.failure = reading.error().kind;
        read.advice = readAdvice(instance, reading.error());
        return {signIn, read, notReached(QStringLiteral("clock")), notReached(QStringLiteral("newest"))};
    }
    signIn.value += QStringLiteral("; level %1").arg(QString::fromLatin1(reading->level));
    signIn.brief = QStringLiteral("level %1").arg(QString::fromLatin1(reading->level));
    if (reading->level == "admin")
        signIn.advice = QStringLiteral("to watch, level user is enough: stats socket ... level user");
    read.value = QStringLiteral("HAProxy %1, %2 servers")
                     .arg(QString::fromUtf8(reading->version))
                     .arg(reading->stats.rowCount());
    read.brief = QStringLiteral("%1 servers").arg(reading->stats.rowCount());
    newest.value = QStringLiteral("live");
    newest.brief = newest.value;
    return {signIn, read, clockStage(*reading, clock.now()), newest};
}

/// The stages of one balancer, without "act".
Stages diagnoseOne(const HaproxyInstance &instance, const Clock &clock, const Deadline &deadline)
{
    Stages stages = {resolveStage(instance.endpoint(), deadline, clock)};
    stages.push_back(stages[0].ok == true ? connectStage(instance.endpoint(), deadline, clock)
                                          : notReached(QStringLiteral("connect")));
    if (stages[1].ok != true) {
        for (const char *later : {"tls", "sign-in", "read", "clock", "newest"})
            stages.push_back(notReached(QLatin1String(later)));
        return stages;
    }
    stages.push_back(plainStage(instance));
    for (DiagnosisStage &stage : readStages(instance, clock, deadline))
        stages.push_back(std::move(stage));
    return stages;
}

/// Dry run: the acting socket is asked for its level, which decides about `set weight`. Nothing else is sent.
DiagnosisStage actStage(const std::optional<HaproxyInstance> &act, const Clock &clock, const Deadline &deadline)
{
    DiagnosisStage stage = named("act");
    if (!act) {
        stage.value = QStringLiteral("no acting address is configured");
        stage.brief = QString::fromUtf16(nothingToTest);
        return stage;
    }
    const MonoTime start = clock.monotonic();
    const auto level = act->level(deadline);
    stage.ms = toSeconds(clock.monotonic() - start) * 1000;
    stage.ok = level && *level == "admin";
    stage.brief = QStringLiteral("set weight");
    if (!*stage.ok)
        stage.failure = level ? Error::Kind::Auth : level.error().kind;
    stage.value =
        level
            ? QStringLiteral("dry run (show cli level): %1 has level %2").arg(act->name(), QString::fromLatin1(*level))
            : level.error().in(act->name()).message;
    if (!*stage.ok)
        stage.advice = QStringLiteral(
            "weights can be set at level admin only: stats socket /run/haproxy-admin.sock mode 660 level admin");
    return stage;
}

DiagnosisStage merged(const std::vector<Stages> &all, const std::vector<HaproxyInstance> &instances, std::size_t index)
{
    DiagnosisStage whole = all[0][index];
    if (all.size() == 1)
        return whole;
    QStringList values;
    QStringList advice;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const DiagnosisStage &stage = all[i][index];
        values << instances[i].name() + QStringLiteral(": ") + stage.value;
        if (!stage.advice.isEmpty())
            advice << instances[i].name() + QStringLiteral(": ") + stage.advice;
        if (stage.ms)
            whole.ms = std::max(whole.ms.value_or(0), *stage.ms);
        if (whole.ok != false && stage.ok != true)
            whole.ok = stage.ok;
    }
    whole.value = values.join(QStringLiteral("; "));
    whole.advice = advice.join(QStringLiteral("; "));
    return whole;
}

} // namespace

std::vector<DiagnosisStage> diagnoseHaproxy(const std::vector<HaproxyInstance> &instances,
                                            const std::optional<HaproxyInstance> &act, const Clock &clock,
                                            const Deadline &deadline)
{
    std::vector<Stages> all(instances.size());
    DiagnosisStage acting;
    {
        std::vector<std::jthread> workers;
        for (std::size_t i = 0; i < instances.size(); ++i)
            workers.emplace_back([&, i] { all[i] = diagnoseOne(instances[i], clock, deadline); });
        acting = actStage(act, clock, deadline);
    }
    Stages stages;
    for (std::size_t i = 0; i < all[0].size(); ++i) {
        if (all[0][i].stage == QLatin1String("clock"))
            stages.push_back(acting);
        stages.push_back(merged(all, instances, i));
    }
    return stages;
}

} // namespace surgedeck
