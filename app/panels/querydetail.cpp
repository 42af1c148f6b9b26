// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/querydetail.h"

#include "models/base/safetext.h"
#include "models/items/workbenchrows.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"
#include "widgets/trendview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QTextDocument>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr int statementRows = 6;
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
    m_statement->setFixedHeight(statementRows * theme::line(Text::Mono));
    m_why->setWordWrap(true);
    m_why->setLook(Text::BodyStrong);
    m_trend->setFixedHeight(theme::grown(trendHeight, {Text::Micro}));
    column->addWidget(m_statement);
    column->addWidget(m_why);
    column->addWidget(m_trend);
    setBody(body);
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
    showTrend(row->id, database);
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
