// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config.h"
#include "app/console.h"
#include "app/panels/cachepage.h"
#include "app/panels/planpanel.h"
#include "app/panels/sessionactions.h"
#include "app/views/queriesview.h"
#include "connectors/journal/sqlitejournalreader.h"
#include "tests/support/testrules.h"
#include "widgets/choicerow.h"
#include "widgets/guardedbutton.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;

namespace {

/// What an engineer has. The program of the tests is not optimised, and the sanitizers and other tests take their
/// share.
#if defined(__SANITIZE_ADDRESS__)
constexpr int aMinute = 120'000;
#else
constexpr int aMinute = 60'000;
#endif

/// The lab's own command, which has to succeed.
QByteArray lab(const QStringList &arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("SURGEDECK_SOURCE") + QStringLiteral("/tests/lab/lab"), arguments);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        qFatal("lab %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
    return process.readAllStandardOutput().trimmed();
}

/// A fault that is gone with it, however the test ends.
class Fault
{
public:
    explicit Fault(const QString &name)
        : m_name(name)
    {
        lab({QStringLiteral("fault"), name, QStringLiteral("inject")});
        since.start();
    }
    /// What is left of the minute in which it has to be found.
    int left() const { return std::max(0, aMinute - int(since.elapsed())); }
    ~Fault() { lab({QStringLiteral("fault"), m_name, QStringLiteral("heal")}); }

    QElapsedTimer since;

private:
    QString m_name;
};

} // namespace

/// The lab under load in one window, as an engineer has it before her: three faults one after another, of which each
/// has to be found in the Queries view within a minute; the session that blocks everybody is ended from there.
class TestWorkbenchLab : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        theme::apply(ThemeName::Dark);
        qputenv("XDG_STATE_HOME", m_state.path().toUtf8());
        qputenv("SURGEDECK_PERSON", "Kim");
        qunsetenv("SURGEDECK_ROLE");
        lab({QStringLiteral("load"), QStringLiteral("7")});
        const auto reading = loadWorkspace(QString::fromUtf8(lab({QStringLiteral("workspace")})), Examine::File);
        QVERIFY(reading && !hasErrors(reading->problems));
        m_console = std::make_unique<Console>(
            std::make_shared<const Workspace>(reading->workspace),
            WindowOptions{.credentials = Credentials::ReadAndAct, .role = Role::Responder}, m_clock);
        m_console->start();
        m_console->window().resize(1920, 1080);
        QVERIFY(m_console->window().showView(QStringLiteral("queries")));
        m_view = m_console->window().findChild<QueriesView *>();
        m_sources = m_view->findChild<ChoiceRow *>();
        m_actions = m_view->findChild<SessionActions *>();
        // Right after its start the lab's caches are empty: what is found has to come from the faults.
        QElapsedTimer opened;
        opened.start();
        QTRY_VERIFY2_WITH_TIMEOUT(isCalm(), qPrintable(notes()), 2 * aMinute);
        qInfo("calm after %lld ms", static_cast<long long>(opened.elapsed()));
    }
    void cleanupTestCase()
    {
        m_console.reset();
        lab({QStringLiteral("load"), QStringLiteral("0")});
    }

    void aConvoyIsFoundAndItsRootEnded()
    {
        Fault fault(QStringLiteral("hot-row"));
        auto *button = m_actions->findChildren<GuardedButton *>().last();
        QTRY_VERIFY_WITH_TIMEOUT(m_sources->current() == QLatin1String("legacy-db") &&
                                     !m_actions->subject().isEmpty() && button->lock().isEmpty() &&
                                     why().contains(QLatin1String("stock-sync")),
                                 fault.left());
        tell("convoy", fault);
        const QString root = m_actions->subject();
        // Under load more and more wait until somebody acts.
        QTRY_VERIFY_WITH_TIMEOUT(m_sources->findChild<QAbstractButton *>(QStringLiteral("legacy-db"))
                                     ->accessibleName()
                                     .contains(QLatin1String("wait for a lock")),
                                 aMinute);
        button->setFocus();
        QTest::keyPress(button, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(button->phase(), GuardedButton::Phase::Done, aMinute);
        QTest::keyRelease(button, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(labels(*m_actions).contains(QLatin1String("waited for a lock, now 0")), aMinute);
        QTRY_VERIFY_WITH_TIMEOUT(!event(QStringLiteral("command.effect")).isEmpty(), aMinute);

        const QJsonObject intent = event(QStringLiteral("command.intent")),
                          outcome = event(QStringLiteral("command.outcome")),
                          effect = event(QStringLiteral("command.effect"));
        const QString id = intent[u"command"].toObject()[u"id"].toString();
        const QByteArray said = QJsonDocument(intent).toJson();
        QVERIFY2(!id.isEmpty() && said.contains(root.toUtf8()) && said.contains("Kim"), said.constData());
        QVERIFY2(!intent[u"preconditions"].toArray().isEmpty(), said.constData());
        const QByteArray came = QJsonDocument(outcome).toJson();
        QVERIFY2(came.contains("confirmed") && came.contains(id.toUtf8()) && came.contains(root.toUtf8()),
                 came.constData());
        const QByteArray figures = QJsonDocument(effect).toJson();
        QCOMPARE(effect[u"command_id"].toString(), id);
        QVERIFY2(effect[u"lock_waiters"].toObject()[u"before"].toInt() > 0, figures.constData());
        QCOMPARE(effect[u"lock_waiters"].toObject()[u"after"].toInt(-1), 0);
        m_console->window().setFocus();
    }

    void aDroppedIndexIsFoundWithItsPlan()
    {
        Fault fault(QStringLiteral("dropped-index"));
        QTRY_VERIFY_WITH_TIMEOUT(note(QStringLiteral("legacy-db")).contains(QLatin1String("SELECT products")),
                                 fault.left());
        choose(QStringLiteral("legacy-db"));
        QTRY_VERIFY_WITH_TIMEOUT(why().contains(QLatin1String("products")) &&
                                     labels(*m_view->findChild<PlanPanel *>()).contains(QLatin1String("ADD INDEX")),
                                 fault.left());
        tell("dropped index", fault);
    }

    void aStampedeIsFoundAtTheCache()
    {
        Fault fault(QStringLiteral("cache-flush"));
        QTRY_VERIFY_WITH_TIMEOUT(note(QStringLiteral("cache")).contains(QLatin1String("look-ups find something")),
                                 fault.left());
        tell("stampede", fault);
        choose(QStringLiteral("cache"));
        const auto *page = m_view->findChild<CachePage *>();
        QTRY_VERIFY_WITH_TIMEOUT(page->isVisible(), 5'000);
    }

private:
    static void tell(const char *what, const Fault &fault)
    {
        qInfo("%s: found in the view %lld ms after it began", what, static_cast<long long>(fault.since.elapsed()));
    }
    /// Every database and Redis has told something, and nothing is the matter with any.
    bool isCalm() const
    {
        const Platform &platform = m_console->window().session().platform();
        return platform.database(QStringLiteral("legacy-db")) && platform.database(QStringLiteral("orders-db")) &&
               platform.cacheHistory(QStringLiteral("cache")) && !notes().contains(u',');
    }
    QString notes() const
    {
        QStringList names;
        for (const auto *button : m_sources->findChildren<QAbstractButton *>())
            names << button->accessibleName();
        return names.join(u'\n');
    }
    void choose(const QString &source) const { m_sources->findChild<QAbstractButton *>(source)->click(); }
    QString note(const QString &source) const
    {
        return m_sources->findChild<QAbstractButton *>(source)->accessibleName();
    }
    /// The sentence about the statement that is selected, with all that stands there.
    QString why() const { return labels(*m_view->findChild<QWidget *>(QStringLiteral("section-query-detail"))); }
    static QString labels(const QWidget &widget)
    {
        QStringList words;
        for (const PlainLabel *label : widget.findChildren<PlainLabel *>())
            words << label->text();
        return words.join(u'\n');
    }
    /// The last event of this type in the journal on disk; empty: none yet.
    QJsonObject event(const QString &type) const
    {
        QDirIterator files(m_state.path(), {QStringLiteral("*.sqlite")}, QDir::Files, QDirIterator::Subdirectories);
        QJsonObject last;
        while (files.hasNext()) {
            const auto reader = SqliteJournalReader::open(files.next());
            if (!reader)
                continue;
            JournalRange range;
            range.limit = 100'000;
            const auto entries = (*reader)->read(range, {});
            for (const JournalEntry &entry : entries ? *entries : std::vector<JournalEntry>{})
                if (entry.type == type)
                    last = QJsonDocument::fromJson(entry.body).object();
        }
        return last;
    }

    QTemporaryDir m_state;
    SystemClock m_clock;
    std::unique_ptr<Console> m_console;
    QueriesView *m_view = nullptr;
    ChoiceRow *m_sources = nullptr;
    SessionActions *m_actions = nullptr;
};

QTEST_MAIN(TestWorkbenchLab)
#include "tst_workbenchlab.moc"
