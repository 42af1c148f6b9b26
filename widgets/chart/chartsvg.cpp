// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartexport.h"
#include "widgets/chart/chartlook.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"
#include "widgets/timeticks.h"

#include <cmath>

namespace surgedeck {

namespace {

/// Writes elements of SVG 1.1 with numbers of at most two decimals.
class SvgText
{
public:
    SvgText(const QSize &size, const QString &title)
    {
        m_text += QStringLiteral(
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" viewBox=\"0 0 %1 %2\">\n"
                      "<title>%3</title>\n<rect width=\"%1\" height=\"%2\" fill=\"%4\"/>\n")
                      .arg(size.width())
                      .arg(size.height())
                      .arg(boundedLine(title).toHtmlEscaped(), theme::colour(&Colours::panel).name());
    }

    void line(const QPointF &from, const QPointF &to, const QColor &ink, const char *dashes = "")
    {
        m_text +=
            QStringLiteral("<path d=\"M%1 %2L%3 %4\" stroke=\"%5\"%6/>\n")
                .arg(number(from.x()), number(from.y()), number(to.x()), number(to.y()), ink.name(), dashed(dashes));
    }

    void text(const QPointF &baseline, const QString &words, Ink ink, const char *anchor = "start")
    {
        if (words.isEmpty())
            return;
        m_text +=
            QStringLiteral("<text x=\"%1\" y=\"%2\" fill=\"%3\" text-anchor=\"%4\" font-family=\"Roboto, sans-serif\""
                           " font-size=\"%5\">%6</text>\n")
                .arg(number(baseline.x()), number(baseline.y()), theme::colour(ink).name(), QLatin1String(anchor))
                .arg(theme::font(Text::Micro).pixelSize())
                .arg(boundedLine(words).toHtmlEscaped());
    }

    void path(const QString &data, const QColor &ink, const QString &dashes)
    {
        if (!data.isEmpty())
            m_text += QStringLiteral("<path d=\"%1\" fill=\"none\" stroke=\"%2\" stroke-width=\"%3\"%4/>\n")
                          .arg(data, ink.name(), number(lineWidth), dashes);
    }

    static QString number(double value) { return QString::number(std::round(value * 100) / 100, 'g', 8); }
    static QString dashed(const QString &pattern)
    {
        return pattern.isEmpty() ? QString() : QStringLiteral(" stroke-dasharray=\"%1\"").arg(pattern);
    }
    static QString dashed(const char *pattern) { return dashed(QString::fromLatin1(pattern)); }

    QByteArray finished() const { return m_text.toUtf8() + "</svg>\n"; }

private:
    QString m_text;
};

class SvgChart
{
public:
    SvgChart(const ChartModel &model, const TimeRange &range, const QSize &size)
        : m_model(model)
        , m_range(range)
        , m_areas(paneAreas(size, model.panes().size()))
        , m_svg(size, model.title)
    {
    }

    QByteArray text()
    {
        if (m_areas.empty())
            return m_svg.finished();
        for (std::size_t i = 0; i < m_areas.size(); ++i)
            writeAxis(m_model.panes()[i], m_areas[i]);
        writeTimes();
        for (std::size_t i = 0; i < m_model.lines().size(); ++i)
            writeLine(i);
        writeEvents();
        return m_svg.finished();
    }

private:
    void writeAxis(const ChartPane &pane, const QRectF &area)
    {
        const auto y = [&](double value) {
            return std::round(area.bottom() - pane.scale.range.share(value) * area.height()) + 0.5;
        };
        const double lift = theme::font(Text::Micro).pixelSize() * 0.35;
        for (int line = 0; line <= pane.scale.intervals(); ++line) {
            const double at = y(pane.scale.at(line));
            m_svg.line({area.left(), at}, {area.right(), at}, theme::colour(&Colours::line));
            m_svg.text({area.left() - size::gap, at + lift}, pane.scale.label(line), &Colours::text3, "end");
        }
        m_svg.text({area.left() - size::gap, area.top() - size::gap - lift}, pane.unit, &Colours::text2, "end");
        for (const ChartPane::Limit &limit : pane.limits) {
            m_svg.line({area.left(), y(limit.value)}, {area.right(), y(limit.value)}, theme::colour(&Colours::text3),
                       "3 3");
            m_svg.text({area.left() + size::inner, y(limit.value) - size::inner}, limit.label, &Colours::text3);
        }
    }

    double xOf(WallTime time) const { return m_areas.front().left() + m_range.share(time) * m_areas.front().width(); }

    void writeTimes()
    {
        const double foot = m_areas.back().bottom();
        const int most = int(m_areas.front().width() / theme::scaled(2 * size::timeTick));
        for (const TimeTick &tick : timeTicks(m_range, most)) {
            const double x = std::round(xOf(tick.time)) + 0.5;
            for (const QRectF &area : m_areas)
                m_svg.line({x, area.top()}, {x, area.bottom()}, theme::colour(&Colours::line));
            m_svg.text({x, foot + theme::line(Text::Micro)}, tick.label, &Colours::text3, "middle");
        }
    }

    void writeEvents()
    {
        for (const ChartEvent &event : m_model.events) {
            if (!m_range.contains(event.time))
                continue;
            const double x = std::round(xOf(event.time)) + 0.5;
            const QColor ink = theme::colour(stateInk(event.health, &Colours::text2));
            m_svg.line({x, m_areas.front().top()}, {x, m_areas.back().bottom()}, ink, "2 2");
            m_svg.text({x - size::inner, m_areas.front().top() + theme::font(Text::Micro).pixelSize()}, event.label,
                       &Colours::text2, "end");
        }
    }

    /// A line as two paths: what is in band, and what is not. Two points a column, as on the screen.
    void writeLine(std::size_t index)
    {
        const ChartModel::Line &line = m_model.lines()[index];
        const QRectF &area = m_areas[line.pane];
        ColumnSpans columns;
        const SpanPlot plot{area.size().toSize(), m_model.panes()[line.pane].scale.range, lineWidth};
        line.pyramid.spans(m_range, plot, line.limit(), columns);
        QString paths[2];
        int open = -1; // which path the pen is in
        for (std::size_t x = 0; x < columns.spans.size(); ++x) {
            const ColumnSpans::Span &span = columns.spans[x];
            if (span.isEmpty()) {
                open = -1;
                continue;
            }
            const int wanted = !columns.outOfBand.empty() && columns.outOfBand[x] ? 1 : 0;
            const QString at = SvgText::number(area.left() + double(x) + 0.5);
            paths[wanted] += QStringLiteral("%1%2 %3L%2 %4")
                                 .arg(open == wanted ? QStringLiteral("L") : QStringLiteral("M"), at,
                                      SvgText::number(area.top() + double(span.top)),
                                      SvgText::number(area.top() + double(span.bottom)));
            open = wanted;
        }
        const SpanLook look = seriesLook(index, line.series, 1);
        const QString dashes =
            look.space == 0 ? QString() : SvgText::dashed(QStringLiteral("%1 %2").arg(look.dash).arg(look.space));
        m_svg.path(paths[0], look.normal, dashes);
        m_svg.path(paths[1], look.outOfBand, dashes);
        m_svg.text({area.right() + 2, area.top() + double(index + 1) * theme::line(Text::Micro)}, m_model.letter(index),
                   &Colours::text1);
    }

    const ChartModel &m_model;
    TimeRange m_range;
    std::vector<QRectF> m_areas;
    SvgText m_svg;
};

} // namespace

QByteArray chartSvg(const ChartModel &model, const TimeRange &range, const QSize &size)
{
    return SvgChart(model, range, size).text();
}

} // namespace surgedeck
