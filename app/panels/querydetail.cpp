// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/querydetail.h"

#include "models/base/safetext.h"
#include "models/items/workbenchrows.h"
#include "widgets/button.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"
#include "widgets/trendview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr int fewestRows = 3;
constexpr int mostRows = 6;
constexpr int trendHeight = 96;
constexpr double fewSessions = 2;

} // namespace

QueryDetail::QueryDetail(QWidget *parent)
    : Panel(tr("Statement"), parent, Look::Section)
    , m_statement(new QPlainTextEdit)
    , m_why(new PlainLabel)
    , m_trend(new TrendView(nullptr, TrendView::TimeLabels::Shown))
{
    setObjectName(QStringLiteral("section-query-detail"));
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::padding, size::inner, size::padding, size::inner);
    column->setSpacing(size::inner);
    m_statement->setReadOnly(true);
    m_statement->setTabChangesFocus(true);
    m_statement->setFrameShape(QFrame::NoFrame);
    m_statement->setFont(theme::font(Text::Mono));
    m_statement->setAccessibleName(tr("Normalised statement"));
    m_statement->document()->setDocumentMargin(0); // or the last of the rows is cut
    m_why->setWordWrap(true);
    m_why->setLook(Text::BodyStrong);
    m_trend->setFixedHeight(theme::grown(trendHeight, {Text::Micro}));
    column->addWidget(m_statement);
    column->addWidget(m_why);
    column->addWidget(m_trend);
    setBody(body);
    auto *copy = new Button(tr("Copy SQL"));
    copy->setSmall();
    connect(copy, &Button::clicked, this, &QueryDetail::copyStatement);
    header()->addExtra(copy);
    giveRoom();
}

void QueryDetail::show(const DigestRow *row, const DatabaseView &view, const DatabaseStore &database)
{
    if (!row) {
        setSubtitle({});
        m_text.clear();
        setState(
            {.kind = DataState::Kind::Empty, .message = tr("Choose a digest"), .detail = tr("to see its statement")});
        return;
    }
    setSubtitle(tr("digest %1").arg(row->id));
    setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
    const QString text = SafeText::of(statementLines(row->text)).text();
    if (text != m_text) {
        m_text = text;
        m_statement->setPlainText(text);
    }
    QString why = whySlow(*row, view, &database.plans());
    why[0] = why[0].toUpper();
    m_why->setText(why);
    giveRoom();
    showTrend(row->id, database);
}

void QueryDetail::setRoom(Room room)
{
    m_room = room;
    giveRoom();
}

/// As many lines as the statement has, within what there is room for: it scrolls.
void QueryDetail::giveRoom()
{
    const int lines = int(std::ceil(m_statement->document()->size().height()));
    const int shown = std::clamp(lines, fewestRows, m_room == Room::Little ? fewestRows : mostRows);
    m_statement->setFixedHeight(shown * theme::line(Text::Mono));
    // A panel does not hand the height of wrapped words on to the layout that it stands in.
    m_why->setFixedHeight(m_why->heightForWidth(width() - 2 * size::padding));
    m_trend->setVisible(m_room == Room::Enough);
}

void QueryDetail::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    giveRoom();
}

void QueryDetail::showTrend(const QString &digest, const DatabaseStore &database)
{
    TrendData trend;
    trend.values = database.activity().activeIn(digest);
    const auto &buckets = database.activity().buckets();
    if (!buckets.empty())
        trend.span = TimeRange{buckets.front().from, buckets.back().from};
    trend.low = 0;
    double most = fewSessions;
    for (const double value : trend.values)
        most = std::max(most, value);
    trend.high = most;
    TrendCaption caption;
    caption.label = tr("Sessions in it");
    caption.value = trend.values.empty() ? QString() : QString::number(trend.values.back(), 'f', 0);
    m_trend->setCaption(caption);
    m_trend->setData(std::move(trend));
    m_trend->setState(state());
}

void QueryDetail::copyStatement() const
{
    if (!m_text.isEmpty())
        QGuiApplication::clipboard()->setText(m_text);
}

} // namespace surgedeck
