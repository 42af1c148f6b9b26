// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/secrets.h"
#include "models/workspace/workspacereader.h"

namespace surgedeck {

/// The folder of a workspace file and this process's environment: what the files and secrets that the workspace names
/// are looked for in. Relative paths start in the folder, `~/` in the user's home. No state beside the folder's name;
/// any thread. A secret is read when it is asked for and never kept.
class WorkspaceFolder final : public Surroundings, public SecretReader
{
public:
    /// The absolute path of the workspace file.
    explicit WorkspaceFolder(const QString &workspaceFile);

    bool isFile(const QString &path) const override;
    bool isPrivate(const QString &path) const override;
    bool isFolder(const QString &path) const override;
    QStringList matches(const QString &glob) const override;
    std::optional<QByteArray> read(const QString &path) const override;
    bool hasVariable(const QString &name) const override;

    Result<QString> environment(const QString &name) const override;
    Result<QString> file(const QString &path) const override;
    Result<QString> keyring(const QString &name) const override;

private:
    QString absolute(const QString &path) const;

    QString m_folder;
};

enum class Examine
{
    File,       ///< what is needed to go to work: a source whose secret is missing says so itself, and the others go on
    Everything, ///< also the files, folders, secrets and variables that the file names, and what this build can not do
};

/// Reads a workspace file. Error: Config, when the file itself can not be read; mistakes in it are problems of the
/// reading. Messages name the file as `path` does.
Result<WorkspaceReading> loadWorkspace(const QString &path, Examine examine);

} // namespace surgedeck
