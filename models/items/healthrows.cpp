// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/healthrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/statewords.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestText = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("HealthRows", text);
}

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestText);
}

const QString &unknownFigure()
{
    static const QString dash = QStringLiteral("\u2014");
    return dash;
}

CellFacts figureCell(const Figure &figure, NumberText (*format)(double))
{
    CellFacts cell;
    cell.figure = true;
    if (!figure.value) {
        cell.text = unknownFigure();
        cell.health = Health::Unknown;
        return cell;
    }
    const NumberText text = format(*figure.value);
    // Too old to be the present: never read as a figure of now.
    cell.text = figure.health == Health::Unknown ? QStringLiteral("\u2248 ") + text.number : text.number;
    cell.unit = text.unit;
    cell.health = figure.health;
    return cell;
}

CellFacts quietCell(const NumberText &text)
{
    CellFacts cell;
    cell.text = text.number;
    cell.unit = text.unit;
    cell.figure = true;
    cell.emphasis = Emphasis::Secondary;
    return cell;
}

/// In a column every figure of a unit has as many decimals as the next: milliseconds are whole.
NumberText latencyText(double seconds)
{
    constexpr double half = 0.0005;
    if (seconds <= 0 || seconds >= 1 - half)
        return secondsText(seconds);
    return {seconds < half ? QStringLiteral("<1") : fixedNumber(seconds * 1000, 0), QStringLiteral("ms")};
}

/// A bar from nothing to a little beyond the limit, so that a missed limit can be seen as such.
CellFacts saturationCell(const ServiceView &service)
{
    if (service.saturationName.isEmpty())
        return {};
    CellFacts cell = figureCell(service.saturation, [](double value) { return NumberText{fixedNumber(value, 2), {}}; });
    cell.lead = safe(service.saturationName);
    const double limit = service.saturationLimit.value_or(0);
    const bool isShare = service.saturation.value.value_or(0) <= 1.5 && limit <= 1.5;
    if (service.saturation.value && isShare) {
        const NumberText percent{fixedNumber(*service.saturation.value * 100, 0), QStringLiteral("%")};
        cell.text = percent.number;
        cell.unit = percent.unit;
    }
    const double full = isShare ? 1.0 : limit * 1.5;
    if (service.saturation.value && full > 0)
        cell.bar = std::clamp(*service.saturation.value / full, 0.0, 1.0);
    if (service.saturationLimit && full > 0)
        cell.barLimit = limit / full;
    return cell;
}

CellFacts textCell(const QString &text, Emphasis emphasis = Emphasis::Primary)
{
    CellFacts cell;
    cell.text = safe(text);
    cell.emphasis = emphasis;
    return cell;
}

/// "p99, 9.60 s, degraded, limit 2.00 s": each figure with its state, and the row as one sentence of them.
void speak(RowFacts &row, const ServiceView &service)
{
    const QString names[] = {{}, tr("rate a minute"), tr("errors"), tr("p99"), {}, row.cells[5].lead};
    QStringList sentence{row.cells[0].text, stateWords(service.state)};
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
        CellFacts &cell = row.cells[i];
        if (names[i].isEmpty())
            continue;
        const QString value = cell.health == Health::Unknown && cell.unit.isEmpty() ? tr("not known")
                                                                                    : (cell.text + QLatin1Char(' ') + cell.unit).trimmed();
        cell.spoken = tr("%1, %2, %3").arg(names[i], value, stateWords(cell.health));
        sentence << tr("%1 %2").arg(names[i], value);
    }
    if (service.p99Limit)
        row.cells[3].spoken += tr(", limit %1 %2").arg(row.cells[4].text, row.cells[4].unit);
    row.cells[0].spoken = sentence.join(QStringLiteral(", "));
}

RowFacts serviceRow(const ServiceView &service)
{
    CellFacts name = textCell(service.name);
    name.health = service.state;
    const auto percent = [](double ratio) { return percentText(ratio * 100); };
    CellFacts limit = service.p99Limit ? quietCell(latencyText(*service.p99Limit)) : CellFacts{};
    RowFacts row{service.id,
                 {name, figureCell(service.ratePerMinute, countText), figureCell(service.errorRatio, percent),
                  figureCell(service.p99Seconds, latencyText), limit, saturationCell(service)}};
    speak(row, service);
    row.stale = service.ratePerMinute.frozen.has_value();
    if (row.stale)
        row.cells[0].spoken += tr(", frozen");
    return row;
}

Health healthOf(SourceState state)
{
    switch (state) {
    case SourceState::Ok: return Health::Normal;
    case SourceState::Full:
    case SourceState::Denied: return Health::Attention;
    case SourceState::Stale:
    case SourceState::Down:
    case SourceState::Unknown: break;
    }
    return Health::Unknown;
}

QString noteOf(const SourceView &source, WallTime now)
{
    if (source.error.isEmpty())
        return source.notices.empty() ? QString() : source.notices.front();
    if (!source.nextAttempt)
        return source.error;
    const Milliseconds wait = std::max(Milliseconds{0}, *source.nextAttempt - now);
    return tr("%1 · next try in %2").arg(source.error, durationWords(wait));
}

} // namespace

std::vector<ColumnHead> serviceHeads()
{
    return {{tr("Service"), false}, {tr("Rate /min"), true}, {tr("Errors"), true},
            {tr("p99"), true},      {tr("limit"), true},     {tr("Saturation"), false}};
}

std::vector<RowFacts> serviceRows(const PlatformView &view)
{
    std::vector<RowFacts> rows;
    for (const ServiceView &service : view.services)
        rows.push_back(serviceRow(service));
    return rows;
}

std::vector<ColumnHead> sourceHeads()
{
    return {{tr("Source"), false}, {tr("Type"), false}, {tr("State"), false}, {tr("Age"), true}, {tr("Our cost"), true},
            {tr("Note"), false}};
}

std::vector<RowFacts> sourceRows(const PlatformView &view)
{
    std::vector<RowFacts> rows;
    for (const SourceView &source : view.sources) {
        CellFacts name = textCell(source.id);
        name.health = healthOf(source.state);
        name.spoken = tr("%1, %2").arg(name.text, stateWords(source.state));
        CellFacts age = source.age ? quietCell({fixedNumber(toSeconds(*source.age), 0), QStringLiteral("s")}) : textCell(unknownFigure());
        CellFacts cost = source.timeShare ? quietCell({fixedNumber(*source.timeShare * 100, 2), QStringLiteral("%")})
                                          : textCell(unknownFigure());
        age.figure = cost.figure = true;
        CellFacts note = textCell(noteOf(source, view.now), Emphasis::Secondary);
        note.tip = note.text;
        rows.push_back({source.id, {name, textCell(source.type, Emphasis::Secondary), textCell(stateWords(source.state), Emphasis::Secondary),
                                    age, cost, note}, false});
    }
    return rows;
}

} // namespace surgedeck
