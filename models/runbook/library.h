// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"
#include "models/runbook/runbook.h"

#include <memory>

namespace surgedeck::runbook {

/// The text of one runbook file, and how messages name it.
struct RunbookText
{
    QString file;
    QByteArray text;
    bool shipped = false; ///< comes with the program
};

struct LibraryEntry
{
    Runbook runbook;
    QByteArray text;
    bool shipped = false;
    Problems problems;
    bool isUsable() const { return !hasErrors(problems); }
};

/// All runbooks of a workspace, the shipped ones first. A file of the workspace with the id of a shipped one takes its
/// place; between two of the workspace the first one counts and the other is a problem. Immutable once made; any
/// thread.
class Library
{
public:
    explicit Library(const std::vector<RunbookText> &texts);

    /// In the order of their ids.
    const std::vector<LibraryEntry> &entries() const { return m_entries; }
    /// nullptr: there is none.
    const LibraryEntry *find(const QString &id) const;
    QStringList ids() const;
    /// Of all files, file by file.
    Problems problems() const;

private:
    void add(const RunbookText &text);
    void checkCalls();
    bool callsItself(const QString &start) const;

    std::vector<LibraryEntry> m_entries;
};

using LibraryPtr = std::shared_ptr<const Library>;

} // namespace surgedeck::runbook
