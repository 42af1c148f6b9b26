// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/values.h"

#include <QJsonValue>
#include <QStringList>

#include <map>

namespace surgedeck {

struct ActionParameter : Located
{
    enum class Type
    {
        Integer,
        Number,
        Text,
        Boolean,
        Duration
    };

    QString name;
    Type type = Type::Text;
    std::optional<double> min, max; ///< of the number, of the text's length, of the duration in seconds
    QStringList values;             ///< the only texts allowed; empty: any within min and max
    std::optional<QString> preset;  ///< `default`
};

struct HttpCall : Located
{
    QString method;
    Template url;
    QJsonValue body; ///< $name stands for a parameter
    std::map<QString, Template> headers;
    Template token, bearer;
    bool allowPlainHttp = false;
};

struct ActionConfig : Located
{
    QString id, name;
    int level = 3;
    HttpCall call;
    std::vector<ActionParameter> params;
    Expression verify;
    Reference source; ///< evaluates verify
    Reference undo;   ///< empty: none
};

} // namespace surgedeck
