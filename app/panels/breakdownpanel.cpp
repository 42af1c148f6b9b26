// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/breakdownpanel.h"

#include "app/metricquestions.h"
#include "models/base/safetext.h"
#include "models/items/changerows.h"
#include "models/items/factstable.h"
#include "models/store/platform.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/tokens.h"

#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds askedEach{10'000};
constexpr Milliseconds beforeDeviation{5 * 60'000}; // a moment when nothing was wrong yet

template <typename Configs>
auto findById(const Configs &configs, const QString &id)
{
    return std::find_if(configs.begin(), configs.end(), [&](const auto &config) { return config.id == id; });
}

bool needsBefore(const BreakdownQuery &query)
{
    return query.measure == BreakdownQuery::Measure::Sum && query.good == GoodSide::Above;
}

} // namespace

BreakdownPanel::BreakdownPanel(const Parts &parts, const BreakdownSubject &subject, QWidget *parent)
    : DetailPanel(tr("Who is hit"), parent)
    , m_parts(parts)
    , m_subject(subject)
    , m_rows(new FactsTable(breakdownHeads(), this))
    , m_sentence(new PlainLabel)
{
    setObjectName(QStringLiteral("detail-breakdown"));
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_sentence->setLook(Text::Strong);
    m_sentence->setContentsMargins(size::padding, size::padding, size::padding, size::gap);
    column->addWidget(m_sentence);
    auto *table = new TableView({{CellKind::Text, 0}, {CellKind::Bullet, 240}, {CellKind::Number, 110}});
    table->setModel(m_rows);
    table->setAccessibleName(tr("Who is hit"));
    column->addWidget(table, 1);
    setBody(body);
    body->setFocusProxy(table);
    setSubtitle(nameOfSubject());
    for (const QString &label : parts.platform.workspace().dimensions)
        m_dimensions.push_back({label, {}, {}, {label, {}, {}, {}}, 0});
}

QString BreakdownPanel::nameOfSubject() const
{
    const Workspace &workspace = m_parts.platform.workspace();
    const auto indicator = findById(workspace.indicators, m_subject.id);
    const auto service = findById(workspace.services, m_subject.id);
    const bool isIndicator = m_subject.kind == BreakdownSubject::Kind::Indicator && indicator != workspace.indicators.end();
    const QString name = isIndicator ? indicator->name : service != workspace.services.end() ? service->name : m_subject.id;
    return SafeText::of(name).singleLine(60);
}

QString BreakdownPanel::sourceOfSubject() const
{
    const Workspace &workspace = m_parts.platform.workspace();
    Reference source;
    if (m_subject.kind == BreakdownSubject::Kind::Indicator) {
        if (const auto found = findById(workspace.indicators, m_subject.id); found != workspace.indicators.end())
            source = found->source;
    } else if (const auto found = findById(workspace.services, m_subject.id); found != workspace.services.end()) {
        source = found->source;
    }
    const SourceConfig *fallback = workspace.defaultMetricSource();
    return !source.isEmpty() ? source.id : fallback ? fallback->id : QString();
}

Result<BreakdownQuery> BreakdownPanel::queryFor(const QString &label) const
{
    const Workspace &workspace = m_parts.platform.workspace();
    if (m_subject.kind == BreakdownSubject::Kind::Indicator) {
        const auto found = findById(workspace.indicators, m_subject.id);
        if (found != workspace.indicators.end())
            return breakdownQuery(*found, label);
    } else {
        const auto found = findById(workspace.services, m_subject.id);
        const auto view = findById(m_parts.platform.view().services, m_subject.id);
        if (found != workspace.services.end() && view != m_parts.platform.view().services.end())
            return breakdownQuery(*found, *view, label);
    }
    return Error{Error::Kind::Config, tr("the workspace does not know it")};
}

void BreakdownPanel::refresh()
{
    const WallTime now = m_parts.platform.view().now;
    if (m_dimensions.empty()) {
        setState({.kind = DataState::Kind::Empty, .message = tr("No dimensions in this workspace"), .detail = tr("Name labels under dimensions: [store, region, provider]")});
        return;
    }
    if (!m_askedAt || now - *m_askedAt >= askedEach)
        askAll();
    if (m_answeredAt)
        setState({.kind = DataState::Kind::Live, .age = now - *m_answeredAt});
    else
        setState({.kind = DataState::Kind::Loading, .message = tr("asking %1").arg(sourceOfSubject())});
}

void BreakdownPanel::askAll()
{
    m_askedAt = m_parts.platform.view().now;
    for (std::size_t i = 0; i < m_dimensions.size(); ++i) {
        Dimension &dimension = m_dimensions[i];
        if (dimension.missing > 0)
            continue; // the question before is not answered yet
        const auto query = queryFor(dimension.label);
        if (!query) {
            dimension.result = {dimension.label, {}, {}, query.error().message};
            m_answeredAt = m_askedAt;
            continue;
        }
        dimension.query = *query;
        dimension.answers = {};
        ask(i, query->value, &BreakdownAnswers::value);
        if (!query->weight.isEmpty())
            ask(i, query->weight, &BreakdownAnswers::weight);
        if (needsBefore(*query))
            ask(i, query->value, &BreakdownAnswers::before);
    }
    show();
}

void BreakdownPanel::ask(std::size_t dimension, const QString &expression, Matrix BreakdownAnswers::*place)
{
    const WallTime now = m_parts.platform.view().now;
    const bool before = place == &BreakdownAnswers::before;
    const WallTime at = before ? firstDeviation(m_parts.platform.view()).value_or(now) - beforeDeviation : now;
    m_dimensions[dimension].missing += 1;
    m_parts.questions.ask(sourceOfSubject(), {expression, at, at, std::chrono::seconds(15)}, this,
                          [this, dimension, place](const Result<Matrix> &answer) { take(dimension, place, answer); });
}

void BreakdownPanel::take(std::size_t at, Matrix BreakdownAnswers::*place, const Result<Matrix> &answer)
{
    Dimension &dimension = m_dimensions[at];
    dimension.missing -= 1;
    m_answeredAt = m_parts.platform.view().now;
    if (answer)
        dimension.answers.*place = *answer;
    if (!answer)
        dimension.result = {dimension.label, {}, {}, SafeText::of(answer.error().message).singleLine(200)};
    else if (dimension.missing == 0)
        dimension.result = breakDown(*dimension.query, dimension.answers);
    show();
}

void BreakdownPanel::show()
{
    std::vector<Breakdown> results;
    QString sentence;
    BreakdownQuery look;
    double most = 0;
    for (const Dimension &dimension : m_dimensions) {
        results.push_back(dimension.result);
        if (dimension.query)
            look = *dimension.query;
        const auto &members = dimension.result.members;
        const double share = members.empty() ? 0 : members.front().share.value_or(0);
        // A dimension with one member explains nothing, however large its share.
        if (!dimension.result.sentence.isEmpty() && members.size() > 1 && share >= most) {
            most = share;
            sentence = dimension.result.sentence;
        }
    }
    m_sentence->setText(sentence.isEmpty() ? tr("Nobody stands out") : sentence);
    m_rows->setRows(breakdownRows(results, look));
}

} // namespace surgedeck
