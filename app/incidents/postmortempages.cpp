// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/postmortempages.h"

#include "app/printedpages.h"
#include "models/base/timetext.h"

namespace surgedeck {

Status writePdf(const PostMortem &postMortem, const QString &file)
{
    PrintedPages pages(file, postMortem.incident + QStringLiteral(": ") + postMortem.title);
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
