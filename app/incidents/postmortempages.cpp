// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/postmortempages.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "widgets/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPdfWriter>

namespace surgedeck {

namespace {

constexpr int dotsPerInch = 96; // what sizes of the theme mean
constexpr qreal marginMm = 16;

/// Puts lines below each other and begins a new page where one is full.
class Pages
{
public:
    explicit Pages(QPdfWriter &writer)
        : m_writer(writer)
        , m_painter(&writer)
    {
    }

    bool isActive() const { return m_painter.isActive(); }
    void title(const QString &text) { write(text, theme::font(Text::Hero)); }
    void heading(const QString &text)
    {
        space(0.8);
        write(text, theme::font(Text::Strong));
    }
    void paragraph(const QString &text)
    {
        for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            write(line, theme::font(Text::Small));
    }

    void row(const QStringList &cells, Text style)
    {
        const QFont &face = theme::font(style);
        m_painter.setFont(face);
        const qreal width = m_writer.width() / qreal(std::max<qsizetype>(1, cells.size()));
        const qreal gap = QFontMetricsF(face, &m_writer).averageCharWidth();
        qreal height = 0;
        std::vector<QRectF> boxes;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QRectF room(width * qreal(i), m_y, width - gap, m_writer.height());
            boxes.push_back(m_painter.boundingRect(room, flags, safe(cells[i])));
            height = std::max(height, boxes.back().height());
        }
        if (m_y + height > m_writer.height())
            turn();
        for (qsizetype i = 0; i < cells.size(); ++i)
            m_painter.drawText(QRectF(width * qreal(i), m_y, width - gap, height), flags, safe(cells[i]));
        m_y += height + gap / 2;
    }

private:
    static constexpr int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere;

    static QString safe(const QString &text) { return SafeText::of(text).text(); }

    void space(qreal lines) { m_y += lines * QFontMetricsF(theme::font(Text::Strong), &m_writer).height(); }

    void turn()
    {
        m_writer.newPage();
        m_y = 0;
    }

    void write(const QString &text, const QFont &face)
    {
        m_painter.setFont(face);
        const QRectF room(0, m_y, m_writer.width(), m_writer.height());
        const QRectF box = m_painter.boundingRect(room, flags, safe(text));
        if (m_y + box.height() > m_writer.height())
            turn();
        m_painter.drawText(QRectF(0, m_y, m_writer.width(), box.height()), flags, safe(text));
        m_y += box.height() * 1.1;
    }

    QPdfWriter &m_writer;
    QPainter m_painter;
    qreal m_y = 0;
};

} // namespace

Status writePdf(const PostMortem &postMortem, const QString &file)
{
    theme::apply(ThemeName::Light);
    QPdfWriter writer(file);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter);
    writer.setResolution(dotsPerInch);
    writer.setTitle(SafeText::of(postMortem.incident + QStringLiteral(": ") + postMortem.title).singleLine());
    Pages pages(writer);
    if (!pages.isActive())
        return Error{Error::Kind::Config, QStringLiteral("%1 can not be written").arg(file)};
    pages.title(postMortem.incident + QStringLiteral(": ") + postMortem.title);
    pages.paragraph(QStringLiteral("%1, %2. Post-mortem: %3. Written %4.")
                        .arg(postMortem.severity, postMortem.state, postMortem.status, toRfc3339(postMortem.written)));
    for (const PostMortemSection &section : postMortem.sections) {
        pages.heading(section.title);
        if (section.asksForJudgement)
            pages.paragraph(QStringLiteral("To be written."));
        pages.paragraph(section.text);
        if (!section.rows.empty())
            pages.row(section.columns, Text::MicroStrong);
        for (const PostMortemSection::Row &row : section.rows)
            pages.row(row.cells, Text::Micro);
    }
    return ok();
}

} // namespace surgedeck
