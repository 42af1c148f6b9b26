// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actioncalls.h"

#include "app/config.h"
#include "app/sourcesettings.h"
#include "connectors/actions/actionactuator.h"
#include "connectors/builtin.h"
#include "models/workspace/actioncall.h"
#include "models/workspace/workspace.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace surgedeck {

namespace {

QByteArray jsonOf(const QJsonValue &body)
{
    if (body.isArray())
        return QJsonDocument(body.toArray()).toJson(QJsonDocument::Compact);
    return body.isObject() ? QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact) : QByteArray();
}

Result<HttpAction> prepared(const Workspace &workspace, const CallAction &call)
{
    const auto action = std::find_if(workspace.actions.begin(), workspace.actions.end(),
                                     [&call](const ActionConfig &config) { return config.id == call.action; });
    if (action == workspace.actions.end())
        return Error{Error::Kind::Config, QStringLiteral("the workspace has no action '%1'").arg(call.action.left(80))};
    SURGEDECK_TRY(parameters, checkedParameters(*action, call.parameters));
    const WorkspaceFolder secrets(workspace.file);
    SURGEDECK_TRY(url, resolve(action->call.url, secrets));
    SURGEDECK_TRY(bearer, resolve(action->call.bearer.isEmpty() ? action->call.token : action->call.bearer, secrets));
    HttpAction prepared;
    prepared.method = action->call.method;
    prepared.url = urlWith(url, parameters);
    prepared.body = jsonOf(bodyWith(action->call.body, parameters));
    prepared.bearer = bearer;
    prepared.allowPlainHttp = action->call.allowPlainHttp;
    prepared.what = action->call.method + QLatin1Char(' ') + urlWith(action->call.url.text, parameters);
    prepared.verify = action->verify.text;
    prepared.undo = action->undo.id;
    for (const auto &[name, value] : action->call.headers) {
        SURGEDECK_TRY(text, resolve(value, secrets));
        prepared.headers.emplace_back(name, text);
    }
    return prepared;
}

/// The first source that answers expressions over time; nullptr: none does.
std::shared_ptr<MetricReader> readerOf(const Workspace &workspace, const Clock &clock)
{
    for (const PreparedSource &source : prepareSources(workspace)) {
        if (!source.settings || source.settings->type != QLatin1String("prometheus"))
            continue;
        if (auto reader = createMetricReader(*source.settings, clock))
            return std::move(reader).value();
    }
    return nullptr;
}

} // namespace

ActuatorPtr makeActionActuator(const Workspace &workspace, const Clock &clock)
{
    HttpActionParts parts;
    parts.prepare = [own = std::make_shared<const Workspace>(workspace)](const CallAction &call) {
        return prepared(*own, call);
    };
    parts.reader = readerOf(workspace, clock);
    return std::make_unique<ActionActuator>(std::move(parts), clock);
}

} // namespace surgedeck
