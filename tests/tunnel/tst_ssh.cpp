// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "tests/postgres/postgresserver.h"
#include "tests/support/acting.h"
#include "tests/support/freeport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testrules.h"

#include <QDir>
#include <QTest>

#include <csignal>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// Processes named ssh that are children of this one, and live.
std::vector<pid_t> childrenNamedSsh()
{
    std::vector<pid_t> children;
    const QByteArray parent = "PPid:\t" + QByteArray::number(QCoreApplication::applicationPid()) + '\n';
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile status(QStringLiteral("/proc/%1/status").arg(entry));
        if (!status.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = status.readAll();
        if (text.startsWith("Name:\tssh\n") && text.contains(parent) && !text.contains("State:\tZ"))
            children.push_back(static_cast<pid_t>(entry.toInt()));
    }
    return children;
}

} // namespace

/// `via: {ssh: HOST}` through a real sshd of an ordinary user, to real servers behind it.
class TestSsh : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_database = std::make_unique<PostgresServer>();
        m_database->start();
        m_database->admin("create role shop login; grant all on stock to shop");
        m_cachePort = freePort();
        m_cache.start({QStringLiteral("memcached"), QStringLiteral("-l"), QStringLiteral("127.0.0.1"),
                       QStringLiteral("-p"), QString::number(m_cachePort), QStringLiteral("-U"), QStringLiteral("0")},
                      [this] { return ServerProcess::accepts(m_cachePort); });
        prepareKeys();
        startBastion();
        qputenv("PATH", m_client.path().toUtf8() + ':' + qgetenv("PATH"));
    }
    void cleanupTestCase() { m_database.reset(); }
    void init() { failOnAnyWarning(); }
    void cleanup() { QTRY_VERIFY(childrenNamedSsh().empty()); }

    void aCacheBehindTheBastion()
    {
        auto source = makeCache(QStringLiteral("bastion"));
        QVERIFY2(soon(*source), qPrintable(m_trouble));
        QCOMPARE(int(childrenNamedSsh().size()), 1);
        QVERIFY(source->poll({})); // the same ssh serves on
        QCOMPARE(int(childrenNamedSsh().size()), 1);
        const auto stages = source->diagnose({});
        QCOMPARE(stages.front().value, QStringLiteral("by ssh through bastion"));
        QVERIFY(stages.back().ok == true);
    }

    /// The certificate is the database's, and its name is checked although the connection goes to 127.0.0.1.
    void aDatabaseIsWatchedAndASessionOfItIsEnded()
    {
        SourceSettings settings = databaseSettings(QStringLiteral("localhost"));
        auto source = createSource(settings, m_clock);
        QVERIFY(source);
        QVERIFY2(soon(**source), qPrintable(m_trouble));
        auto actuator = createActuator(settings, m_clock);
        QVERIFY(actuator);
        QTRY_VERIFY_WITH_TIMEOUT(bool((*actuator)->arm({})), 15'000);
        auto session = m_database->session(QStringLiteral("shop"));
        const QString pid = QString::fromLatin1(session->ask("select pg_backend_pid()"));
        session->ask("begin; update stock set quantity = 1 where sku = 7");
        QCOMPARE(ActingHand(**actuator, m_clock).carryOut(EndSession{pid, {}}), QStringLiteral("accepted, done"));
        auto other = createSource(databaseSettings(QStringLiteral("somebody-else.example")), m_clock);
        QVERIFY(other);
        (void)soon(**other);
        QVERIFY2(m_trouble.contains(QStringLiteral("somebody-else.example")), qPrintable(m_trouble));
    }

    void aStrangersKeyIsRefused()
    {
        auto source = makeCache(QStringLiteral("stranger"));
        QVERIFY(!soon(*source));
        QCOMPARE(m_kind, Error::Kind::Auth);
        QVERIFY2(m_trouble.contains(QStringLiteral("Host key verification failed")), qPrintable(m_trouble));
        const auto stages = source->diagnose({});
        QVERIFY(stages.size() == 1 &&
                stages.front().advice.contains(QStringLiteral("ssh -o BatchMode=yes stranger true")));
    }

    void withoutAKeyNobodyIsAsked()
    {
        auto source = makeCache(QStringLiteral("keyless"));
        QVERIFY(!soon(*source));
        QCOMPARE(m_kind, Error::Kind::Auth);
        QVERIFY2(m_trouble.contains(QStringLiteral("Permission denied")), qPrintable(m_trouble));
    }

    void whatDoesNotListenBehindItIsToldOf()
    {
        SourceSettings settings = cacheSettings(QStringLiteral("bastion"));
        settings.endpoint = QStringLiteral("tcp://127.0.0.1:%1").arg(freePort());
        auto source = createSource(settings, m_clock);
        QVERIFY(!soon(**source));
        QTRY_VERIFY2(!soon(**source) && m_trouble.contains(QStringLiteral("(ssh bastion: ")), qPrintable(m_trouble));
        QCOMPARE(m_kind, Error::Kind::Unreachable);
    }

    /// Frozen, gone, and there again: no call takes longer than a call may, and it comes back by itself.
    void aBastionThatHangsAndReturns()
    {
        auto source = makeCache(QStringLiteral("bastion"));
        QVERIFY2(soon(*source), qPrintable(m_trouble));
        m_bastion.kill(); // who listens; the connection that is there has a process of its own
        for (const pid_t child : childrenNamedSsh())
            ::kill(child, SIGKILL);
        QTRY_VERIFY(!source->poll({}));
        startBastion();
        QTRY_VERIFY2_WITH_TIMEOUT(soon(*source), qPrintable(m_trouble), 20'000);
        source.reset();
        m_bastion.freeze();
        auto hanging = makeCache(QStringLiteral("bastion"));
        const MonoTime start = m_clock.monotonic();
        const auto result = hanging->poll({});
        QVERIFY(!result);
        QVERIFY(m_clock.monotonic() - start < 8s); // 3.5 s, and a loaded machine
        QVERIFY2(result.error().message.contains(QStringLiteral("still signing in")),
                 qPrintable(result.error().message));
        std::stop_source stop;
        stop.request_stop();
        const MonoTime again = m_clock.monotonic();
        QCOMPARE(hanging->poll(stop.get_token()).error().kind, Error::Kind::Cancelled);
        QVERIFY(m_clock.monotonic() - again < 2s);
        m_bastion.thaw();
        QVERIFY2(soon(*hanging), qPrintable(m_trouble));
    }

private:
    /// A poll that succeeds within a few; the last trouble otherwise.
    bool soon(Source &source)
    {
        for (int i = 0; i < 6; ++i) {
            const auto result = source.poll({});
            if (result)
                return true;
            m_trouble = result.error().message;
            m_kind = result.error().kind;
            if (m_kind != Error::Kind::Timeout)
                return false;
        }
        return false;
    }

    SourceSettings cacheSettings(const QString &host) const
    {
        SourceSettings settings;
        settings.id = settings.type = QStringLiteral("memcached");
        settings.endpoint = QStringLiteral("tcp://127.0.0.1:%1").arg(m_cachePort);
        settings.sshHost = host;
        return settings;
    }

    SourcePtr makeCache(const QString &host) const
    {
        auto source = createSource(cacheSettings(host), m_clock);
        return source ? std::move(*source) : nullptr;
    }

    SourceSettings databaseSettings(const QString &certificateName) const
    {
        SourceSettings settings;
        settings.id = QStringLiteral("db");
        settings.type = QStringLiteral("postgresql");
        settings.sshHost = QStringLiteral("bastion");
        settings.endpoint = m_database->dsn(QStringLiteral("view"));
        settings.actEndpoint = m_database->dsn(QStringLiteral("act"));
        settings.tls.caFile = m_database->caFile();
        settings.tls.serverName = certificateName;
        settings.clientName = QStringLiteral("surgedeck/test/responder/1");
        return settings;
    }

    void prepareKeys()
    {
        const auto makeKey = [](const QString &file) {
            (void)outputOf({QStringLiteral("ssh-keygen"), QStringLiteral("-q"), QStringLiteral("-t"),
                            QStringLiteral("ed25519"), QStringLiteral("-N"), QString(), QStringLiteral("-f"), file});
        };
        makeKey(m_bastion.file(QStringLiteral("host_key")));
        makeKey(m_client.filePath(QStringLiteral("key")));
        const auto read = [](const QString &path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        m_port = freePort();
        m_bastion.write(QStringLiteral("authorized"), read(m_client.filePath(QStringLiteral("key.pub"))));
        // Without PAM it takes an account for locked whose password it may not read.
        m_bastion.write(
            QStringLiteral("sshd_config"),
            "ListenAddress 127.0.0.1\nPort " + QByteArray::number(m_port) + "\nHostKey " +
                m_bastion.file(QStringLiteral("host_key")).toUtf8() + "\nAuthorizedKeysFile " +
                m_bastion.file(QStringLiteral("authorized")).toUtf8() +
                "\nUsePAM yes\nStrictModes no\nPidFile none\nPasswordAuthentication no\nAllowTcpForwarding yes\n");
        const QByteArray place = "[127.0.0.1]:" + QByteArray::number(m_port) + ' ';
        writeClient(QStringLiteral("known"), place + read(m_bastion.file(QStringLiteral("host_key.pub"))),
                    QFile::ReadOwner);
        QByteArray configuration;
        for (const auto &[host, known, key] :
             {std::tuple("bastion", "known", "key"), std::tuple("stranger", "unknown", "key"),
              std::tuple("keyless", "known", "no-key")})
            configuration += "Host " + QByteArray(host) + "\n HostName 127.0.0.1\n Port " + QByteArray::number(m_port) +
                             "\n User " + ServerProcess::user().toUtf8() +
                             "\n IdentitiesOnly yes\n IdentityAgent none\n StrictHostKeyChecking no\n" +
                             " UserKnownHostsFile " + m_client.filePath(QString::fromLatin1(known)).toUtf8() +
                             "\n IdentityFile " + m_client.filePath(QString::fromLatin1(key)).toUtf8() + "\n";
        writeClient(QStringLiteral("config"), configuration, QFile::ReadOwner);
        writeClient(QStringLiteral("ssh"),
                    "#!/bin/sh\nexec /usr/bin/ssh -F " + m_client.filePath(QStringLiteral("config")).toUtf8() +
                        " \"$@\"\n",
                    QFile::ReadOwner | QFile::ExeOwner);
    }

    void writeClient(const QString &name, const QByteArray &text, QFile::Permissions permissions)
    {
        QFile file(m_client.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(name));
        file.close();
        file.setPermissions(permissions);
    }

    void startBastion()
    {
        m_bastion.start({QStringLiteral("/usr/sbin/sshd"), QStringLiteral("-D"), QStringLiteral("-e"),
                         QStringLiteral("-f"), m_bastion.file(QStringLiteral("sshd_config"))},
                        [this] { return ServerProcess::accepts(m_port); });
    }

    SystemClock m_clock;
    std::unique_ptr<PostgresServer> m_database;
    ServerProcess m_cache;
    ServerProcess m_bastion;
    QTemporaryDir m_client;
    quint16 m_cachePort = 0;
    quint16 m_port = 0;
    QString m_trouble;
    Error::Kind m_kind = Error::Kind::Config;
};

QTEST_GUILESS_MAIN(TestSsh)
#include "tst_ssh.moc"
