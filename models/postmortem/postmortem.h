// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replay/replay.h"

#include <QJsonObject>
#include <QStringList>

namespace surgedeck {

/// A part of a post-mortem: prose, a table, or both.
struct PostMortemSection
{
    struct Row
    {
        std::optional<WallTime> at; ///< the moment of the recording that it is about
        QStringList cells;
    };

    QString id, title;
    QString text;                  ///< Markdown of a person, or one computed sentence a line
    bool asksForJudgement = false; ///< nobody wrote it yet: facts do not fill it
    QStringList columns;
    std::vector<Row> rows;
    bool written = false; ///< `text` is what a person made of it, and all of it
};

struct PostMortem
{
    QString incident, title, severity, state, status; ///< status: draft, until its review is over
    QString recording;                                ///< name of the file that the moments are in
    WallTime written{};
    std::vector<PostMortemSection> sections;
    QJsonObject facts{};                   ///< what the record says, for programs: no prose, and nobody rewrites it
    std::map<QString, WallTime> moments{}; ///< times as they stand in prose, of moments that the recording has
};

/// A closed incident of the same workspace, and the figure that left its range first in it.
struct EarlierIncident
{
    QString id, title, firstDeviation;
    WallTime closed{};
};

/// What a draft is made of. The overview of `replay` is complete.
struct PostMortemParts
{
    const Incident &incident;
    const Replay &replay;
    const Platform &last; ///< at the end of the recording
    QString recording;
    WallTime now{};
    std::vector<EarlierIncident> earlier{};
};

/// Those that entries of a log of incidents tell of.
std::vector<EarlierIncident> earlierIncidents(const std::vector<JournalEntry> &entries);

/// Fills everything that the record knows, and says what it leaves to people. Pure.
PostMortem postMortemOf(const PostMortemParts &parts);

/// Address of a moment: "surgedeck:FILE?at=TIME", which `surgedeck FILE --view replay --at TIME` opens.
QString momentLink(const QString &recording, WallTime at);

/// Prose in pieces: where a time leads to its moment, `link` says where to.
struct ProsePiece
{
    QString text, link;
};
std::vector<ProsePiece> piecesOf(const PostMortem &postMortem, const QString &line);

QString toMarkdown(const PostMortem &postMortem);
/// One page that needs nothing else; every text in it is escaped.
QString toHtml(const PostMortem &postMortem);
QJsonObject toJson(const PostMortem &postMortem);

} // namespace surgedeck
