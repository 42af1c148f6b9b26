// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/comparepanel.h"

#include "models/base/timetext.h"
#include "models/items/clocktext.h"
#include "models/items/comparisonrows.h"
#include "models/items/factstable.h"
#include "widgets/button.h"
#include "widgets/choicerow.h"
#include "widgets/tableview.h"
#include "widgets/theme/sizes.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr int figureWidth = 92;
constexpr int longestTime = 40;

} // namespace

ComparePanel::ComparePanel(QWidget *parent)
    : Panel(tr("Compare"), parent)
    , m_rows(new FactsTable(comparisonHeads({}, {}), this))
{
    setObjectName(QStringLiteral("panel-compare"));
    setKeyHint(QStringLiteral("V"));
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(size::gap);
    column->addWidget(makeChoice());
    auto *table = new TableView({{CellKind::Text, 0},
                                 {CellKind::Number, figureWidth},
                                 {CellKind::Number, figureWidth},
                                 {CellKind::Number, figureWidth}});
    table->setModel(m_rows);
    table->setAccessibleName(tr("Figures of both moments"));
    column->addWidget(table, 1);
    setBody(body);
    body->setFocusProxy(table);
}

QWidget *ComparePanel::makeChoice()
{
    auto *choice = new QWidget;
    auto *column = new QVBoxLayout(choice);
    column->setContentsMargins(size::padding, size::gap, size::padding, 0);
    column->setSpacing(size::gap);
    m_presets = new ChoiceRow(tr("With"), choice);
    m_presets->addChoice(QStringLiteral("begin"), tr("Before incident"));
    m_presets->addChoice(QStringLiteral("10m"), tr("−10 min"));
    m_presets->addChoice(QStringLiteral("1h"), tr("−1 h"));
    m_presets->addChoice(QStringLiteral("1d"), tr("−1 d"));
    m_presets->addChoice(QStringLiteral("7d"), tr("−7 d"));
    connect(m_presets, &ChoiceRow::chosen, this, &ComparePanel::presetChosen);
    column->addWidget(m_presets);
    auto *row = new QHBoxLayout;
    row->setSpacing(size::gap);
    m_time = new QLineEdit(choice);
    m_time->setObjectName(QStringLiteral("compare-time"));
    m_time->setPlaceholderText(tr("Time, as 03:02 or 03:02:10"));
    m_time->setAccessibleName(tr("Time to compare with"));
    m_time->setMaxLength(longestTime);
    connect(m_time, &QLineEdit::returnPressed, this, [this] { Q_EMIT timeTyped(m_time->text()); });
    row->addWidget(m_time, 1);
    const auto add = [&](const QString &text, const QString &key, auto signal) {
        auto *button = new Button(text, choice);
        button->setKeyHint(key);
        connect(button, &QPushButton::clicked, this, signal);
        row->addWidget(button);
    };
    add(tr("Swap"), QStringLiteral("X"), &ComparePanel::swapWanted);
    add(tr("End"), QStringLiteral("V"), &ComparePanel::endWanted);
    column->addLayout(row);
    return choice;
}

void ComparePanel::show(const Platform &shown, const Platform *then, WallTime thenAt)
{
    if (!then) {
        setSubtitle(tr("looking for the other moment"));
        return;
    }
    m_rows->setHeads(comparisonHeads(thenAt, shown.view().now));
    m_rows->setRows(comparisonRows(shown, *then));
    const Milliseconds apart = shown.view().now - thenAt;
    setSubtitle(apart >= Milliseconds{0} ? tr("with %1, %2 before").arg(clockText(thenAt), durationWords(apart))
                                         : tr("with %1, %2 later").arg(clockText(thenAt), durationWords(-apart)));
    setState({.kind = DataState::Kind::Live});
}

void ComparePanel::setRemark(const QString &remark)
{
    setSubtitle(remark);
}

void ComparePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT endWanted();
    else
        Panel::keyPressEvent(event);
}

std::optional<WallTime> typedTime(const QString &text, WallTime near)
{
    const QString typed = text.trimmed();
    if (const auto whole = parseRfc3339(typed))
        return *whole;
    QTime time = QTime::fromString(typed, QStringLiteral("H:m:s"));
    if (!time.isValid())
        time = QTime::fromString(typed, QStringLiteral("H:m"));
    if (!time.isValid())
        return std::nullopt;
    const QDateTime day = QDateTime::fromMSecsSinceEpoch(near.time_since_epoch().count());
    return WallTime(Milliseconds(QDateTime(day.date(), time).toMSecsSinceEpoch()));
}

} // namespace surgedeck
