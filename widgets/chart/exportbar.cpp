// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/exportbar.h"

#include "widgets/button.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/tokens.h"

#include <QAccessible>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace surgedeck {

namespace {

constexpr int longestPath = 4096; // PATH_MAX of Linux

} // namespace

ExportBar::ExportBar(QWidget *parent)
    : QWidget(parent)
    , m_path(new QLineEdit(this))
    , m_save(new Button(tr("Save"), this))
    , m_close(new Button(tr("Close"), this))
    , m_result(new PlainLabel({}, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(size::gap);
    row->addWidget(m_path, 2);
    row->addWidget(m_save);
    row->addWidget(m_close);
    row->addWidget(m_result, 1);
    m_path->setMaxLength(longestPath);
    m_path->setTextMargins(size::gap, 0, size::gap, 0);
    m_path->setAccessibleName(tr("Save the chart as"));
    m_path->setObjectName(QStringLiteral("export-path"));
    m_save->setObjectName(QStringLiteral("export-save"));
    m_result->setLook(Text::Small, &Colours::text2);
    m_result->setObjectName(QStringLiteral("export-result"));
    connect(m_path, &QLineEdit::returnPressed, this, &ExportBar::save);
    connect(m_save, &QPushButton::clicked, this, &ExportBar::save);
    connect(m_close, &QPushButton::clicked, this, &ExportBar::closed);
}

void ExportBar::ask(const QString &path)
{
    m_confirmed.clear();
    m_path->setText(path);
    m_result->setText({});
    m_path->setFocus(Qt::OtherFocusReason);
    const auto name = path.lastIndexOf(QLatin1Char('/')) + 1;
    m_path->setSelection(int(name), int(path.lastIndexOf(QLatin1Char('.')) - name));
}

void ExportBar::showResult(const QString &words)
{
    m_result->setText(words);
    QAccessibleEvent event(m_result, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

QString ExportBar::path() const
{
    return m_path->text();
}

void ExportBar::save()
{
    if (path().isEmpty())
        return;
    if (QFileInfo::exists(path()) && m_confirmed != path()) {
        m_confirmed = path();
        return showResult(tr("there is such a file: Save again to replace it"));
    }
    Q_EMIT saveWanted(path());
}

void ExportBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace surgedeck
