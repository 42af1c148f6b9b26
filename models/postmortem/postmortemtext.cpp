// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/postmortem/markdown.h"
#include "models/report/jsontext.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

const QString judgement = u"To be written: this needs judgement, the record has no facts for it."_s;

/// Line breaks and what Markdown takes for its own would break a table.
QString markdownCell(const QString &text)
{
    QString cell;
    for (const QChar c : text.simplified()) {
        if (u"\\`*_{}[]<>#|"_s.contains(c))
            cell += u'\\';
        cell += c;
    }
    return cell;
}

QString markdownRow(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString linked(const PostMortem &postMortem, const PostMortemSection::Row &row, const QString &first)
{
    return row.at ? u"[%1](%2)"_s.arg(first, momentLink(postMortem.recording, *row.at)) : first;
}

QString escaped(const QString &text)
{
    QString plain;
    for (const QChar c : text)
        plain += c.unicode() < 0x20 && c != u'\n' ? QChar(u' ') : c;
    return plain.toHtmlEscaped().replace(u'\'', u"&#39;"_s);
}

QString htmlLink(const QString &text, const QString &link)
{
    return link.isEmpty() ? escaped(text) : u"<a href=\"%1\">%2</a>"_s.arg(escaped(link), escaped(text));
}

QString htmlTable(const PostMortem &postMortem, const PostMortemSection &section)
{
    QString html = u"<table><thead><tr>"_s;
    for (const QString &column : section.columns)
        html += u"<th>%1</th>"_s.arg(escaped(column));
    html += u"</tr></thead><tbody>\n"_s;
    for (const PostMortemSection::Row &row : section.rows) {
        html += u"<tr>"_s;
        for (qsizetype i = 0; i < row.cells.size(); ++i) {
            const QString link = i == 0 && row.at ? momentLink(postMortem.recording, *row.at) : QString();
            html += u"<td>"_s + htmlLink(row.cells[i], link) + u"</td>"_s;
        }
        html += u"</tr>\n"_s;
    }
    return html + u"</tbody></table>\n"_s;
}

QString htmlText(const PostMortem &postMortem, const QString &text)
{
    QString html;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        html += u"<p>"_s;
        for (const ProsePiece &piece : piecesOf(postMortem, line))
            html += htmlLink(piece.text, piece.link);
        html += u"</p>\n"_s;
    }
    return html;
}

/// Lines of the record's own prose.
QString markdownText(const PostMortem &postMortem, const QString &text)
{
    QString markdown;
    for (const ProsePiece &piece : piecesOf(postMortem, text))
        markdown += piece.link.isEmpty() ? piece.text : u"[%1](%2)"_s.arg(piece.text, piece.link);
    return markdown;
}

const QString style =
    u"body{font:15px/1.45 sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#1b1f23;background:#fff}"
    "h1{margin-bottom:0}.meta{color:#57606a}table{border-collapse:collapse;width:100%;margin:.5em 0}"
    "th,td{border:1px solid #d0d7de;padding:.3em .5em;text-align:left;vertical-align:top}"
    "th{background:#f6f8fa}.todo{border-left:4px solid #8250df;padding-left:.6em;color:#57606a}"
    "td a{white-space:nowrap}"_s;

} // namespace

QString momentLink(const QString &recording, WallTime at)
{
    return u"surgedeck:%1?at=%2"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(recording)), toRfc3339(at));
}

std::vector<ProsePiece> piecesOf(const PostMortem &postMortem, const QString &line)
{
    static const QRegularExpression time(u"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"_s);
    std::vector<ProsePiece> pieces;
    qsizetype done = 0;
    for (auto found = time.globalMatch(line); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const auto moment = postMortem.moments.find(match.captured());
        if (moment == postMortem.moments.end())
            continue;
        if (match.capturedStart() > done)
            pieces.push_back({line.mid(done, match.capturedStart() - done), {}});
        pieces.push_back({match.captured(), momentLink(postMortem.recording, moment->second)});
        done = match.capturedEnd();
    }
    if (done < line.size())
        pieces.push_back({line.mid(done), {}});
    return pieces;
}

QString sectionMarkdown(const PostMortem &postMortem, const PostMortemSection &section)
{
    QString text;
    if (section.asksForJudgement)
        text += u"*%1*\n"_s.arg(judgement);
    if (!section.text.isEmpty())
        text += (section.written ? section.text : markdownText(postMortem, section.text)) + u'\n';
    if (section.rows.empty())
        return text;
    text += u'\n' + markdownRow(section.columns) + markdownRow(QStringList(section.columns.size(), u"---"_s));
    for (const PostMortemSection::Row &row : section.rows) {
        QStringList cells;
        for (const QString &cell : row.cells)
            cells << markdownCell(cell);
        if (!cells.isEmpty())
            cells.first() = linked(postMortem, row, cells.first());
        text += markdownRow(cells);
    }
    return text;
}

QString toMarkdown(const PostMortem &postMortem)
{
    QString text = u"# %1: %2\n\n"_s.arg(postMortem.incident, markdownCell(postMortem.title));
    text += u"%1, %2. Post-mortem: %3. Written %4; times are UTC.\n"_s.arg(
        postMortem.severity, postMortem.state, postMortem.status, toRfc3339(postMortem.written));
    for (const PostMortemSection &section : postMortem.sections)
        text += u"\n## %1\n\n"_s.arg(section.title) + sectionMarkdown(postMortem, section);
    return text;
}

QString toHtml(const PostMortem &postMortem)
{
    QString html =
        u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        "<title>"_s +
        escaped(postMortem.incident) + u"</title><style>"_s + style + u"</style></head><body>\n"_s;
    html += u"<h1>%1: %2</h1>\n"_s.arg(escaped(postMortem.incident), escaped(postMortem.title));
    html += u"<p class=\"meta\">%1, %2. Post-mortem: %3. Written %4; times are UTC.</p>\n"_s.arg(
        postMortem.severity, postMortem.state, postMortem.status, toRfc3339(postMortem.written));
    for (const PostMortemSection &section : postMortem.sections) {
        html += u"<h2 id=\""_s + escaped(section.id) + u"\">"_s + escaped(section.title) + u"</h2>\n"_s;
        if (section.asksForJudgement)
            html += u"<p class=\"todo\">"_s + judgement + u"</p>\n"_s;
        html += section.written ? markdownToHtml(section.text) : htmlText(postMortem, section.text);
        if (!section.rows.empty())
            html += htmlTable(postMortem, section);
    }
    return html + u"</body></html>\n"_s;
}

QJsonObject toJson(const PostMortem &postMortem)
{
    QJsonArray sections;
    for (const PostMortemSection &section : postMortem.sections) {
        QJsonArray rows;
        for (const PostMortemSection::Row &row : section.rows)
            rows.append(
                QJsonObject{{u"at"_s, jsonTime(row.at)},
                            {u"link"_s, row.at ? QJsonValue(momentLink(postMortem.recording, *row.at)) : QJsonValue()},
                            {u"cells"_s, QJsonArray::fromStringList(row.cells)}});
        sections.append(QJsonObject{{u"id"_s, section.id},
                                    {u"title"_s, section.title},
                                    {u"text"_s, jsonText(section.text)},
                                    {u"needs_judgement"_s, section.asksForJudgement},
                                    {u"written"_s, section.written},
                                    {u"columns"_s, QJsonArray::fromStringList(section.columns)},
                                    {u"rows"_s, rows}});
    }
    QJsonObject document = newDocument();
    document[u"incident"_s] = postMortem.incident;
    document[u"title"_s] = postMortem.title;
    document[u"severity"_s] = postMortem.severity;
    document[u"state"_s] = postMortem.state;
    document[u"status"_s] = postMortem.status;
    document[u"recording"_s] = postMortem.recording;
    document[u"written"_s] = toRfc3339(postMortem.written);
    document[u"facts"_s] = postMortem.facts;
    document[u"sections"_s] = sections;
    return document;
}

} // namespace surgedeck
