// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"
#include "widgets/panel.h"

class QPlainTextEdit;

namespace surgedeck {

class DatabaseStore;
class PlainLabel;
class TrendView;
struct DatabaseView;
struct DigestRow;

/// One digest: its normalised statement, why it is slow in one sentence, and the sessions in it over the last hour. GUI
/// thread.
class QueryDetail final : public Panel
{
    Q_OBJECT
public:
    explicit QueryDetail(QWidget *parent = nullptr);

    /// `row` may be nullptr: nothing is selected.
    void show(const DigestRow *row, const DatabaseView &view, const DatabaseStore &database);
    void copyStatement() const;
    enum class Room
    {
        Little, ///< no trend, three lines of the statement at once
        Enough
    };
    void setRoom(Room room);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void giveRoom();
    void showTrend(const QString &digest, const DatabaseStore &database);

    QPlainTextEdit *m_statement;
    PlainLabel *m_why;
    TrendView *m_trend;
    Room m_room = Room::Enough;
    QString m_text; ///< normalised, in lines
};

} // namespace surgedeck
