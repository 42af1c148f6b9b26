// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/postmortempage.h"

#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "models/items/factstable.h"
#include "models/postmortem/markdown.h"
#include "widgets/button.h"
#include "widgets/choicerow.h"
#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/sizes.h"
#include "widgets/theme/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextCursor>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int timeWidth = 72, kindWidth = 84, whoWidth = 96, withWho = 420;
constexpr qsizetype widestText = 300;
constexpr int longestItem = 500, longestWord = 80;
constexpr int timelineShare = 2, editorShare = 3;

CellFacts textCell(const QString &text)
{
    CellFacts cell;
    cell.text = SafeText::of(text).singleLine(widestText);
    cell.tip = cell.text;
    return cell;
}

QLineEdit *lineOf(const QString &hint, int longest, QWidget *parent)
{
    auto *line = new QLineEdit(parent);
    line->setPlaceholderText(hint);
    line->setAccessibleName(hint);
    line->setMaxLength(longest);
    return line;
}

/// The state of an incident's review by that of its incident.
QString reviewOf(const QString &state)
{
    return state == toWord(IncidentState::InReview) || state == toWord(IncidentState::Closed)
               ? state
               : toWord(IncidentState::Resolved);
}

} // namespace

PostMortemPage::PostMortemPage(QWidget *parent)
    : QWidget(parent)
    , m_rows(new FactsTable({{tr("Time"), false}, {tr("Kind"), false}, {tr("Who"), false}, {tr("What"), false}}, this))
{
    setObjectName(QStringLiteral("post-mortem"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(size::gap);
    row->addWidget(makeTimeline(), timelineShare);
    row->addWidget(makeEditor(), editorShare);
}

QWidget *PostMortemPage::makeTimeline()
{
    auto *panel = new Panel(tr("Timeline"), this);
    m_timeline = new TableView({{CellKind::Text, timeWidth},
                                {CellKind::Text, kindWidth},
                                {CellKind::Text, whoWidth, withWho},
                                {CellKind::Text, 0}});
    m_timeline->setModel(m_rows);
    m_timeline->setAccessibleName(tr("Timeline"));
    panel->setSubtitle(tr("a line goes to its moment"));
    panel->setBody(m_timeline);
    panel->setState({.kind = DataState::Kind::Live});
    const auto go = [this](const QModelIndex &index) {
        if (index.isValid() && std::size_t(index.row()) < m_moments.size())
            Q_EMIT momentWanted(m_moments[std::size_t(index.row())]);
    };
    connect(m_timeline, &QAbstractItemView::clicked, this, go);
    connect(m_timeline, &QAbstractItemView::activated, this, go);
    return panel;
}

QWidget *PostMortemPage::makeEditor()
{
    auto *panel = new Panel(tr("Post-mortem"), this);
    panel->setSubtitle(tr("Markdown"));
    panel->setState({.kind = DataState::Kind::Live});
    auto *body = new QWidget(panel);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::gap, size::gap, size::gap, size::gap);
    column->setSpacing(size::gap);
    m_editor = new QPlainTextEdit(body);
    m_editor->setObjectName(QStringLiteral("post-mortem-text"));
    m_editor->setFont(theme::font(Text::Mono));
    m_editor->setTabChangesFocus(true);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setAccessibleName(tr("Text of the post-mortem"));
    column->addWidget(m_editor, 1);
    column->addWidget(makeItemRow());
    auto *last = new QHBoxLayout;
    last->setSpacing(size::gap);
    m_state = new ChoiceRow(tr("Review"), body);
    m_state->addChoice(toWord(IncidentState::Resolved), tr("Draft"));
    m_state->addChoice(toWord(IncidentState::InReview), tr("In review"));
    connect(m_state, &ChoiceRow::chosen, this, &PostMortemPage::chooseState);
    last->addWidget(m_state);
    m_remark = new PlainLabel(QString(), body);
    last->addWidget(m_remark, 1);
    auto *save = new Button(tr("Save text"), body);
    save->setObjectName(QStringLiteral("post-mortem-save"));
    connect(save, &QPushButton::clicked, this, &PostMortemPage::save);
    last->addWidget(save);
    auto *out = new Button(tr("Export…"), body);
    connect(out, &QPushButton::clicked, this, &PostMortemPage::chooseFile);
    last->addWidget(out);
    column->addLayout(last);
    panel->setBody(body);
    return panel;
}

QWidget *PostMortemPage::makeItemRow()
{
    auto *widget = new QWidget(this);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins({});
    column->setSpacing(size::gap);
    auto *what = new QHBoxLayout, *whose = new QHBoxLayout;
    column->addLayout(what);
    column->addLayout(whose);
    what->setSpacing(size::gap);
    whose->setSpacing(size::gap);
    m_item = lineOf(tr("What is to be done"), longestItem, widget);
    m_item->setObjectName(QStringLiteral("post-mortem-item"));
    m_owner = lineOf(tr("Owner"), longestWord, widget);
    m_due = lineOf(tr("Due"), longestWord, widget);
    m_ticket = lineOf(tr("Ticket"), longestWord, widget);
    m_itemType = new ChoiceRow(tr("Kind of action"), widget);
    m_itemType->addChoice(QStringLiteral("prevent"), tr("Prevent"));
    m_itemType->addChoice(QStringLiteral("mitigate"), tr("Mitigate"));
    m_itemType->addChoice(QStringLiteral("detect"), tr("Detect"));
    m_itemType->addChoice(QStringLiteral("process"), tr("Process"));
    m_itemType->setCurrent(QStringLiteral("prevent"));
    what->addWidget(m_itemType);
    what->addWidget(m_item, 1);
    for (QLineEdit *line : {m_owner, m_due, m_ticket})
        whose->addWidget(line, 1);
    auto *add = new Button(tr("Add action item"), widget);
    add->setObjectName(QStringLiteral("post-mortem-add"));
    connect(add, &QPushButton::clicked, this, &PostMortemPage::addItem);
    connect(m_item, &QLineEdit::returnPressed, this, &PostMortemPage::addItem);
    whose->addWidget(add);
    return widget;
}

void PostMortemPage::setDraft(const PostMortem &draft)
{
    const bool keeps = hasUnsavedText() && draft.incident == m_draft.incident;
    m_draft = draft;
    m_state->setCurrent(reviewOf(draft.state));
    showTimeline();
    if (keeps)
        return;
    // Whoever writes in the middle of it stays there.
    const int seen = m_editor->verticalScrollBar()->value();
    const int cursor = m_editor->textCursor().position();
    m_shown = toMarkdown(draft);
    m_editor->setPlainText(m_shown);
    QTextCursor there = m_editor->textCursor();
    there.setPosition(std::min(cursor, static_cast<int>(m_shown.size())));
    m_editor->setTextCursor(there);
    m_editor->verticalScrollBar()->setValue(seen);
}

void PostMortemPage::showTimeline()
{
    std::vector<RowFacts> rows;
    m_moments.clear();
    const auto timeline = std::ranges::find(m_draft.sections, QStringLiteral("timeline"), &PostMortemSection::id);
    if (timeline != m_draft.sections.end())
        for (const PostMortemSection::Row &line : timeline->rows) {
            if (!line.at || line.cells.size() < 4)
                continue;
            rows.push_back({QString::number(rows.size()),
                            {textCell(clockText(*line.at)), textCell(line.cells[1]), textCell(line.cells[2]),
                             textCell(line.cells[3])}});
            m_moments.push_back(*line.at);
        }
    m_rows->setRows(std::move(rows));
}

bool PostMortemPage::hasUnsavedText() const
{
    return m_editor->toPlainText() != m_shown;
}

QString PostMortemPage::text() const
{
    return m_editor->toPlainText();
}

void PostMortemPage::setRemark(const QString &remark)
{
    m_remark->setText(SafeText::of(remark).singleLine(widestText));
}

void PostMortemPage::save()
{
    const QString now = text();
    int count = 0;
    for (const auto &[id, markdown] : editedSections(m_draft, now)) {
        const auto event = sectionEvent(act(), id, markdown);
        if (!event)
            return setRemark(event.error().message);
        Q_EMIT written(*event);
        ++count;
    }
    m_shown = now;
    setRemark(count == 0 ? tr("Nothing was changed") : tr("%n sections saved", nullptr, count));
}

void PostMortemPage::addItem()
{
    if (m_item->text().trimmed().isEmpty())
        return;
    IncidentNote note;
    note.kind = QStringLiteral("action_item");
    note.text = m_item->text();
    note.item = {{}, m_itemType->current(), m_owner->text(), m_due->text(), m_ticket->text()};
    const auto event = noteEvent(act(), note);
    if (!event)
        return setRemark(event.error().message);
    for (QLineEdit *line : {m_item, m_owner, m_due, m_ticket})
        line->clear();
    Q_EMIT written(*event);
}

void PostMortemPage::chooseState(const QString &state)
{
    if (const auto event = stateEvent(act(), state, std::nullopt))
        Q_EMIT written(*event);
}

void PostMortemPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export the post-mortem"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("Markdown (*.md)"), tr("One HTML page (*.html)"), tr("PDF (*.pdf)"), tr("JSON (*.json)")});
    dialog->selectFile(m_draft.incident + QStringLiteral(".md"));
    connect(dialog, &QFileDialog::fileSelected, this, &PostMortemPage::exportWanted);
    dialog->open();
}

} // namespace surgedeck
