// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/connectiondetail.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/sourcefacts.h"
#include "widgets/button.h"
#include "widgets/factgrid.h"
#include "widgets/plainlabel.h"
#include "widgets/stagelog.h"
#include "widgets/statechip.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestSentence = 400;

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestSentence);
}

PlainLabel *headingOf(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(text, parent);
    label->setLook(Text::Small, &Colours::text3);
    return label;
}

PlainLabel *wrapped(QWidget *parent, Text style, Ink ink)
{
    auto *label = new PlainLabel({}, parent);
    label->setLook(style, ink);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

/// The first failed stage, else the first that has something to say.
const DiagnosisStage *worthAWord(const ConnectionTest &test)
{
    const auto with = [&](auto wanted) {
        const auto found = std::find_if(test.stages.begin(), test.stages.end(), wanted);
        return found == test.stages.end() ? nullptr : &*found;
    };
    if (const DiagnosisStage *failed = with([](const DiagnosisStage &stage) { return stage.ok == false; }))
        return failed;
    return with([](const DiagnosisStage &stage) { return !stage.advice.isEmpty(); });
}

QList<LogLine> logOf(const ConnectionTest &test)
{
    QList<LogLine> lines;
    bool reached = true;
    for (const DiagnosisStage &stage : test.stages) {
        LogLine line;
        if (stage.ms)
            line.time = ConnectionDetail::tr("%1 ms").arg(QString::number(*stage.ms, 'f', *stage.ms < 10 ? 1 : 0));
        line.words = QStringLiteral("%1: %2").arg(stage.stage, safe(stage.value));
        line.passed = stage.ok == true;
        line.quiet = !stage.ok;
        if (stage.ok == false)
            line.health = stage.failure == Error::Kind::Auth || stage.failure == Error::Kind::Config ? Health::Degraded
                                                                                                     : Health::Unknown;
        // One line tells that the rest was not reached; the others would repeat it.
        const bool repeats = line.quiet && !std::exchange(reached, reached && stage.ok.has_value());
        if (!repeats)
            lines << line;
    }
    return lines;
}

FactGrid::Facts factsOf(const Workspace &workspace, const SourceConfig &config, const SourceView &source)
{
    FactGrid::Facts facts = sourceFacts(workspace, config);
    facts.emplace_back(ConnectionDetail::tr("Newest sample"),
                       source.age ? ConnectionDetail::tr("%1 old").arg(durationWords(*source.age))
                                  : ConnectionDetail::tr("none yet"));
    if (source.timeShare)
        facts.emplace_back(ConnectionDetail::tr("Our cost"),
                           ConnectionDetail::tr("%1 % of the time").arg(fixedNumber(*source.timeShare * 100, 2)));
    if (source.statementsPerSecond)
        facts.emplace_back(ConnectionDetail::tr("Our statements"),
                           ConnectionDetail::tr("%1 a second").arg(fixedNumber(*source.statementsPerSecond, 1)));
    return facts;
}

QFrame *separator(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::NoFrame);
    line->setFixedWidth(size::hair);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

} // namespace

ConnectionDetail::ConnectionDetail(QWidget *parent)
    : Panel(tr("Connection"), parent)
    , m_verdict(new StateChip(this))
{
    setObjectName(QStringLiteral("panel-connection"));
    header()->addExtra(m_verdict);
    auto *body = new QWidget(this);
    auto *columns = new QHBoxLayout(body);
    columns->setContentsMargins(size::group, size::padding, size::group, size::padding);
    columns->setSpacing(size::group);
    columns->addWidget(makeFacts(), 5);
    columns->addWidget(separator(body));
    columns->addWidget(makeLog(), 5);
    columns->addWidget(separator(body));
    columns->addWidget(makeAdvice(), 6);
    setBody(body);
}

QWidget *ConnectionDetail::makeFacts()
{
    auto *column = new QWidget(this);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins({});
    rows->setSpacing(size::gap);
    m_facts = new FactGrid(2, column);
    m_error = wrapped(column, Text::Small, &Colours::stale);
    m_test = new Button(tr("Test again"), column);
    m_test->setKeyHint(QStringLiteral("Ctrl T"));
    connect(m_test, &Button::clicked, this, &ConnectionDetail::testWanted);
    rows->addWidget(m_facts);
    rows->addWidget(m_error);
    rows->addStretch(1);
    rows->addWidget(m_test, 0, Qt::AlignLeft);
    return column;
}

QWidget *ConnectionDetail::makeLog()
{
    auto *column = new QWidget(this);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins({});
    rows->setSpacing(size::gap);
    m_logHead = headingOf({}, column);
    rows->addWidget(m_logHead);
    auto *scroll = new QScrollArea(column);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Last test"));
    scroll->setAccessibleDescription(tr("the log of the test, stage by stage"));
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    m_log = new StageLog;
    scroll->setWidget(m_log);
    m_log->setAutoFillBackground(false);
    rows->addWidget(scroll, 1);
    return column;
}

QWidget *ConnectionDetail::makeAdvice()
{
    auto *column = new QWidget(this);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins({});
    rows->setSpacing(size::gap);
    rows->addWidget(headingOf(tr("What to do"), column));
    m_words = wrapped(column, Text::Body, &Colours::text1);
    m_statement = new QPlainTextEdit(column);
    m_statement->setReadOnly(true);
    m_statement->setAccessibleName(tr("Statement for the administrator"));
    m_statement->setAccessibleDescription(tr("can be selected and copied"));
    m_statement->setTabChangesFocus(true);
    m_statement->setFrameShape(QFrame::NoFrame);
    m_copy = new Button(tr("Copy for the administrator"), column, Symbol::Copy);
    connect(m_copy, &Button::clicked, this, &ConnectionDetail::copyForAdministrator);
    m_depends = wrapped(column, Text::Small, &Colours::text3);
    rows->addWidget(m_words);
    rows->addWidget(m_statement);
    rows->addWidget(m_copy, 0, Qt::AlignLeft);
    rows->addWidget(m_depends);
    rows->addStretch(1);
    return column;
}

void ConnectionDetail::show(const Workspace &workspace, const ConnectionTest &test, const SourceView &source)
{
    const SourceConfig *config = workspace.source(test.id);
    if (config == nullptr)
        return;
    const ConnectionVerdict verdict = verdictOf(test);
    header()->setTitle(safe(test.id));
    setSubtitle(config->type);
    m_verdict->setState(verdict.health, verdict.words);
    m_facts->setFacts(factsOf(workspace, *config, source));
    m_error->setText(safe(source.error));
    m_error->setVisible(!source.error.isEmpty());
    const bool running = test.state == ConnectionTest::State::Running;
    m_test->setEnabled(!running);
    const QString ended = test.endedAt ? QDateTime::fromMSecsSinceEpoch(test.endedAt->time_since_epoch().count())
                                             .toString(QStringLiteral("HH:mm:ss"))
                                       : QString();
    m_logHead->setText(running        ? tr("Last test: running now")
                       : test.endedAt ? tr("Last test: %1, took %2 ms").arg(ended).arg(test.took.count())
                                      : tr("Last test: none yet"));
    m_log->setLines(logOf(test));
    showAdvice(workspace, *config, test);
    setState({.kind = DataState::Kind::Live, .age = source.age});
}

void ConnectionDetail::showAdvice(const Workspace &workspace, const SourceConfig &config, const ConnectionTest &test)
{
    const DiagnosisStage *stage = worthAWord(test);
    const bool failed = stage != nullptr && stage->ok == false;
    const Advice advice = stage != nullptr ? adviceOf(safe(stage->advice)) : Advice{};
    QString words = advice.words;
    if (words.isEmpty())
        words = !advice.statement.isEmpty() ? tr("Ask the administrator of %1 to run:").arg(safe(config.id))
                : test.state != ConnectionTest::State::Done ? tr("Test it: a test only reads.")
                : failed                                    ? safe(stage->value)
                                                            : tr("Nothing: every stage passed.");
    words[0] = words[0].toUpper();
    m_words->setText(words);
    m_statement->setPlainText(advice.statement);
    m_statement->setVisible(!advice.statement.isEmpty());
    m_statement->setFont(theme::font(Text::Mono));
    m_statement->setFixedHeight(3 * theme::line(Text::Mono) + size::group);
    m_copy->setVisible(failed || !advice.statement.isEmpty());
    m_request = tr("%1 (%2, %3): the stage %4 says: %5. %6 %7")
                    .arg(config.id, config.type, addressOf(config), stage != nullptr ? stage->stage : QString(),
                         stage != nullptr ? safe(stage->value) : QString(), advice.words, advice.statement)
                    .trimmed();
    const QStringList depends = whatDependsOn(workspace, config);
    const QString heading = failed ? tr("Until then these stay unknown:") : tr("What depends on it:");
    m_depends->setText(depends.isEmpty() ? tr("No panel depends on it.")
                                         : heading + QLatin1Char(' ') + depends.join(QStringLiteral(". ")));
}

void ConnectionDetail::copyForAdministrator()
{
    QGuiApplication::clipboard()->setText(m_request);
    Q_EMIT copied(tr("Copied for the administrator"));
}

} // namespace surgedeck
