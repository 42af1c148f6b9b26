// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/sampledata.h"

#include "models/domain/roles.h"

#include <cmath>
#include <initializer_list>

namespace surgedeck::sample {

namespace {

using Roles = std::initializer_list<std::pair<int, QVariant>>;

QStandardItem *item(const char *text, Roles roles = {})
{
    auto *cell = new QStandardItem(QString::fromUtf8(text));
    for (const auto &[role, value] : roles)
        cell->setData(value, role);
    return cell;
}

QVariant state(Health health)
{
    return int(health);
}

QStandardItem *figure(const char *text, const char *unit, Health health = Health::Normal,
                      Emphasis emphasis = Emphasis::Primary)
{
    return item(text, {{UnitRole, QString::fromUtf8(unit)},
                       {HealthRole, state(health)},
                       {EmphasisRole, int(emphasis)},
                       {Qt::TextAlignmentRole, int(Qt::AlignRight)}});
}

QStandardItem *bullet(const char *text, const char *unit, double value, double limit, Health health,
                      const char *name = "")
{
    QStandardItem *cell = figure(text, unit, health);
    cell->setData(value, BarValueRole);
    if (limit > 0)
        cell->setData(limit, BarLimitRole);
    cell->setData(QString::fromUtf8(name), LeadTextRole);
    return cell;
}

QStandardItemModel *model(QObject *parent, std::initializer_list<const char *> head, std::initializer_list<int> numbers)
{
    auto *result = new QStandardItemModel(0, int(head.size()), parent);
    int column = 0;
    for (const char *text : head)
        result->setHeaderData(column++, Qt::Horizontal, QString::fromUtf8(text));
    for (const int number : numbers)
        result->setHeaderData(number, Qt::Horizontal, int(Qt::AlignRight), Qt::TextAlignmentRole);
    return result;
}

struct Service
{
    const char *name;
    const char *rate;
    const char *errors;
    const char *p99;
    const char *unit;
    const char *limit;
    const char *saturation;
    double value;
    double mark;
    Health health;
};

} // namespace

DataState live(int seconds)
{
    return {.kind = DataState::Kind::Live, .age = std::chrono::seconds(seconds)};
}

DataState stale(int seconds)
{
    return {.kind = DataState::Kind::Stale,
            .age = std::chrono::seconds(seconds),
            .since = QStringLiteral("03:13:45"),
            .message = QStringLiteral("MySQL late")};
}

TrendData trend(double usual, double now, double limit, TrendData::BadSide side, Health health)
{
    TrendData data{.values = {}, .limit = limit, .badSide = side, .health = health};
    for (int i = 0; i < 720; ++i) {
        const double noise =
            std::sin(i * 0.9) * std::sin(i * 0.11) * std::abs(usual) * (std::abs(usual - limit) < 1 ? 0.0001 : 0.006);
        const double event = i < 600 ? 0 : (now - usual) * (1 - std::exp(-(i - 600) / 18.0));
        data.values.push_back(usual + noise + event);
    }
    return data;
}

QStandardItemModel *health(Mood mood, QObject *parent)
{
    auto *result = model(parent, {"Service", "Rate /min", "Errors", "p99", "limit", "Saturation"}, {1, 2, 3, 4});
    const Service calm[] = {
        {"Catalog", "9 420", "0.06", "168", "ms", "200", "cpu", 0.58, 0.7, Health::Normal},
        {"Cart", "3 020", "0.05", "184", "ms", "300", "pods", 0.44, 0.8, Health::Normal},
        {"Checkout", "640", "0.05", "1.42", "s", "2.00", "threads", 0.47, 0.8, Health::Normal},
        {"MySQL replicas (2)", "31.7 k", "0.00", "64", "ms", "250", "lag", 0.2, 0.5, Health::Normal},
    };
    const Service incident[] = {
        {"Catalog", "9 420", "0.06", "168", "ms", "200", "cpu", 0.58, 0.7, Health::Normal},
        {"Cart", "4 610", "0.31", "412", "ms", "300", "pods", 0.66, 0.8, Health::Degraded},
        {"Checkout", "912", "2.19", "9.60", "s", "2.00", "threads", 0.92, 0.8, Health::Critical},
        {"MySQL replicas (2)", "31.7 k", "0.00", "64", "ms", "250", "lag", 0.7, 0.5, Health::Attention},
    };
    for (const Service &row : mood == Mood::Calm ? calm : incident) {
        const Health bar = row.health == Health::Degraded ? Health::Normal : row.health;
        const Health figures = row.health == Health::Attention ? Health::Normal : row.health;
        result->appendRow({item(row.name, {{HealthRole, state(row.health)}}),
                           figure(row.rate, "", Health::Normal, Emphasis::Secondary), figure(row.errors, "%", figures),
                           figure(row.p99, row.unit, figures),
                           figure(row.limit, row.unit, Health::Normal, Emphasis::Secondary),
                           bullet(QString::number(int(row.value * 100)).toUtf8().constData(), "%", row.value, row.mark,
                                  bar, row.saturation)});
    }
    return result;
}

QStandardItemModel *digests(Mood mood, QObject *parent)
{
    auto *result = model(parent, {"Query digest", "Share of DB time", "Calls /s", "p95", "vs usual"}, {2, 3, 4});
    const bool bad = mood == Mood::Incident;
    const Health worst = bad ? Health::Critical : Health::Normal;
    const auto digest = [](const char *verb, const char *tables, const char *predicate) {
        return item(tables, {{LeadTextRole, QString::fromUtf8(verb)}, {TrailTextRole, QString::fromUtf8(predicate)}});
    };
    result->appendRow({digest("UPDATE", "inventory", "by sku"),
                       bullet(bad ? "46.2" : "12.2", "%", bad ? 0.92 : 0.24, 0, worst), figure("212", ""),
                       figure(bad ? "8.42" : "170", bad ? "s" : "ms", worst), figure(bad ? "×31" : "×1.0", "", worst)});
    result->appendRow({digest("SELECT", "inventory", "by sku, for update"), bullet("27.9", "%", 0.56, 0, worst),
                       figure("214", ""), figure(bad ? "5.10" : "190", bad ? "s" : "ms", worst),
                       figure(bad ? "×22" : "×0.9", "", worst)});
    result->appendRow({digest("INSERT", "order_item", ""),
                       bullet("7.1", "%", 0.14, 0, bad ? Health::Degraded : Health::Normal), figure("96", ""),
                       figure("1.88", "s", bad ? Health::Degraded : Health::Normal),
                       figure("×4.2", "", bad ? Health::Degraded : Health::Normal)});
    result->appendRow({digest("SELECT", "product + price", "by category"), bullet("4.4", "%", 0.09, 0, Health::Normal),
                       figure("1 520", ""), figure("68", "ms"), figure("×1.1", "")});
    return result;
}

QStandardItemModel *locks(Mood mood, QObject *parent)
{
    auto *result = model(parent, {"Session", "Statement", "Age", "Blocks"}, {2, 3});
    if (mood == Mood::Calm)
        return result;
    const auto row = [](const char *id, const char *who, const char *statement, const char *age, const char *blocks,
                        Health health) {
        return QList<QStandardItem *>{item(id, {{TrailTextRole, QString::fromUtf8(who)}, {HealthRole, state(health)}}),
                                      item(statement, {{EmphasisRole, int(Emphasis::Mono)}}), figure(age, "s"),
                                      figure(blocks, "", health)};
    };
    const auto root =
        row("48211", "stock-sync", "UPDATE inventory … idle in transaction", "727", "blocks 63", Health::Critical);
    root.front()->appendRow(
        row("50117", "checkout-api", "UPDATE inventory … sku = ?", "41", "blocks 22", Health::Normal));
    root.front()->appendRow(
        row("50122", "checkout-api", "SELECT … FOR UPDATE sku = ?", "40", "blocks 19", Health::Normal));
    root.front()->appendRow(row("+ 21", "checkout, cart", "UPDATE / SELECT … sku = ?", "≤ 39", "", Health::Normal));
    result->appendRow(root);
    return result;
}

QStandardItemModel *guards(Mood mood, QObject *parent)
{
    auto *result = model(parent, {"Guard", "Legacy", "New", "Band", ""}, {1, 2, 3});
    const bool bad = mood == Mood::Incident;
    const Health worst = bad ? Health::Critical : Health::Normal;
    result->appendRow({item("Checkout success", {{HealthRole, state(worst)}}), figure(bad ? "97.79" : "99.97", "%"),
                       figure(bad ? "97.88" : "99.97", "%", worst),
                       figure("≥ 99.90", "%", Health::Normal, Emphasis::Secondary),
                       bullet("", "", bad ? 1 : 0.12, 0.5, worst)});
    result->appendRow({item("Errors, new − legacy", {{HealthRole, state(Health::Normal)}}), figure("", ""),
                       figure("−0.06", "pt"), figure("≤ 0.20", "pt", Health::Normal, Emphasis::Secondary),
                       bullet("", "", 0.06, 0.5, Health::Normal)});
    return result;
}

QStandardItemModel *alarms(Mood mood, QObject *parent)
{
    auto *result = model(parent, {"State", "Raised", "What", "For", "Runbook"}, {3, 4});
    if (mood == Mood::Calm)
        return result;
    const auto row = [&](Health health, const char *word, const char *at, const char *what, const char *duration) {
        result->appendRow(
            {item(word, {{HealthRole, state(health)}, {EmphasisRole, int(Emphasis::StateWord)}}), item(at), item(what),
             figure(duration, "", Health::Normal, Emphasis::Secondary),
             item("RB-12", {{EmphasisRole, int(Emphasis::Link)}, {Qt::TextAlignmentRole, int(Qt::AlignRight)}})});
    };
    row(Health::Critical, "Critical", "03:02:31", "Checkout success 97.81 % < 99.50 %", "11 m 56 s");
    row(Health::Degraded, "Degraded", "03:02:48", "Traffic shift held by guard: checkout success", "11 m 39 s");
    row(Health::Attention, "Attention", "03:05:11", "Replica-2 lag 2.8 s > 2.0 s", "9 m 16 s");
    return result;
}

} // namespace surgedeck::sample
