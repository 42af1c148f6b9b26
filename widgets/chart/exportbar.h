// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace surgedeck {

class Button;
class PlainLabel;

/// Asks under what name a chart is saved, in the place of the chart's toolbar: no dialog covers the data. A file that
/// is there already is replaced only after a second press.
class ExportBar : public QWidget
{
    Q_OBJECT
public:
    explicit ExportBar(QWidget *parent);

    /// Offers a name. The keyboard goes into the field.
    void ask(const QString &path);
    /// In the same place: "saved ..." or why not.
    void showResult(const QString &words);
    QString path() const;

Q_SIGNALS:
    void saveWanted(const QString &path);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void save();

    QLineEdit *m_path;
    Button *m_save;
    Button *m_close;
    PlainLabel *m_result;
    QString m_confirmed; ///< the path whose replacement was announced
};

} // namespace surgedeck
