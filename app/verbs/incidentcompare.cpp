// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/recordingopener.h"
#include "app/verbs/incidentcall.h"
#include "models/base/timetext.h"
#include "models/replay/facts.h"
#include "models/report/jsontext.h"

#include <QFile>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <random>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 longestLine = 64 * 1024 * 1024;
constexpr std::size_t mostMoments = 200;

Result<std::vector<QJsonObject>> factsIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::Config, u"%1: %2"_s.arg(path, file.errorString())};
    std::vector<QJsonObject> facts;
    while (!file.atEnd())
        if (QJsonObject line = QJsonDocument::fromJson(file.readLine(longestLine)).object(); !line.isEmpty())
            facts.push_back(std::move(line));
    if (facts.empty())
        return Error{Error::Kind::Config, u"%1: no line of it holds facts"_s.arg(path)};
    return facts;
}

} // namespace

int compareWithFacts(IncidentCall &incident)
{
    auto facts = factsIn(incident.text("against"));
    if (!facts)
        return incident.fail(facts.error());
    const auto recording = openRecording(incident.file, {});
    if (!recording)
        return incident.fail(recording.error());
    // In no order: a moment must not depend on the one that was looked at before.
    std::mt19937 random(1);
    std::ranges::shuffle(*facts, random);
    facts->resize(std::min(facts->size(), mostMoments));
    QString found;
    qint64 compared = 0;
    for (const QJsonObject &live : *facts) {
        const auto moment = recording->replay->moment(timeOfFacts(live), {});
        if (!moment)
            return incident.fail(moment.error());
        ++compared;
        if (const QString difference = firstDifference(live, factsOf(*moment->platform)); !difference.isEmpty()) {
            found = u"%1: %2"_s.arg(toRfc3339(timeOfFacts(live)), difference);
            break;
        }
    }
    QJsonObject document = newDocument();
    document[u"ok"_s] = found.isEmpty();
    document[u"compared"_s] = compared;
    document[u"difference"_s] = jsonText(found);
    if (incident.arguments.output() == Output::Json)
        incident.print(document);
    else
        incident.call.out << (found.isEmpty() ? u"%1 moments are the same"_s.arg(compared)
                                              : u"NOT the same: "_s + found)
                          << '\n';
    return found.isEmpty() ? ExitFine : ExitProblem;
}

} // namespace surgedeck
