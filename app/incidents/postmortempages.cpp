// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/postmortempages.h"

#include "app/printedpages.h"
#include "models/base/timetext.h"
#include "models/postmortem/markdown.h"

namespace surgedeck {

namespace {

using Pieces = std::vector<ProsePiece>;

void write(PrintedPages &pages, const Pieces &prose, const QString &before = {})
{
    std::vector<PrintedPages::Piece> pieces;
    if (!before.isEmpty())
        pieces.push_back({before, {}});
    for (const ProsePiece &piece : prose)
        pieces.push_back({piece.text, piece.link});
    pages.paragraph(pieces);
}

QString wordsOf(const Pieces &prose)
{
    QString words;
    for (const ProsePiece &piece : prose)
        words += piece.text;
    return words;
}

PrintedPages::Row rowOf(const MarkdownLine &line)
{
    PrintedPages::Row row;
    for (const Pieces &cell : line.cells)
        row.cells << wordsOf(cell);
    for (const ProsePiece &piece : line.cells.empty() ? Pieces() : line.cells.front())
        if (row.link.isEmpty())
            row.link = piece.link;
    return row;
}

/// What a person wrote, as Markdown.
void writeMarkdown(PrintedPages &pages, const QString &markdown)
{
    using Kind = MarkdownLine::Kind;
    std::vector<PrintedPages::Row> rows;
    const auto endTable = [&] {
        if (!rows.empty())
            pages.table(rows.front().cells, {rows.begin() + 1, rows.end()});
        rows.clear();
    };
    for (const MarkdownLine &line : markdownLines(markdown)) {
        if (line.kind == Kind::Row) {
            rows.push_back(rowOf(line));
            continue;
        }
        endTable();
        if (line.kind == Kind::Heading)
            pages.heading(wordsOf(line.cells.front()));
        else
            write(pages, line.cells.front(), line.kind == Kind::Item ? QStringLiteral("• ") : QString());
    }
    endTable();
}

void writeSection(PrintedPages &pages, const PostMortem &postMortem, const PostMortemSection &section)
{
    pages.heading(section.title);
    if (section.asksForJudgement)
        pages.paragraph(QStringLiteral("To be written: this needs judgement, the record has no facts for it."));
    if (section.written)
        return writeMarkdown(pages, section.text);
    for (const QString &line : section.text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        write(pages, piecesOf(postMortem, line));
    std::vector<PrintedPages::Row> rows;
    for (const PostMortemSection::Row &row : section.rows)
        rows.push_back({row.cells, row.at ? momentLink(postMortem.recording, *row.at) : QString()});
    if (!rows.empty())
        pages.table(section.columns, rows);
}

} // namespace

Status writePdf(const PostMortem &postMortem, const QString &file)
{
    PrintedPages pages(file, postMortem.incident + QStringLiteral(": ") + postMortem.title);
    if (!pages.isActive())
        return Error{Error::Kind::Config, QStringLiteral("%1 can not be written").arg(file)};
    pages.title(postMortem.incident + QStringLiteral(": ") + postMortem.title);
    pages.paragraph(QStringLiteral("%1, %2. Post-mortem: %3. Written %4; times are UTC.")
                        .arg(postMortem.severity, postMortem.state, postMortem.status, toRfc3339(postMortem.written)));
    for (const PostMortemSection &section : postMortem.sections)
        writeSection(pages, postMortem, section);
    return ok();
}

} // namespace surgedeck
