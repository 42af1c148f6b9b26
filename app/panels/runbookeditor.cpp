// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/runbookeditor.h"

#include "models/base/safetext.h"
#include "models/items/factstable.h"
#include "models/runbook/runbookreader.h"
#include "widgets/button.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace std::chrono_literals;

constexpr auto typingPause = 200ms;
constexpr int rowsSeen = 6;
constexpr std::size_t mostProblems = 100;
constexpr int widest = 300;

std::vector<ColumnHead> problemHeads()
{
    return {{RunbookEditor::tr("Line"), true}, {RunbookEditor::tr("Kind"), false}, {RunbookEditor::tr("What"), false}};
}

CellFacts cell(const QString &text)
{
    CellFacts facts;
    facts.text = SafeText::of(text).singleLine(widest);
    facts.tip = facts.text;
    return facts;
}

RowFacts rowOf(const Problem &problem, std::size_t number)
{
    const bool isError = problem.level == Problem::Level::Error;
    CellFacts line = cell(QString::number(problem.at.line));
    line.figure = true;
    CellFacts kind = cell(isError ? RunbookEditor::tr("error") : RunbookEditor::tr("warning"));
    kind.health = isError ? Health::Critical : Health::Attention;
    return {QString::number(number), {line, kind, cell(problem.message)}};
}

} // namespace

RunbookEditor::RunbookEditor(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit)
    , m_rows(new FactsTable(problemHeads(), this))
    , m_table(new TableView({{CellKind::Number, 44}, {CellKind::Text, 70}, {CellKind::Text, 0}}))
    , m_head(new PlainLabel)
    , m_state(new PlainLabel)
    , m_save(new Button(tr("Save")))
{
    setObjectName(QStringLiteral("runbook-editor"));
    m_text->setObjectName(QStringLiteral("runbook-text"));
    m_text->setAccessibleName(tr("Text of the runbook"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(theme::font(Text::Mono));
    m_text->setTabChangesFocus(true);
    m_head->setLook(Text::Strong);
    m_state->setLook(Text::Small, &Colours::text2);
    m_state->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("editor-state"));
    m_save->setObjectName(QStringLiteral("save-runbook"));
    auto *close = new Button(tr("Close without saving"));
    close->setObjectName(QStringLiteral("close-editor"));
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("What is wrong with the runbook"));
    m_table->setMinimumHeight(m_table->heightForRows(rowsSeen));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::padding, size::padding, size::padding, size::padding);
    column->setSpacing(size::gap);
    column->addWidget(m_head);
    column->addWidget(m_text, 1);
    column->addWidget(m_state);
    column->addWidget(m_table);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    buttons->addWidget(close);
    column->addLayout(buttons);
    setFocusProxy(m_text);
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(m_text, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, &RunbookEditor::lint);
    connect(m_save, &Button::clicked, this, &RunbookEditor::save);
    connect(close, &Button::clicked, this, &RunbookEditor::closed);
    connect(m_table, &TableView::activated, this, &RunbookEditor::goTo);
}

void RunbookEditor::open(const runbook::LibraryEntry &entry, const Result<QString> &place)
{
    m_place = place ? *place : QString();
    m_whyNot = place ? QString() : place.error().message;
    m_head->setText(SafeText::of(entry.runbook.id + QLatin1Char(' ') + entry.runbook.title).singleLine());
    m_text->setPlainText(QString::fromUtf8(entry.text));
    m_text->document()->setModified(false);
    lint();
    show();
}

void RunbookEditor::lint()
{
    m_pause.stop();
    m_problems = runbook::readRunbook(m_text->toPlainText().toUtf8(), m_place).problems;
    // Much of what is only warned of follows from a mistake.
    std::ranges::stable_partition(m_problems, [](const Problem &one) { return one.level == Problem::Level::Error; });
    std::vector<RowFacts> rows;
    for (std::size_t i = 0; i < std::min(m_problems.size(), mostProblems); ++i)
        rows.push_back(rowOf(m_problems[i], i));
    m_rows->setRows(std::move(rows));
    const bool isSound = !hasErrors(m_problems);
    m_save->setEnabled(isSound && !m_place.isEmpty());
    const QString place = m_place.isEmpty() ? m_whyNot : tr("is saved to %1").arg(m_place);
    m_state->setText(SafeText::of(m_problems.empty() ? tr("Nothing is wrong with it; %1").arg(place)
                                  : isSound          ? tr("It can be used; %1").arg(place)
                                                     : tr("It can not be used as it is: %n place(s)", nullptr,
                                                          static_cast<int>(m_problems.size())))
                         .text());
}

void RunbookEditor::save()
{
    lint();
    if (!m_save->isEnabled())
        return;
    QSaveFile file(m_place);
    const QByteArray text = m_text->toPlainText().toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
        m_state->setText(SafeText::of(tr("%1 could not be written: %2").arg(m_place, file.errorString())).text());
        return;
    }
    m_text->document()->setModified(false);
    Q_EMIT saved(m_place);
    Q_EMIT closed();
}

void RunbookEditor::goTo(const QModelIndex &problem)
{
    if (!problem.isValid() || std::size_t(problem.row()) >= m_problems.size())
        return;
    const QTextBlock block = m_text->document()->findBlockByNumber(m_problems[std::size_t(problem.row())].at.line - 1);
    m_text->setTextCursor(QTextCursor(block));
    m_text->setFocus(Qt::OtherFocusReason);
}

} // namespace surgedeck
