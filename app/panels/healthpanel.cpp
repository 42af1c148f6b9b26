// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/healthpanel.h"

#include "app/panels/datastates.h"
#include "models/items/factstable.h"
#include "models/items/healthrows.h"
#include "models/store/platform.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr int withRate = 560; // narrower: the rate and the limit leave the row
constexpr int hidden = 1'000'000;

QList<Column> wideColumns()
{
    return {{CellKind::State, 0}, {CellKind::Number, 72}, {CellKind::Number, 68}, {CellKind::Number, 66}, {CellKind::Number, 64}, {CellKind::Bullet, 200}};
}

/// At 100 % text.
int widthOf(const QString &text, Text style)
{
    return int(std::ceil(textWidth(boundedLine(text), style) * 100 / theme::textPercent()));
}

/// Wide enough for the longest name of a saturation, so that none is cut where there is room to show it; but the name
/// of a service is more.
int bulletWidth(const Workspace &workspace, int room)
{
    constexpr int least = 108;
    constexpr int most = 196;
    int name = 0;
    int service = 0;
    for (const ServiceConfig &config : workspace.services) {
        if (config.saturation)
            name = std::max(name, widthOf(config.saturation->name, Text::Small));
        service = std::max(service, widthOf(config.name, Text::Body));
    }
    const int rest = size::gap + size::padding + size::inner + size::bulletFigure + size::bulletLeast / 2;
    const int forServices = 2 * size::padding + size::stateIcon + size::gap + service;
    return std::clamp(std::min(name + rest, room - forServices), least, most);
}

/// A figure of the past has a sign more in the same column.
QList<Column> narrowColumns(const Workspace &workspace, int width)
{
    constexpr int number = 74;
    const int room = width * 100 / theme::textPercent() - 2 * number - size::group;
    return {{CellKind::State, 0}, {CellKind::Number, 72, hidden}, {CellKind::Number, number}, {CellKind::Number, number}, {CellKind::Number, 64, hidden}, {CellKind::Bullet, bulletWidth(workspace, room)}};
}

bool isAbnormal(const RowFacts &row)
{
    return row.cells[0].health != Health::Normal;
}

} // namespace

HealthPanel::HealthPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Platform health"), parent)
    , m_platform(platform)
    , m_rows(new FactsTable(serviceHeads(), this))
    , m_table(new TableView(wideColumns()))
    , m_hidden(new PlainLabel)
{
    setObjectName(QStringLiteral("panel-health"));
    setKeyHint(QStringLiteral("H"));
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Platform health"));
    m_table->installEventFilter(this);
    m_hidden->setLook(Text::Small, &Colours::text3);
    m_hidden->setContentsMargins(size::padding, 0, size::padding, size::inner);
    auto *body = new QWidget;
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_hidden);
    setBody(body);
    body->setFocusProxy(m_table);
    connect(m_table, &TableView::activated, this, [this] { Q_EMIT breakdownWanted(currentService()); });
}

QString HealthPanel::currentService() const
{
    return m_table->currentIndex().data(IdRole).toString();
}

bool HealthPanel::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        // A row that is pressed with the mouse stays under it.
        const bool byMouse = static_cast<QFocusEvent *>(event)->reason() == Qt::MouseFocusReason;
        m_all = event->type() == QEvent::FocusIn && !byMouse;
        showRows();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_B && key->modifiers() == Qt::NoModifier && !currentService().isEmpty()) {
        Q_EMIT breakdownWanted(currentService());
        return true;
    }
    return false;
}

void HealthPanel::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    m_table->setColumns(width() < theme::scaled(withRate) ? narrowColumns(m_platform.workspace(), width()) : wideColumns());
    showRows();
}

/// All in their order where they fit; else what is not normal first, and as many normal ones as there is room for.
void HealthPanel::showRows()
{
    std::vector<RowFacts> rows = serviceRows(m_platform.view());
    const int room = height() - 2 * size::hair - header()->sizeHint().height() - m_table->heightForRows(0);
    const int row = m_table->heightForRows(1) - m_table->heightForRows(0);
    const bool fits = int(rows.size()) * row <= room;
    std::size_t left = 0;
    if (!fits && !m_all) {
        std::stable_partition(rows.begin(), rows.end(), isAbnormal);
        const auto shown = std::size_t(std::max(0, room - m_hidden->sizeHint().height()) / row);
        const auto kept = std::max(shown, std::size_t(std::count_if(rows.begin(), rows.end(), isAbnormal)));
        left = rows.size() - std::min(kept, rows.size());
        rows.resize(rows.size() - left);
    }
    m_hidden->setVisible(!fits);
    m_hidden->setText(left > 0 ? tr("%n normal service(s) hidden on a small window \u00b7 press H to show all", nullptr, int(left))
                                 : tr("All services are in the list"));
    m_rows->setRows(std::move(rows));
}

void HealthPanel::refresh()
{
    const PlatformView &view = m_platform.view();
    showRows();
    const auto abnormal = std::count_if(view.services.begin(), view.services.end(),
                                        [](const ServiceView &service) { return service.state != Health::Normal; });
    const QString count = tr("%n service(s)", nullptr, static_cast<int>(view.services.size()));
    setSubtitle(abnormal == 0 ? tr("%1 \u00b7 all normal").arg(count) : tr("%1 \u00b7 %2 abnormal").arg(count).arg(abnormal));
    const SourceConfig *source = m_platform.workspace().defaultMetricSource();
    if (view.services.empty()) {
        setState({.kind = DataState::Kind::Empty, .message = tr("No services in this workspace"), .detail = tr("List them under services:")});
        return;
    }
    setState(dataStateOf(m_platform.sources().view(source ? source->id : QString(), view.now), view.now));
}

} // namespace surgedeck
