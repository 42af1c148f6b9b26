// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/checks.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

class SurroundingsCheck
{
public:
    SurroundingsCheck(const Surroundings &surroundings, ProblemList &problems)
        : m_surroundings(surroundings)
        , m_problems(problems)
    {
    }

    void secrets(const Template &text)
    {
        for (const SecretReference &secret : text.secrets)
            this->secret(secret, text.at);
    }

    void access(const SourceAccess &access)
    {
        for (const Template *text : {&access.dsn, &access.url, &access.token, &access.bearer})
            secrets(*text);
        for (const Template &address : access.addresses)
            secrets(address);
        for (const auto &[name, value] : access.headers)
            secrets(value);
        if (access.basicAuth) {
            secrets(access.basicAuth->user);
            secrets(access.basicAuth->password);
        }
        for (const FilePath *path : {&access.tls.ca, &access.tls.cert, &access.tls.key})
            file(*path);
    }

    void file(const FilePath &file)
    {
        if (!file.isEmpty() && !m_surroundings.isFile(file.path))
            m_problems.error(file.at, "missing-file", QStringLiteral("there is no file %1").arg(inQuotes(file.path)));
    }

    void folder(const FilePath &folder)
    {
        if (!m_surroundings.isFolder(folder.path))
            m_problems.error(folder.at, "missing-file",
                             QStringLiteral("there is no folder %1").arg(inQuotes(folder.path)));
    }

    /// A pattern may match nothing yet; a plain path is meant to be there.
    void glob(const FilePath &glob)
    {
        static const QRegularExpression wildcard(QStringLiteral("[*?\\[]"));
        if (!glob.path.contains(wildcard))
            return file(glob);
        if (m_surroundings.matches(glob.path).isEmpty())
            m_problems.warn(glob.at, "no-match", QStringLiteral("no file matches %1").arg(inQuotes(glob.path)));
    }

private:
    void secret(const SecretReference &secret, Position at)
    {
        switch (secret.kind) {
        case SecretReference::Kind::Environment:
            if (!m_surroundings.hasVariable(secret.name))
                m_problems.warn(at, "unset-variable",
                                QStringLiteral("the environment variable %1 is not set here").arg(secret.name));
            return;
        case SecretReference::Kind::File:
            if (!m_surroundings.isFile(secret.name))
                m_problems.error(at, "missing-file", QStringLiteral("there is no file %1").arg(inQuotes(secret.name)));
            else if (!m_surroundings.isPrivate(secret.name))
                m_problems.warn(at, "open-secret",
                                QStringLiteral("others may read %1: chmod 600").arg(inQuotes(secret.name)));
            return;
        case SecretReference::Kind::Keyring:
            m_problems.warn(
                at, "keyring",
                QStringLiteral("this version does not read the keyring yet: use ${env:NAME} or ${file:PATH}"));
            return;
        }
    }

    const Surroundings &m_surroundings;
    ProblemList &m_problems;
};

} // namespace

void checkSurroundings(const Workspace &workspace, const Surroundings &surroundings, ProblemList &problems)
{
    SurroundingsCheck check(surroundings, problems);
    check.secrets(workspace.store);
    for (const SourceConfig &source : workspace.sources) {
        check.access(source.read);
        check.access(source.act);
        for (const Template &target : source.targets)
            check.secrets(target);
        for (const FilePath &file : source.targetFiles)
            check.glob(file);
        for (const ProbeStepConfig &step : source.steps) {
            check.secrets(step.url);
            check.secrets(step.body);
            for (const auto &[name, value] : step.headers)
                check.secrets(value);
        }
    }
    for (const ActionConfig &action : workspace.actions) {
        for (const Template *text : {&action.call.url, &action.call.token, &action.call.bearer})
            check.secrets(*text);
        for (const auto &[name, value] : action.call.headers)
            check.secrets(value);
    }
    for (const NotifyConfig &notify : workspace.notify) {
        check.secrets(notify.routingKey);
        check.secrets(notify.token);
        check.secrets(notify.url);
    }
    for (const FilePath &glob : workspace.alerts.ruleFiles)
        check.glob(glob);
    for (const FilePath &folder : workspace.runbookDirs)
        check.folder(folder);
}

} // namespace surgedeck
