// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/sourcesettings.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// Where secrets come from. Called on the thread that makes a connection; errors are Config and hold no secret.
class SecretReader
{
public:
    virtual ~SecretReader() = default;
    virtual Result<QString> environment(const QString &name) const = 0;
    /// A path as the workspace names it; one line break at the end is not part of the secret.
    virtual Result<QString> file(const QString &path) const = 0;
    virtual Result<QString> keyring(const QString &name) const = 0;
};

/// Finds the references in a text. With a malformed one, which is reported, nothing of the text is returned.
Template parseTemplate(const QString &text, Position at, ProblemList &problems);

/// The text with its secrets. Within a URL's user part or parameters they are percent-encoded, within `name=value` of a
/// libpq connection string quoted, so that a secret is a value whatever its characters are.
Result<QString> resolve(const Template &text, const SecretReader &secrets);

enum class Credentials
{
    Read, ///< the acting credential is not even looked at
    ReadAndAct,
};

/// What a connector of this source is made from, with its secrets. The caller adds expressions and clientName. Errors
/// name the source.
Result<SourceSettings> resolveSource(const Workspace &workspace, const SourceConfig &source,
                                     const SecretReader &secrets, Credentials credentials);

} // namespace surgedeck
