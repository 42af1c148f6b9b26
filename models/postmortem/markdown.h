// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/postmortem/postmortem.h"

namespace surgedeck {

/// What stands under the heading of a section in toMarkdown().
QString sectionMarkdown(const PostMortem &postMortem, const PostMortemSection &section);

/// The sections that somebody wrote otherwise than `draft` has them, by their id: what is kept of an edited document.
/// Sections are known by their headings ("## Impact"); a heading of another name belongs to the section above it.
std::map<QString, QString> editedSections(const PostMortem &draft, const QString &markdown);

/// A draft with these sections in the place of what the record filled in.
PostMortem withSections(PostMortem draft, const std::map<QString, QString> &written);

/// HTML of what a person wrote: paragraphs, headings, lists, tables, bold, italic, code, links to moments and to https
/// pages. Everything else stands there as text; every character is escaped. Work is linear in the length.
QString markdownToHtml(const QString &markdown);

/// A line of the same text as a page without markup shows it.
struct MarkdownLine
{
    enum class Kind
    {
        Text,
        Heading,
        Item,
        Row ///< of a table; the first of several is its head
    };
    Kind kind = Kind::Text;
    std::vector<std::vector<ProsePiece>> cells; ///< one, but of a row
};
std::vector<MarkdownLine> markdownLines(const QString &markdown);

} // namespace surgedeck
