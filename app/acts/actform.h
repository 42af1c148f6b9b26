// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/acts/actsheet.h"

#include <QMap>

namespace surgedeck {

/// What has to be known before a command can be explained: a few lines, and a dry run that counts or checks everything
/// and changes nothing. GUI thread.
class ActForm final : public SheetFrame
{
    Q_OBJECT
public:
    struct Field
    {
        QString id;
        QString label;
        QString preset;
    };
    using Values = QMap<QString, QString>;
    using MakePlan = std::function<Result<ActPlan>(const Values &)>;
    struct Parts
    {
        QString title;
        std::vector<Field> fields;
        MakePlan plan;
        CommandRoad *road = nullptr;
    };

    explicit ActForm(Parts parts, QWidget *parent = nullptr);

Q_SIGNALS:
    void planned(const surgedeck::ActPlan &plan);

private:
    Result<ActPlan> plan() const;
    void goOn();
    void rehearse();
    void sendRehearsal();
    void say(const QString &words);

    Parts m_parts;
    std::vector<std::pair<QString, QLineEdit *>> m_lines;
    PlainLabel *m_answer;
    CommandOrder m_rehearsal;
};

} // namespace surgedeck
