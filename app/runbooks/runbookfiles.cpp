// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/runbookfiles.h"

#include "app/config.h"
#include "models/domain/problem.h"
#include "models/runbook/observing.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

/// Resources of a static library are registered by hand, and only outside of a namespace.
static void registerRunbooks()
{
    Q_INIT_RESOURCE(runbooks);
}

namespace surgedeck {

namespace {

constexpr qint64 mostBytes = 256 * 1024;
constexpr qsizetype mostFiles = 500;

/// One byte more than may be: the reader then says that it is too much.
QByteArray bytesOf(QFile &file)
{
    return file.read(mostBytes + 1);
}

std::vector<runbook::RunbookText> shipped()
{
    registerRunbooks();
    std::vector<runbook::RunbookText> texts;
    const QDir folder(QStringLiteral(":/runbooks"));
    for (const QString &name : folder.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            texts.push_back({QStringLiteral("runbooks/") + name, bytesOf(file), true});
    }
    return texts;
}

void addFolder(std::vector<runbook::RunbookText> &texts, const WorkspaceFolder &folder, const QString &path)
{
    for (const char *pattern : {"/*.yaml", "/*.yml"})
        for (const QString &file : folder.matches(path + QLatin1String(pattern)).mid(0, mostFiles))
            if (const auto text = readRunbookFile(file))
                texts.push_back(*text);
}

} // namespace

Result<runbook::RunbookText> readRunbookFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile())
        return Error{Error::Kind::Config, QStringLiteral("there is no file %1").arg(inQuotes(path))};
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::Config, QStringLiteral("cannot read %1: %2").arg(inQuotes(path), file.errorString())};
    return runbook::RunbookText{path, bytesOf(file), false};
}

runbook::LibraryPtr loadRunbooks(const Workspace *workspace)
{
    std::vector<runbook::RunbookText> texts = shipped();
    if (workspace != nullptr) {
        const WorkspaceFolder folder(workspace->file);
        for (const FilePath &path : workspace->runbookDirs)
            addFolder(texts, folder, path.path);
    }
    return std::make_shared<const runbook::Library>(texts);
}

runbook::LibraryPtr withRunbook(const runbook::Library &library, const runbook::RunbookText &text)
{
    std::vector<runbook::RunbookText> texts;
    for (const runbook::LibraryEntry &entry : library.entries())
        texts.push_back({entry.runbook.file, entry.text, true});
    texts.push_back(text);
    return std::make_shared<const runbook::Library>(texts);
}

std::shared_ptr<const Workspace> withRunbookExpressions(const Workspace &workspace, const runbook::Library &library,
                                                        const QString &toRun)
{
    std::vector<const runbook::Runbook *> usable;
    for (const runbook::LibraryEntry &entry : library.entries())
        if (entry.isUsable())
            usable.push_back(&entry.runbook);
    auto extended = std::make_shared<Workspace>(workspace);
    extended->runbookExpressions = runbook::expressionsOf(usable, runbook::Used::ForDetection);
    if (const runbook::LibraryEntry *entry = library.find(toRun))
        for (const Expression &expression : runbook::expressionsOf({&entry->runbook}, runbook::Used::Anywhere))
            if (std::ranges::find(extended->runbookExpressions, expression.text, &Expression::text) ==
                extended->runbookExpressions.end())
                extended->runbookExpressions.push_back(expression);
    return extended;
}

} // namespace surgedeck
