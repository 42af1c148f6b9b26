// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/actions/actionactuator.h"
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "tests/support/freeport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testrules.h"

#include <QJsonDocument>
#include <QTest>

using namespace surgedeck;

/// A real RabbitMQ: queues, dead letters, the age of the oldest message, and a redrive that takes back as many as it
/// was told and no more, by an action as a workspace would have it.
class TestRabbitMq : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_port = freePort();
        m_epmdPort = freePort();
        m_epmd.start({QStringLiteral("epmd"), QStringLiteral("-address"), QStringLiteral("127.0.0.1"),
                      QStringLiteral("-port"), QString::number(m_epmdPort)},
                     [this] { return ServerProcess::accepts(m_epmdPort); });
        m_server.write(QStringLiteral("rabbitmq.conf"),
                       "listeners.tcp.1 = 127.0.0.1:" + QByteArray::number(freePort()) +
                           "\nmanagement.tcp.ip = 127.0.0.1\nmanagement.tcp.port = " + QByteArray::number(m_port) +
                           "\ndisk_free_limit.absolute = 50MB\nlog.console = true\nlog.file = false\n"
                           "collect_statistics_interval = 1000\n");
        m_server.write(QStringLiteral("plugins"),
                       "[rabbitmq_management,rabbitmq_shovel,rabbitmq_shovel_management].\n");
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const auto set = [&](const char *name, const QString &value) {
            environment.insert(QString::fromLatin1(name), value);
        };
        set("HOME", m_server.file({}));
        set("RABBITMQ_NODENAME", QStringLiteral("test%1@localhost").arg(m_port));
        set("RABBITMQ_MNESIA_BASE", m_server.file(QStringLiteral("data")));
        set("RABBITMQ_LOG_BASE", m_server.file({}));
        set("RABBITMQ_CONFIG_FILE", m_server.file(QStringLiteral("rabbitmq.conf")));
        set("RABBITMQ_CONF_ENV_FILE", QStringLiteral("/dev/null"));
        set("RABBITMQ_ENABLED_PLUGINS_FILE", m_server.file(QStringLiteral("plugins")));
        set("RABBITMQ_PID_FILE", m_server.file(QStringLiteral("pid")));
        set("RABBITMQ_DIST_PORT", QString::number(freePort()));
        set("ERL_EPMD_PORT", QString::number(m_epmdPort));
        set("ERL_EPMD_ADDRESS", QStringLiteral("127.0.0.1"));
        set("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
            QStringLiteral(
                "+sbwt none +sbwtdcpu none +sbwtdio none +S 1:1 -kernel inet_dist_use_interface {127,0,0,1}"));
        m_server.start(
            {QStringLiteral("/usr/lib/rabbitmq/bin/rabbitmq-server")},
            [this] { return ServerProcess::accepts(m_port) && !api("GET", "/api/overview", {}).isEmpty(); },
            environment);
        put("/api/exchanges/%2F/dlx", R"({"type":"fanout"})");
        put("/api/queues/%2F/orders", R"({"arguments":{"x-dead-letter-exchange":"dlx"}})");
        put("/api/queues/%2F/orders.dead", "{}");
        api("POST", "/api/bindings/%2F/e/dlx/q/orders.dead", "{}");
    }
    void init() { failOnAnyWarning(); }

    void deadLettersAndTheOldestAgeAreSeen()
    {
        auto source = createSource(settings(QStringLiteral("guest")), m_clock);
        QVERIFY(source);
        for (const DiagnosisStage &stage : (*source)->diagnose({}))
            QVERIFY2(stage.ok != false, qPrintable(stage.value));
        const qint64 stamp = m_clock.now().time_since_epoch() / std::chrono::seconds(1) - 90;
        for (int i = 0; i < 5; ++i)
            api("POST", "/api/exchanges/%2F/amq.default/publish",
                R"({"routing_key":"orders","payload":"order","payload_encoding":"string","properties":{"timestamp":)" +
                    QByteArray::number(stamp) + "}}");
        // Three of them are refused by who reads them.
        api("POST", "/api/queues/%2F/orders/get", R"({"count":3,"ackmode":"reject_requeue_false","encoding":"auto"})");
        QTRY_COMPARE_WITH_TIMEOUT(value(**source, "dead_letters", ""), std::optional(3.0), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(value(**source, "queue_messages_ready", "orders"), std::optional(2.0), 30'000);
        QCOMPARE(value(**source, "queue_dead_letters", "orders.dead"), std::optional(3.0));
        QTRY_VERIFY_WITH_TIMEOUT(value(**source, "queue_oldest_age", "orders").value_or(0) >= 90, 30'000);
    }

    void aRedriveTakesBackAsManyAsItWasTold()
    {
        auto source = createSource(settings(QStringLiteral("guest")), m_clock);
        HttpActionParts parts;
        parts.prepare = [this](const CallAction &call) -> Result<HttpAction> {
            HttpAction action;
            action.method = QStringLiteral("PUT");
            action.url = QStringLiteral("http://127.0.0.1:%1").arg(m_port) +
                         QStringLiteral("/api/parameters/shovel/%2F/redrive");
            action.body =
                R"({"value":{"src-protocol":"amqp091","src-uri":"amqp://","src-queue":"orders.dead","src-delete-after":)" +
                QByteArray::number(call.parameters[QLatin1String("count")].toInt()) +
                R"(,"dest-protocol":"amqp091","dest-uri":"amqp://","dest-queue":"orders","ack-mode":"on-confirm"}})";
            action.headers = {{QStringLiteral("Authorization"), QStringLiteral("Basic Z3Vlc3Q6Z3Vlc3Q=")}};
            action.what = QStringLiteral("PUT shovel");
            return action;
        };
        ActionActuator actuator(parts, m_clock);
        Command command;
        command.id = QStringLiteral("once");
        command.action = CallAction{QStringLiteral("redrive"), {{QStringLiteral("count"), 2}}};
        command.actor = QStringLiteral("Kim");
        command.level = 2;
        Approval approval;
        approval.person = command.actor;
        approval.role = Role::Responder;
        const auto grant = Grant::authorize(command, approval, m_clock.now());
        QVERIFY(grant);
        const auto receipt = actuator.execute(command, *grant, {});
        QVERIFY2(receipt && receipt->state == Receipt::State::Accepted,
                 receipt ? qPrintable(receipt->detail) : "error");
        QTRY_COMPARE_WITH_TIMEOUT(value(**source, "dead_letters", ""), std::optional(1.0), 40'000);
        QTRY_COMPARE_WITH_TIMEOUT(value(**source, "queue_messages_ready", "orders"), std::optional(4.0), 40'000);
    }

    void aStrangerIsDenied()
    {
        auto source = createSource(settings(QStringLiteral("mallory")), m_clock);
        const auto result = (*source)->poll({});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Auth);
    }

private:
    SourceSettings settings(const QString &user) const
    {
        SourceSettings settings;
        settings.id = settings.type = QStringLiteral("rabbitmq");
        settings.endpoint = QStringLiteral("http://127.0.0.1:%1").arg(m_port);
        settings.user = settings.password = user;
        settings.clientName = QStringLiteral("surgedeck/test/viewer/1");
        return settings;
    }

    static std::optional<double> value(Source &source, const char *name, const char *subject)
    {
        const auto result = source.poll({});
        if (result)
            for (const Observation &observation : result->observations)
                if (const auto *gauges = std::get_if<ServerGauges>(&observation))
                    for (const Gauge &gauge : gauges->gauges)
                        if (gauge.name == QLatin1String(name) && gauge.subject == QLatin1String(subject))
                            return gauge.value;
        return std::nullopt;
    }

    QByteArray api(const char *method, const char *path, const QByteArray &body) const
    {
        QProcess client;
        QStringList arguments{QStringLiteral("-sS"),
                              QStringLiteral("-u"),
                              QStringLiteral("guest:guest"),
                              QStringLiteral("-X"),
                              QString::fromLatin1(method),
                              QStringLiteral("-H"),
                              QStringLiteral("Content-Type: application/json"),
                              QStringLiteral("http://127.0.0.1:%1").arg(m_port) + QString::fromLatin1(path)};
        if (!body.isEmpty())
            arguments << QStringLiteral("-d") << QString::fromUtf8(body);
        client.start(QStringLiteral("curl"), arguments);
        client.waitForFinished(20'000);
        return client.readAllStandardOutput();
    }
    void put(const char *path, const QByteArray &body) const
    {
        const QByteArray answer = api("PUT", path, body);
        if (answer.contains("error"))
            qFatal("%s: %s", path, answer.constData());
    }

    SystemClock m_clock;
    ServerProcess m_epmd;
    ServerProcess m_server;
    quint16 m_port = 0;
    quint16 m_epmdPort = 0;
};

QTEST_GUILESS_MAIN(TestRabbitMq)
#include "tst_rabbitmq.moc"
