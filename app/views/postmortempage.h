// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/incident/incidentevents.h"
#include "models/postmortem/postmortem.h"

#include <QWidget>

#include <functional>

class QLineEdit;
class QPlainTextEdit;

namespace surgedeck {

class Button;
class ChoiceRow;
class FactsTable;
class PlainLabel;
class TableView;

/// The post-mortem of an incident, edited as Markdown beside its timeline: a press on a line goes to its moment. What a
/// person wrote counts in the place of what the record had filled in; the rest is filled anew each time. GUI thread.
class PostMortemPage final : public QWidget
{
    Q_OBJECT
public:
    explicit PostMortemPage(QWidget *parent = nullptr);

    /// Takes a new draft. Text that was changed and not saved yet stays.
    void setDraft(const PostMortem &draft);
    const PostMortem &draft() const { return m_draft; }
    void setPerson(const QString &person) { m_person = person; }
    /// Said below the text: "saved 10:12", or why not.
    void setRemark(const QString &remark);
    bool hasUnsavedText() const;
    QString text() const;

Q_SIGNALS:
    void momentWanted(surgedeck::WallTime at);
    /// Something to be kept in the incident.
    void written(const surgedeck::JournalEvent &event);
    void exportWanted(const QString &file);

private:
    QWidget *makeTimeline();
    QWidget *makeEditor();
    QWidget *makeItemRow();
    void showTimeline();
    void save();
    void addItem();
    void chooseState(const QString &state);
    void chooseFile();
    IncidentAct act() const { return {m_draft.incident, m_person}; }

    PostMortem m_draft;
    QString m_person;
    QString m_shown; ///< the text that was put into the editor
    FactsTable *m_rows;
    std::vector<WallTime> m_moments; ///< of the rows
    TableView *m_timeline = nullptr;
    QPlainTextEdit *m_editor = nullptr;
    ChoiceRow *m_state = nullptr;
    ChoiceRow *m_itemType = nullptr;
    QLineEdit *m_item = nullptr, *m_owner = nullptr, *m_due = nullptr, *m_ticket = nullptr;
    PlainLabel *m_remark = nullptr;
};

} // namespace surgedeck
