// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartview.h"

#include "models/base/timetext.h"
#include "widgets/button.h"
#include "widgets/chart/chartcanvas.h"
#include "widgets/chart/chartlegend.h"
#include "widgets/chart/exportbar.h"
#include "widgets/plainlabel.h"
#include "widgets/seriestable.h"
#include "widgets/theme/theme.h"
#include "widgets/timeticks.h"

#include <QBuffer>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStackedLayout>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace surgedeck {

ChartView::ChartView(TimeAxis *axis, QWidget *parent)
    : QWidget(parent)
    , m_axis(axis)
    , m_bars(new QStackedLayout)
    , m_exportBar(new ExportBar(this))
    , m_legend(new ChartLegend(&m_model, this))
    , m_canvas(new ChartCanvas(&m_model, axis, this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(size::padding, size::gap, size::padding, size::inner);
    rows->setSpacing(size::gap);
    m_bars->addWidget(makeToolBar());
    m_bars->addWidget(m_exportBar);
    rows->addLayout(m_bars);
    rows->addWidget(m_legend);
    rows->addWidget(m_canvas, 1);
    setFocusProxy(m_canvas);
    connect(m_canvas, &ChartCanvas::rangeSelected, this, &ChartView::rangeSelected);
    connect(m_canvas, &ChartCanvas::escapePressed, this, &ChartView::takeBack);
    connect(m_exportBar, &ExportBar::saveWanted, this, &ChartView::save);
    connect(m_exportBar, &ExportBar::closed, this, &ChartView::closeExport);
    connect(&m_export, &ChartExport::finished, this, [this](const Result<long long> &written) {
        m_exportBar->showResult(written ? tr("saved, %L1 values").arg(*written) : written.error().message);
    });
    connect(axis, &TimeAxis::rangeChanged, this, &ChartView::refreshToolBar);
    connect(axis, &TimeAxis::cursorChanged, this, &ChartView::refreshToolBar);
    refreshToolBar();
}

Button *ChartView::addButton(QWidget *bar, const QString &words, void (ChartView::*pressed)())
{
    auto *button = new Button(words, bar);
    bar->layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, pressed);
    return button;
}

QWidget *ChartView::makeToolBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(size::gap);
    m_back = addButton(bar, tr("Zoom back"), &ChartView::goBack);
    m_forward = addButton(bar, tr("Zoom on"), &ChartView::goForward);
    m_live = addButton(bar, tr("Live"), &ChartView::goLive);
    m_span = new PlainLabel({}, bar);
    m_span->setLook(Text::Small, &Colours::text2);
    row->addWidget(m_span, 1);
    m_pin = addButton(bar, tr("Pin"), &ChartView::pinCursor);
    m_pin->setKeyHint(tr("P"));
    addButton(bar, tr("Table"), &ChartView::toggleTable)->setKeyHint(tr("Ctrl D"));
    addButton(bar, tr("PNG"), &ChartView::exportPng)->setAccessibleName(tr("Save as PNG"));
    addButton(bar, tr("SVG"), &ChartView::exportSvg)->setAccessibleName(tr("Save as SVG"));
    addButton(bar, tr("CSV"), &ChartView::exportCsv)->setAccessibleName(tr("Save as CSV"));
    return bar;
}

void ChartView::setTitle(const QString &title)
{
    m_model.title = boundedLine(title);
}

void ChartView::setSeries(std::vector<ChartSeries> series)
{
    m_model.setSeries(std::move(series), mostSeries);
    m_legend->modelChanged();
    m_canvas->modelChanged();
}

void ChartView::append(std::size_t index, const std::vector<MetricPoint> &points)
{
    m_model.append(index, points);
    m_canvas->pointsAdded();
}

void ChartView::setEvents(std::vector<ChartEvent> events)
{
    m_model.events = std::move(events);
    m_canvas->pointsAdded();
}

void ChartView::refreshToolBar()
{
    m_back->setEnabled(m_axis->canGoBack());
    m_forward->setEnabled(m_axis->canGoForward());
    m_live->setEnabled(!m_axis->isLive());
    m_pin->setEnabled(m_axis->cursor().has_value() || m_pin->hasFocus());
    const TimeRange &range = m_axis->range();
    m_span->setText(range.isEmpty() ? QString()
                                    : tr("%1 to %2 · %3")
                                          .arg(momentText(range.from, range), momentText(range.to, range),
                                               durationWords(range.length())));
}

void ChartView::pinCursor()
{
    if (!m_axis->cursor() || m_model.pins.size() >= mostPins)
        return;
    const WallTime moment = *m_axis->cursor();
    m_model.pins.push_back(moment);
    std::sort(m_model.pins.begin(), m_model.pins.end());
    m_canvas->pointsAdded();
    Q_EMIT pinned(moment);
}

bool ChartView::event(QEvent *event)
{
    // P is a key of the window too; while the chart has the keyboard it means this chart's cursor.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool pin = key->key() == Qt::Key_P && key->modifiers() == Qt::NoModifier && m_canvas->hasFocus();
        // Esc is the window's way back: not before everything in the chart is taken back.
        if (pin || isTableKey(*key) || (key->key() == Qt::Key_Escape && canTakeBack()))
            event->accept();
    }
    return QWidget::event(event);
}

void ChartView::keyPressEvent(QKeyEvent *event)
{
    if (isTableKey(*event))
        toggleTable();
    else if (event->key() == Qt::Key_P && event->modifiers() == Qt::NoModifier)
        pinCursor();
    else if (event->key() == Qt::Key_Escape)
        takeBack();
    else
        QWidget::keyPressEvent(event);
}

bool ChartView::canTakeBack() const
{
    const bool cursor = m_axis->cursor() && m_canvas->hasFocus() && !m_canvas->underMouse();
    return isTableShown() || m_bars->currentIndex() != 0 || m_axis->selection() || cursor || m_axis->canGoBack();
}

void ChartView::takeBack()
{
    if (m_axis->selection())
        m_axis->setSelection(std::nullopt);
    else if (m_axis->cursor() && m_canvas->hasFocus() && !m_canvas->underMouse())
        m_axis->setCursor(std::nullopt);
    else if (m_axis->canGoBack())
        m_axis->back();
    else
        Q_EMIT closeWanted();
}

SeriesValues ChartView::tableValues() const
{
    std::set<WallTime> times;
    for (const ChartModel::Line &line : m_model.lines()) {
        const std::vector<MetricPoint> &points = line.pyramid.points();
        for (auto point = points.rbegin(); point != points.rend() && point->time >= m_axis->range().from; ++point) {
            if (m_axis->range().contains(point->time))
                times.insert(point->time);
            if (times.size() > mostTableRows)
                times.erase(times.begin());
            if (times.size() == mostTableRows && point->time < *times.begin())
                break;
        }
    }
    SeriesValues values{{times.begin(), times.end()}, {}};
    for (std::size_t i = 0; i < m_model.lines().size(); ++i) {
        const ChartModel::Line &line = m_model.lines()[i];
        const QString letter = m_model.letter(i);
        SeriesValues::Column column{.title = letter.isEmpty() ? line.series.name
                                                              : letter + QLatin1Char(' ') + line.series.name,
                                    .unit = line.series.unit,
                                    .decimals = m_model.decimals(i),
                                    .health = line.series.health};
        if (const auto limit = line.limit()) {
            column.limit = limit->value;
            column.badSide = limit->badSide;
        }
        for (const WallTime time : values.times) {
            const std::optional<std::size_t> nearest = line.pyramid.nearest(time);
            const bool here = nearest && line.pyramid.points()[*nearest].time == time;
            column.values.push_back(here ? line.pyramid.points()[*nearest].value
                                         : std::numeric_limits<double>::quiet_NaN());
        }
        values.columns.push_back(std::move(column));
    }
    return values;
}

void ChartView::setTableShown(bool shown)
{
    if (shown == isTableShown())
        return;
    if (!shown) {
        m_table->deleteLater();
        m_table.clear();
        m_canvas->show();
        return m_canvas->setFocus(Qt::OtherFocusReason);
    }
    m_table = new SeriesTable(tableValues(), tr("%1 as a table").arg(m_model.title), this);
    connect(m_table, &SeriesTable::closeWanted, this, [this] { setTableShown(false); });
    m_canvas->hide();
    qobject_cast<QVBoxLayout *>(layout())->addWidget(m_table, 1, Qt::AlignLeft);
    m_table->show();
    m_table->setFocus(Qt::OtherFocusReason);
}

void ChartView::exportAs(ChartExport::Format format)
{
    m_format = format;
    m_bars->setCurrentWidget(m_exportBar);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    m_exportBar->ask(folder + QLatin1Char('/') + exportName(m_model.title, m_axis->range(), format));
}

void ChartView::save(const QString &path)
{
    Status written = ok();
    if (m_format == ChartExport::Format::Csv) {
        written = m_export.beginCsv(path, m_model, m_axis->range());
        if (written)
            return m_exportBar->showResult(tr("writing"));
    } else if (m_format == ChartExport::Format::Svg) {
        written = m_export.write(path, chartSvg(m_model, m_axis->range(), m_canvas->size()));
    } else {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        m_canvas->picture().save(&buffer, "PNG");
        written = m_export.write(path, bytes);
    }
    m_exportBar->showResult(written ? tr("saved") : written.error().message);
}

void ChartView::closeExport()
{
    m_bars->setCurrentIndex(0);
    m_canvas->setFocus(Qt::OtherFocusReason);
}

} // namespace surgedeck
