// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testcertificates.h"

#include <QFile>
#include <QProcess>
#include <QStringList>

namespace surgedeck {

namespace {
const QStringList newKey = {QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                            QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes")};
}

TestCertificates::TestCertificates()
{
    for (const auto &name : {QStringLiteral("ca"), QStringLiteral("other")}) {
        openssl(QStringList{QStringLiteral("req"), QStringLiteral("-x509")} + newKey +
                QStringList{QStringLiteral("-keyout"), path(name + QStringLiteral(".key")), QStringLiteral("-out"),
                            path(name + QStringLiteral(".pem")), QStringLiteral("-subj"),
                            QStringLiteral("/CN=Test authority %1").arg(name), QStringLiteral("-days"),
                            QStringLiteral("2")});
    }
}

TestCertificates::Pair TestCertificates::make(const Request &request) const
{
    const Pair pair{path(request.name + QStringLiteral(".pem")), path(request.name + QStringLiteral(".key"))};
    const QString csr = path(request.name + QStringLiteral(".csr"));
    openssl(QStringList{QStringLiteral("req"), QStringLiteral("-new")} + newKey +
            QStringList{QStringLiteral("-keyout"), pair.key, QStringLiteral("-out"), csr, QStringLiteral("-subj"),
                        QStringLiteral("/CN=") + request.name});
    QFile extensions(path(request.name + QStringLiteral(".ext")));
    if (!extensions.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(extensions.fileName()));
    extensions.write("subjectAltName=" + request.subjectAltName.toUtf8() + "\n");
    extensions.close();
    const QString authority = request.signer == Signer::Authority ? QStringLiteral("ca") : QStringLiteral("other");
    const QStringList signer =
        request.signer == Signer::Itself
            ? QStringList{QStringLiteral("-signkey"), pair.key}
            : QStringList{QStringLiteral("-CA"), path(authority + QStringLiteral(".pem")), QStringLiteral("-CAkey"),
                          path(authority + QStringLiteral(".key")), QStringLiteral("-CAcreateserial")};
    openssl(QStringList{QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), csr} + signer +
            QStringList{QStringLiteral("-days"), QString::number(request.days), QStringLiteral("-extfile"),
                        extensions.fileName(), QStringLiteral("-out"), pair.certificate});
    return pair;
}

void TestCertificates::openssl(const QStringList &arguments) const
{
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("openssl %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
               process.readAllStandardError().constData());
}

} // namespace surgedeck
