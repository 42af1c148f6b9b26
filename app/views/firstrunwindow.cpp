// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/firstrunwindow.h"

#include "app/config.h"
#include "models/base/safetext.h"
#include "widgets/button.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr qsizetype mostRecent = 4;
constexpr int mostProblems = 6;

PlainLabel *paragraph(const QString &text, Text style, Ink ink)
{
    auto *label = new PlainLabel(text);
    label->setLook(style, ink);
    label->setWordWrap(true);
    return label;
}

QPlainTextEdit *code(const QString &text, int lines, const QString &name)
{
    auto *box = new QPlainTextEdit(text);
    box->setReadOnly(true);
    box->setFrameShape(QFrame::NoFrame);
    box->setFont(theme::font(Text::Mono));
    box->setTabChangesFocus(true);
    box->setLineWrapMode(QPlainTextEdit::NoWrap);
    box->setAccessibleName(name);
    box->setAccessibleDescription(FirstRunWindow::tr("can be selected and copied"));
    box->setFixedHeight(lines * theme::line(Text::Mono) + size::group);
    return box;
}

} // namespace

QString exampleWorkspace()
{
    return QStringLiteral("version: 1\n"
                          "name: ShopFlow\n"
                          "environment: production\n"
                          "timezone: Europe/Vienna\n"
                          "sources:\n"
                          "  - {id: orders-db, type: postgresql, dsn: \"postgresql://cockpit_view@db1:5432/shop\"}\n"
                          "  - {id: cache, type: redis, url: \"rediss://cockpit_view:${env:CACHE_PW}@cache:6379/0\"}\n"
                          "  - {id: prom, type: prometheus, url: \"https://prometheus.example\"}\n"
                          "indicators:\n"
                          "  - {id: success, name: Checkout success, unit: percent, objective: \">= 99.95\",\n"
                          "     expr: '100 * sum(rate(checkout_ok_total[1m])) / sum(rate(checkout_total[1m]))'}\n");
}

FirstRunWindow::FirstRunWindow(const QStringList &recent, QWidget *parent)
    : QMainWindow(parent)
{
    setObjectName(QStringLiteral("first-run"));
    setWindowTitle(QStringLiteral("Surgedeck"));
    setCentralWidget(makePage(recent));
    auto *shortcut = new QShortcut(QKeySequence(QStringLiteral("Ctrl+O")), this);
    connect(shortcut, &QShortcut::activated, this, &FirstRunWindow::chooseFile);
}

QWidget *FirstRunWindow::makePage(const QStringList &recent)
{
    auto *page = new QWidget;
    auto *across = new QHBoxLayout(page);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(size::padding);
    rows->addStretch(1);
    rows->addWidget(paragraph(tr("Surgedeck"), Text::Value, &Colours::text1));
    rows->addWidget(
        paragraph(tr("No workspace is open. A workspace file names the databases, caches, balancers and metric "
                     "servers of your platform, and the figures that matter to its customers."),
                  Text::Body, &Colours::text2));
    rows->addWidget(makeOpening(recent));
    rows->addWidget(makeExample());
    rows->addStretch(2);
    across->addStretch(1);
    across->addLayout(rows, 3);
    across->addStretch(1);
    return page;
}

QWidget *FirstRunWindow::makeOpening(const QStringList &recent)
{
    auto *part = new QWidget;
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins({});
    rows->setSpacing(size::gap);
    auto *buttons = new QHBoxLayout;
    auto *choose = new Button(tr("Open a workspace file"), part);
    choose->setObjectName(QStringLiteral("open-workspace"));
    choose->setPrimary();
    choose->setKeyHint(QStringLiteral("Ctrl O"));
    connect(choose, &Button::clicked, this, &FirstRunWindow::chooseFile);
    buttons->addWidget(choose);
    buttons->addStretch(1);
    rows->addLayout(buttons);
    qsizetype shown = 0;
    for (const QString &file : recent) {
        if (!QFileInfo(file).isFile() || ++shown > mostRecent)
            continue;
        auto *again = new Button(SafeText::of(file).singleLine(80), part);
        again->setAccessibleDescription(tr("opens this workspace file again"));
        connect(again, &Button::clicked, this, [this, file] { open(file); });
        rows->addWidget(again, 0, Qt::AlignLeft);
    }
    m_problem = paragraph({}, Text::Body, &Colours::degraded);
    m_problem->hide();
    rows->addWidget(m_problem);
    return part;
}

QWidget *FirstRunWindow::makeExample()
{
    auto *part = new QWidget;
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins({});
    rows->setSpacing(size::gap);
    rows->addWidget(
        paragraph(tr("The least that is useful. Secrets stay out of the file: ${env:NAME} and ${file:PATH} are read "
                     "when a connection is made."),
                  Text::Body, &Colours::text2));
    rows->addWidget(code(exampleWorkspace(), 11, tr("Example of a workspace file")));
    auto *copy = new Button(tr("Copy the example"), part, Symbol::Copy);
    connect(copy, &Button::clicked, this, [] { QGuiApplication::clipboard()->setText(exampleWorkspace()); });
    rows->addWidget(copy, 0, Qt::AlignLeft);
    rows->addWidget(
        paragraph(tr("Then have it checked; every mistake is told with its line, and each connection is tested:"),
                  Text::Body, &Colours::text2));
    rows->addWidget(code(QStringLiteral("surgedeck check shop.yaml\nsurgedeck doctor shop.yaml\nsurgedeck shop.yaml"),
                         3, tr("Commands")));
    return part;
}

void FirstRunWindow::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a workspace file"), m_folder.isEmpty() ? QDir::homePath() : m_folder,
                                   tr("Workspace files (*.yaml *.yml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FirstRunWindow::open);
    dialog->open();
}

void FirstRunWindow::open(const QString &file)
{
    m_folder = QFileInfo(file).absolutePath();
    const auto reading = loadWorkspace(file, Examine::File);
    if (!reading)
        return showProblem(reading.error().message);
    QStringList mistakes;
    for (const Problem &problem : reading->problems)
        if (problem.level == Problem::Level::Error)
            mistakes << toLine(problem);
    if (mistakes.isEmpty()) {
        Q_EMIT opened(std::make_shared<const Workspace>(reading->workspace));
        return;
    }
    const auto more = static_cast<int>(mistakes.size()) - mostProblems;
    QString sentence = mistakes.mid(0, mostProblems).join(QStringLiteral("; "));
    if (more > 0)
        sentence += tr("; and %n more", nullptr, more);
    showProblem(sentence);
}

void FirstRunWindow::showProblem(const QString &sentence)
{
    m_problem->setText(SafeText::of(sentence).singleLine());
    m_problem->show();
}

} // namespace surgedeck
