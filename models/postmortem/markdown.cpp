// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/postmortem/markdown.h"

#include <QRegularExpression>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

const QString heading = u"## "_s;

QString escaped(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\'', u"&#39;"_s);
}

/// Marks of Markdown that were made harmless ("\*") stand for themselves.
QString plain(const QString &text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEscape =
            text[i] == u'\\' && i + 1 < text.size() && (text[i + 1].isPunct() || text[i + 1].isSymbol());
        result += isEscape ? text[++i] : text[i];
    }
    return result;
}

bool isSafeLink(const QString &address)
{
    return address.startsWith(u"surgedeck:") || address.startsWith(u"https://");
}

/// What stands in one line, as it is read.
struct Span
{
    QString text, link;
    QString tag{}; ///< of HTML; empty: none
};

/// Marks of a line: [words](address), **bold**, *italic*, `code`.
std::vector<Span> spansOf(const QString &line)
{
    static const QRegularExpression marks(
        u"\\[([^\\[\\]]{0,500})\\]\\(([^()\\s]{1,2000})\\)|\\*\\*([^*]{1,500})\\*\\*|(?<![\\\\*\\w])\\*([^*\\s][^*]{0,500})\\*|`([^`]{1,500})`"_s);
    std::vector<Span> spans;
    qsizetype done = 0;
    const auto addPlain = [&](const QString &text) {
        if (!text.isEmpty())
            spans.push_back({plain(text), {}});
    };
    for (auto found = marks.globalMatch(line); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        addPlain(line.mid(done, match.capturedStart() - done));
        done = match.capturedEnd();
        if (match.capturedStart(2) >= 0 && isSafeLink(match.captured(2)))
            spans.push_back({plain(match.captured(1)), match.captured(2)});
        else if (match.capturedStart(2) >= 0)
            addPlain(match.captured());
        else if (match.capturedStart(3) >= 0)
            spans.push_back({plain(match.captured(3)), {}, u"b"_s});
        else if (match.capturedStart(4) >= 0)
            spans.push_back({plain(match.captured(4)), {}, u"i"_s});
        else
            spans.push_back({match.captured(5), {}, u"code"_s});
    }
    addPlain(line.mid(done));
    return spans;
}

QString inlineHtml(const QString &line)
{
    QString html;
    for (const Span &span : spansOf(line)) {
        if (!span.link.isEmpty())
            html += u"<a href=\"%1\">%2</a>"_s.arg(escaped(span.link), escaped(span.text));
        else
            html += span.tag.isEmpty() ? escaped(span.text) : u"<%1>%2</%1>"_s.arg(span.tag, escaped(span.text));
    }
    return html;
}

bool isTableRow(const QString &line)
{
    return line.startsWith(u'|') && line.endsWith(u'|') && line.size() > 2;
}

bool isRule(const QString &line)
{
    return isTableRow(line) && std::ranges::all_of(line, [](QChar c) { return u"|-: "_s.contains(c); });
}

QStringList cellsOf(const QString &row)
{
    static const QRegularExpression border(u"(?<!\\\\)\\|"_s);
    QStringList cells;
    for (const QString &cell : row.mid(1).chopped(1).split(border))
        cells << cell.trimmed();
    return cells;
}

QString rowHtml(const QString &line, const QString &cellTag)
{
    QString html = u"<tr>"_s;
    for (const QString &cell : cellsOf(line))
        html += u"<%1>%2</%1>"_s.arg(cellTag, inlineHtml(cell));
    return html + u"</tr>\n"_s;
}

bool isItem(const QString &line)
{
    return line.startsWith(u"- ") || line.startsWith(u"* ");
}

QString withoutHashes(const QString &line)
{
    static const QRegularExpression hashes(u"^#+\\s*"_s);
    return QString(line).remove(hashes);
}

std::vector<ProsePiece> piecesIn(const QString &line)
{
    std::vector<ProsePiece> pieces;
    for (const Span &span : spansOf(line))
        pieces.push_back({span.text, span.link});
    return pieces;
}

/// Lines become blocks; a block ends where a line of another kind begins.
class Blocks
{
public:
    void add(const QString &given)
    {
        const QString line = given.trimmed();
        if (isTableRow(line))
            return addRow(line);
        if (isItem(line)) {
            open(u"ul"_s);
            m_html += u"<li>"_s + inlineHtml(line.mid(2)) + u"</li>\n"_s;
        } else if (line.startsWith(u"#")) {
            close();
            m_html += u"<h3>"_s + inlineHtml(withoutHashes(line)) + u"</h3>\n"_s;
        } else if (line.isEmpty()) {
            close();
        } else {
            const bool goesOn = m_open == u"p";
            open(u"p"_s);
            m_html += (goesOn ? u"<br>"_s : QString()) + inlineHtml(line);
        }
    }

    QString html()
    {
        close();
        return m_html;
    }

private:
    void addRow(const QString &line)
    {
        const bool isFirst = m_open != u"table";
        open(u"table"_s);
        if (!isRule(line))
            m_html += rowHtml(line, isFirst ? u"th"_s : u"td"_s);
    }

    void open(const QString &tag)
    {
        if (m_open == tag)
            return;
        close();
        m_open = tag;
        m_html += u'<' + tag + u'>';
    }

    void close()
    {
        if (!m_open.isEmpty())
            m_html += u"</"_s + m_open + u">\n"_s;
        m_open.clear();
    }

    QString m_html, m_open;
};

/// What stands under each heading that a section has.
std::map<QString, QString> partsOf(const PostMortem &draft, const QString &markdown)
{
    std::map<QString, QString> parts;
    QString current;
    for (const QString &line : markdown.split(u'\n')) {
        const auto section =
            line.startsWith(heading)
                ? std::ranges::find(draft.sections, line.mid(heading.size()).trimmed(), &PostMortemSection::title)
                : draft.sections.end();
        if (section != draft.sections.end())
            parts[current = section->id]; // also one without a line
        else if (!current.isEmpty())
            parts[current] += line + u'\n';
    }
    return parts;
}

} // namespace

std::map<QString, QString> editedSections(const PostMortem &draft, const QString &markdown)
{
    std::map<QString, QString> edited;
    const auto parts = partsOf(draft, markdown);
    for (const PostMortemSection &section : draft.sections) {
        const auto part = parts.find(section.id);
        if (part == parts.end())
            continue;
        const QString text = part->second.trimmed();
        if (text != sectionMarkdown(draft, section).trimmed())
            edited[section.id] = text;
    }
    return edited;
}

PostMortem withSections(PostMortem draft, const std::map<QString, QString> &written)
{
    for (PostMortemSection &section : draft.sections) {
        const auto text = written.find(section.id);
        if (text == written.end() || text->second.isEmpty())
            continue;
        section = {section.id, section.title, text->second, false, {}, {}, true};
    }
    return draft;
}

std::vector<MarkdownLine> markdownLines(const QString &markdown)
{
    std::vector<MarkdownLine> lines;
    for (const QString &given : markdown.split(u'\n')) {
        const QString line = given.trimmed();
        if (line.isEmpty() || isRule(line))
            continue;
        if (isTableRow(line)) {
            MarkdownLine &row = lines.emplace_back(MarkdownLine{MarkdownLine::Kind::Row, {}});
            for (const QString &cell : cellsOf(line))
                row.cells.push_back(piecesIn(cell));
        } else if (isItem(line)) {
            lines.push_back({MarkdownLine::Kind::Item, {piecesIn(line.mid(2))}});
        } else if (line.startsWith(u'#')) {
            lines.push_back({MarkdownLine::Kind::Heading, {piecesIn(withoutHashes(line))}});
        } else {
            lines.push_back({MarkdownLine::Kind::Text, {piecesIn(line)}});
        }
    }
    return lines;
}

QString markdownToHtml(const QString &markdown)
{
    Blocks blocks;
    for (const QString &line : markdown.split(u'\n'))
        blocks.add(line);
    return blocks.html();
}

} // namespace surgedeck
