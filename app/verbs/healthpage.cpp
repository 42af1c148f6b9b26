// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/healthpage.h"

#include "models/base/timetext.h"
#include "widgets/theme/tokens.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

struct Page
{
    Q_DECLARE_TR_FUNCTIONS(HealthPage)
};

QString hex(QRgb colour)
{
    return QStringLiteral("#%1").arg(colour & 0xffffff, 6, 16, QLatin1Char('0'));
}

/// Shape and word tell the state; the colour only repeats it, and nothing is green.
struct Look
{
    QString sign;
    QString word;
    QRgb colour;
};

Look lookOf(Health state)
{
    switch (state) {
    case Health::Normal:
        return {QStringLiteral("\u25cb"), Page::tr("normal"), lightColours.text2};
    case Health::Unknown:
        return {QStringLiteral("?"), Page::tr("not known"), lightColours.stale};
    case Health::Attention:
        return {QStringLiteral("\u25c6"), Page::tr("attention"), lightColours.attention};
    case Health::Degraded:
        return {QStringLiteral("\u25b2"), Page::tr("degraded"), lightColours.degraded};
    case Health::Critical:
        return {QStringLiteral("\u25a0"), Page::tr("critical"), lightColours.critical};
    }
    return {};
}

QString badge(Health state)
{
    const Look look = lookOf(state);
    return QStringLiteral("<span class=\"badge\" style=\"color:%1\"><span aria-hidden=\"true\">%2</span> %3</span>")
        .arg(hex(look.colour), look.sign, look.word.toHtmlEscaped());
}

QString ageText(const std::optional<Milliseconds> &age)
{
    return age ? Page::tr("%1 old").arg(durationWords(*age)) : Page::tr("age not known");
}

QString style()
{
    const Colours &c = lightColours;
    return QStringLiteral(
               "body{margin:0;padding:32px;background:%1;color:%2;font:18px/1.5 Roboto,'DejaVu Sans',sans-serif}"
               "header,section{max-width:1400px;margin:0 auto 16px}"
               ".hero,.card,.list{background:%3;border:1px solid %4;border-radius:4px;padding:24px}"
               ".hero{border-left-width:8px}.hero h1{font-size:44px;line-height:1.2;margin:0 0 8px;font-weight:500}"
               ".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:16px}"
               ".value{font-size:44px;font-weight:500;font-variant-numeric:tabular-nums}"
               ".small{color:%5;font-size:15px}.badge{font-weight:500}"
               "table{border-collapse:collapse;width:100%%}td{padding:8px 12px 8px 0;border-top:1px solid %4}")
        .arg(hex(c.canvas), hex(c.text1), hex(c.panel), hex(c.line), hex(c.text3));
}

QString cardsHtml(const HealthFacts &facts)
{
    QString html;
    for (const HealthCard &card : facts.cards)
        html +=
            QStringLiteral("<div class=\"card\"><div>%1 %2</div><div class=\"value\">%3</div><div>%4</div>"
                           "<div class=\"small\">%5</div><div class=\"small\">%6</div></div>")
                .arg(badge(card.state), card.name.toHtmlEscaped(), card.valueText.toHtmlEscaped(),
                     card.targetText.toHtmlEscaped(), ageText(card.age).toHtmlEscaped(), card.remark.toHtmlEscaped());
    return html;
}

QString affectedHtml(const HealthFacts &facts)
{
    QString rows;
    for (const AffectedPart &part : facts.affected)
        rows += QStringLiteral("<tr><td>%1</td><td>%2</td><td>%3</td></tr>")
                    .arg(part.name.toHtmlEscaped(), badge(part.state), part.words.toHtmlEscaped());
    return rows;
}

QString doingHtml(const HealthFacts &facts)
{
    QString rows;
    for (const HealthStep &step : facts.doing)
        rows += QStringLiteral("<tr><td>%1</td><td>%2</td></tr>")
                    .arg(toRfc3339(step.time).toHtmlEscaped(), step.text.toHtmlEscaped());
    return rows;
}

} // namespace

QString healthPage(const HealthFacts &facts)
{
    const QString made = Page::tr("as of %1").arg(toRfc3339(facts.time));
    QString html =
        QStringLiteral(
            "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
            "<title>%1</title><style>%2</style></head><body>")
            .arg(facts.headline.toHtmlEscaped(), style());
    html += QStringLiteral("<header><strong>%1</strong> <span class=\"small\">%2</span></header>")
                .arg(facts.workspace.toHtmlEscaped(), made.toHtmlEscaped());
    html +=
        QStringLiteral(
            "<section class=\"hero\" style=\"border-left-color:%1\"><div>%2</div><h1>%3</h1><div>%4</div></section>")
            .arg(hex(lookOf(facts.state).colour), badge(facts.state), facts.headline.toHtmlEscaped(),
                 facts.detail.toHtmlEscaped());
    html += QStringLiteral("<section class=\"cards\">%1</section>").arg(cardsHtml(facts));
    if (!facts.affected.empty())
        html += QStringLiteral("<section class=\"list\"><h2>%1</h2><table>%2</table></section>")
                    .arg(Page::tr("What is affected").toHtmlEscaped(), affectedHtml(facts));
    if (!facts.doing.empty())
        html += QStringLiteral("<section class=\"list\"><h2>%1</h2><table>%2</table></section>")
                    .arg(Page::tr("What we are doing").toHtmlEscaped(), doingHtml(facts));
    html +=
        QStringLiteral("<section class=\"small\">%1</section></body></html>\n")
            .arg(Page::tr("Read only. Estimates are marked as such. This page does not renew itself.").toHtmlEscaped());
    return html;
}

} // namespace surgedeck
